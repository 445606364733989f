// How long an answer waits: for nobody, for the projectors, for everything that follows.

import { type Chain, type Following, follow } from './cascade.ts'
import type { Outcome } from './command.ts'
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'
import { pause } from './retry.ts'
import type { RunningConsumer } from './run.ts'
import type { Tail } from './tail.ts'

/** `SIMPLE` waits for the projectors, `CASCADE` for everything that follows: for so long, and then says who is behind. */
export type SyncMode = 'ASYNC' | 'SIMPLE' | 'CASCADE'
export type Answer = Outcome & { readonly pending?: readonly string[]; readonly chain?: Chain }

const longestWait = { SIMPLE: 2000, CASCADE: 10_000 }

type Waiting = {
  readonly consumers: readonly RunningConsumer[]
  readonly ports: Ports
  readonly watchers: Set<() => void>
}
type Executing = Waiting & { readonly followers: Set<Following>; readonly executed: () => Promise<Outcome> }

const lastOf = (pages: readonly Page[]) => Math.max(0, ...pages.map(page => page.position))
const pendingOf = (pending: readonly string[]) => (pending.length > 0 ? { pending } : {})

export const answers: { readonly [M in SyncMode]: (executing: Executing) => Promise<Answer> } = {
  ASYNC: ({ executed }) => executed(),
  SIMPLE: async executing => {
    const outcome = await executing.executed()
    if (outcome.status === 'rejected') return outcome
    return { ...outcome, ...(await projected(executing, outcome.pages)) }
  },
  CASCADE: async executing => {
    const { followers, consumers, executed } = executing
    const following = follow()
    followers.add(following)
    try {
      const outcome = await executed()
      if (outcome.status === 'rejected') return outcome
      following.begin(outcome.pages)
      const pending = await passed(executing, { consumers, last: following.last, most: longestWait.CASCADE })
      const chain = following.chain()
      if (!chain.refusal) return { ...outcome, ...pendingOf(pending), chain }
      return { ...outcome, ...(await projected(executing, [...outcome.pages, ...chain.refusal.compensation])), chain }
    } finally {
      followers.delete(following)
    }
  },
}

const projected = async (waiting: Waiting, pages: readonly Page[]) => {
  const consumers = waiting.consumers.filter(({ kind }) => kind === 'projector')
  return pendingOf(await passed(waiting, { consumers, last: () => lastOf(pages), most: longestWait.SIMPLE }))
}

type Passing = {
  readonly consumers: readonly RunningConsumer[]
  /** May go on while it is waited for. */
  readonly last: () => number
  readonly most: number
}

/** The consumers that have not come so far in time: none, usually. */
const passed = ({ ports, watchers }: Waiting, { consumers, last, most }: Passing): Promise<readonly string[]> =>
  new Promise(resolve => {
    const behind = () => consumers.filter(one => one.position() < last())
    const finish = () => {
      watchers.delete(check)
      cancel()
      resolve(behind().map(one => one.name))
    }
    const check = () => {
      if (behind().length === 0) finish()
    }
    const cancel = ports.clock.after(most, finish)
    watchers.add(check)
    check()
  })

export const settled = async (ports: Ports, consumers: readonly RunningConsumer[], tail: Tail) => {
  while (!tail.isStopped()) {
    const last = await ports.events.lastPosition()
    if (consumers.every(one => one.position() >= last) && (await ports.events.lastPosition()) === last) return
    await pause(ports, 2)
  }
}
