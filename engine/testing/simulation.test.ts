// Thousands of seeds of faults, and the bugs that they have to find.
import { describe, expect, test } from 'vitest'
import type { EventStore, Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { Account } from './bank.ts'
import { type Planted, simulate, simulatedBank } from './simulation.ts'

const env = (globalThis as { process?: { env: { readonly [name: string]: string | undefined } } }).process?.env ?? {}
const seeds = Number(env.SEEDS ?? 2000)
const only = env.SEED === undefined ? undefined : Number(env.SEED)

const failures = async (from: number, count: number, planted?: Planted) => {
  const failed: string[] = []
  for (let seed = from; seed < from + count; seed++) {
    const { wrong } = await simulate(seed, planted).catch(error => ({ wrong: [String(error)] }))
    if (wrong.length > 0) failed.push(`seed ${seed}: ${wrong.join('; ')}`)
  }
  return failed
}

describe('simulation', () => {
  test('[SM1] under every fault nothing is lost, nothing doubled, and all comes to rest', {
    timeout: 3_600_000,
  }, async () => {
    const failed = only === undefined ? await failures(0, seeds) : await failures(only, 1)
    expect(failed).toEqual([])
  })

  test('[SM2] the same seed is the same story', async () => {
    for (const seed of [3, 14, 159]) expect((await simulate(seed)).trace).toBe((await simulate(seed)).trace)
  })

  test('[SM3] processes end on the way', async () => {
    let lives = 0
    for (let seed = 0; seed < 20; seed++) lives += (await simulate(seed)).lives
    expect(lives).toBeGreaterThan(40)
  })
})

const withEvents = (change: (events: EventStore) => Partial<EventStore>): Planted => ({
  change: (ports: Ports) => ({ ...ports, events: { ...ports.events, ...change(ports.events) } }),
})
let fresh = 0
/** Each takes one promise of the engine or the store away. */
const bugs: { readonly [name: string]: Planted } = {
  'no idempotency': withEvents(events => ({
    append: wanted => {
      fresh += 1
      const { unless: _, ...rest } = wanted
      return events.append({ ...rest, command: { ...rest.command, commandId: derivedId('fresh', fresh) } })
    },
  })),
  'no compare-and-set': withEvents(events => ({
    append: async wanted => {
      const appended = await events.append(wanted)
      if (appended.status !== 'conflict') return appended
      const { nextSequence } = appended
      const pages = wanted.pages.map((page, n) => ({ ...page, sequence: nextSequence + n }))
      return events.append({ ...wanted, expected: nextSequence, pages })
    },
  })),
  'a checkpoint before the handling': {
    ended: (kept, read) => {
      const checkpoints = kept.checkpoints as unknown as Map<string, number>
      for (const name of ['transfers@1', 'reminder@1'])
        checkpoints.set(name, Math.max(read, checkpoints.get(name) ?? 0))
    },
  },
  'no compensation': {
    domain: { ...simulatedBank, aggregates: [{ ...Account, onRejected: { 'account/Deposit': () => [] } }] },
  },
  'a refusal from a stale cache': withEvents(events => {
    const known = new Map<string, number>()
    const keyOf = ({ domain, root }: { domain: string; root: string }) => `${domain}/${root}`
    return {
      read: async (stream, reading) => {
        const pages = await events.read(stream, reading)
        const last = pages.at(-1)
        if (last) known.set(keyOf(stream), last.sequence + 1)
        return pages
      },
      append: async wanted => {
        const appended = await events.append(wanted)
        if (appended.status === 'ok') known.set(keyOf(wanted.stream), wanted.expected + wanted.pages.length)
        return appended
      },
      head: async (stream, asked) => {
        const head = await events.head(stream, asked)
        return { ...head, nextSequence: known.get(keyOf(stream)) ?? head.nextSequence }
      },
    }
  }),
}

test.each(Object.entries(bugs))('[SM4] %s is caught', { timeout: 120_000 }, async (name, planted) => {
  const failed = await failures(0, 60, planted)
  expect(failed.length, name).toBeGreaterThan(0)
})
