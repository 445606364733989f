// What goes wrong in one run, and how often: drawn per seed, so that some runs know one kind of fault and others all of them.
import type { Dice } from './simulator-dice.ts'

export type Weather = {
  readonly engines: number
  readonly callers: number
  readonly orders: number
  /** Of the calls of a port, how many in a thousand: refused; done, their answer lost; late; the last of a process. */
  readonly refused: number
  readonly lost: number
  readonly late: number
  readonly ended: number
  /** How late at most, in milliseconds. */
  readonly latest: number
  /** How often in a run: a clock is set, a checkpoint rewound, a process frozen, a process stopped in good order. */
  readonly jumps: number
  readonly rewinds: number
  readonly freezes: number
  readonly stops: number
}

export const fairWeather: Omit<Weather, 'engines' | 'callers' | 'orders'> = {
  refused: 0,
  lost: 0,
  late: 0,
  ended: 0,
  latest: 0,
  jumps: 0,
  rewinds: 0,
  freezes: 0,
  stops: 0,
}

const sometimes = ({ chance, between }: Dice, most: number) => (chance(0.4) ? 0 : between(1, most))

export const weatherOf = (throws: Dice): Weather => ({
  engines: throws.chance(0.5) ? 2 : 1,
  callers: throws.between(2, 4),
  orders: throws.between(2, 4),
  refused: sometimes(throws, 60),
  lost: sometimes(throws, 60),
  late: sometimes(throws, 300),
  ended: sometimes(throws, 12),
  latest: throws.pick([5, 50, 400, 400, 4000]),
  jumps: sometimes(throws, 3),
  rewinds: sometimes(throws, 3),
  freezes: sometimes(throws, 2),
  stops: sometimes(throws, 2),
})
