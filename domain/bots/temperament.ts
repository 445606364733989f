// The three characters that house bots have, as figures, and which bot has which.
import { z } from 'zod'
import type { PlayerId } from '../ids.ts'
import { chanceOf } from './chance.ts'
import type { Position } from './situation.ts'

export const Temperament = z.enum(['tight', 'loose', 'calling'])
export type Temperament = z.infer<typeof Temperament>

/** Stable: the same player has the same character for ever. */
export const temperamentOf = (player: PlayerId): Temperament => {
  const { options } = Temperament
  return options[Math.floor(chanceOf(`temperament/${player}`)() * options.length)] ?? 'tight'
}

/** The best so many percent of hands: to raise first, to limp in, to call a raise to three blinds, to raise again. */
export type Range = { readonly open: number; readonly limp: number; readonly call: number; readonly reraise: number }
export type Chart = { readonly [P in Position]: Range }

/** After the flop. An advantage is how far equity lies between a fair share (0) and a sure win (1). */
export type Style = {
  /** Advantage from which to bet, and from which to raise a bet. */
  readonly bet: number
  readonly raise: number
  /** Equity asked for beyond the pot odds, for a bet as large as the pot. */
  readonly respect: number
  /** How often to bet without an advantage, where few opponents are left. */
  readonly bluff: number
}

/** In the order of the words above. */
const range = ([open, limp, call, reraise]: readonly [number, number, number, number]): Range => ({
  open,
  limp,
  call,
  reraise,
})

export const charts: { readonly [T in Temperament]: Chart } = {
  tight: {
    early: range([11, 0, 8, 3]),
    middle: range([15, 0, 9, 3]),
    cutoff: range([23, 0, 11, 4]),
    button: range([36, 0, 14, 5]),
    'small-blind': range([26, 45, 12, 4]),
    'big-blind': range([14, 100, 26, 5]),
    'heads-up-button': range([72, 85, 40, 9]),
    'heads-up-big-blind': range([34, 100, 52, 11]),
  },
  loose: {
    early: range([19, 24, 17, 5]),
    middle: range([25, 34, 20, 6]),
    cutoff: range([36, 44, 25, 7]),
    button: range([52, 60, 32, 9]),
    'small-blind': range([38, 65, 26, 8]),
    'big-blind': range([22, 100, 46, 9]),
    'heads-up-button': range([88, 96, 55, 15]),
    'heads-up-big-blind': range([45, 100, 70, 17]),
  },
  calling: {
    early: range([3, 45, 32, 1]),
    middle: range([3, 52, 36, 1]),
    cutoff: range([4, 60, 40, 1]),
    button: range([4, 68, 46, 1]),
    'small-blind': range([4, 75, 46, 1]),
    'big-blind': range([3, 100, 62, 1]),
    'heads-up-button': range([8, 92, 60, 2]),
    'heads-up-big-blind': range([6, 100, 75, 2]),
  },
}

export const styles: { readonly [T in Temperament]: Style } = {
  tight: { bet: 0.24, raise: 0.58, respect: 0.2, bluff: 0.12 },
  loose: { bet: 0.16, raise: 0.48, respect: 0.11, bluff: 0.26 },
  calling: { bet: 0.62, raise: 0.9, respect: -0.06, bluff: 0.02 },
}
