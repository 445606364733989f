// Ports under a seed: calls take a while, fail before or after they are done, and may be the last ones of their process.
import type { ManualClock } from '../memory/clock.ts'
import type { Ports } from '../ports.ts'

/** Xorshift over 32 bits: small, and the same everywhere. */
export type Dice = {
  readonly next: () => number
  readonly below: (limit: number) => number
  readonly hits: (rate: number) => boolean
}

export const diceOf = (seed: number): Dice => {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
  for (let warm = 0; warm < 8; warm++) next()
  return { next, below: limit => Math.floor(next() * limit), hits: rate => next() < rate }
}

/** Drawn anew for every seed: some have one fault only, some have all of them. */
export type Rates = {
  readonly refused: number
  readonly lost: number
  readonly ended: number
  /** Of reads of a checkpoint that answer with an older one: what was delivered is delivered again. */
  readonly rewound: number
  /** The longest that a call takes, in milliseconds. */
  readonly slowest: number
}

export const ratesOf = (dice: Dice): Rates => {
  const some = (most: number) => (dice.hits(0.5) ? dice.next() * most : 0)
  return { refused: some(0.04), lost: some(0.04), ended: some(0.012), rewound: some(0.3), slowest: dice.below(12) }
}

export type Life = {
  readonly ports: Ports
  readonly isOver: () => boolean
  readonly heal: () => void
  readonly end: () => void
}

type Work = (...args: never[]) => Promise<unknown>

const never = new Promise<never>(() => {})
const lostConnection = () => Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' })

/** `ended`: told once, when a call was this process's last. */
export const simulated = (
  ports: Ports,
  { dice, rates, clock, ended }: { dice: Dice; rates: Rates; clock: ManualClock; ended: () => void },
): Life => {
  let over = false
  let healed = false
  const end = () => {
    if (over) return
    over = true
    ended()
  }
  const takeAWhile = () => new Promise<void>(resolve => void clock.after(dice.below(rates.slowest + 1), resolve))
  const failing =
    (name: string, work: Work): Work =>
    async (...args) => {
      if (over) return never
      if (rates.slowest > 0) await takeAWhile()
      if (over) return never
      if (healed) return answer(name, await work(...args))
      if (dice.hits(rates.refused)) throw lostConnection()
      if (dice.hits(rates.ended)) {
        if (dice.hits(0.5)) await work(...args)
        end()
        return never
      }
      const done = await work(...args)
      if (over) return never
      if (dice.hits(rates.lost)) throw lostConnection()
      return answer(name, done)
    }
  const answer = (name: string, done: unknown) => {
    if (over) return never
    const isOld = name === 'checkpoints.read' && typeof done === 'number' && !healed && dice.hits(rates.rewound)
    return isOld ? Math.max(0, (done as number) - dice.below(100)) : done
  }
  const port = <P extends object>(name: string, methods: P): P =>
    Object.fromEntries(
      Object.entries(methods).map(([key, work]) => [
        key,
        typeof work === 'function' ? failing(`${name}.${key}`, work as Work) : work,
      ]),
    ) as P
  const { read, save, acquire, release } = ports.checkpoints
  return {
    isOver: () => over,
    end,
    heal: () => {
      healed = true
    },
    ports: {
      ...ports,
      events: port('events', ports.events),
      vault: port('vault', ports.vault),
      snapshots: port('snapshots', ports.snapshots),
      projections: port('projections', ports.projections),
      checkpoints: port('checkpoints', { read, save, acquire, release }),
      timeouts: port('timeouts', ports.timeouts),
      clock: { ...clock, after: (milliseconds, call) => clock.after(milliseconds, () => (over ? undefined : call())) },
    },
  }
}
