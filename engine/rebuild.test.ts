import { expect, test } from 'vitest'
import { manualClock } from './memory/clock.ts'
import { memoryPorts } from './memory/ports.ts'
import type { Control } from './operations.ts'
import type { NewPage, Ports } from './ports.ts'
import { keyedQueue } from './queue.ts'
import { rebuildKind } from './rebuild.ts'
import { recentMap } from './recent-map.ts'
import { derivedId, registry } from './registry.ts'
import { bank } from './testing/bank.ts'
import { envelope } from './testing/envelope.ts'

const serving = { name: 'balances', version: 1 }
const made = { name: 'balances', version: 1_000_001 }
const root = derivedId('rich')

/** A log of so many deposits, a hundred with each append. */
const deposits = async ({ events }: Ports, count: number) => {
  const cover = { domain: 'account', root, edition: '', correlationId: '', ext: null }
  for (let expected = 0; expected < count; expected += 100) {
    const commandId = derivedId('deposits', expected)
    const pages = Array.from({ length: 100 }, (_, n): NewPage => {
      const sequence = expected + n
      const { position: _position, ...page } = envelope({ ...cover, sequence, commandId, eventId: derivedId(sequence) })
      return { ...page, type: 'Deposited', data: { amount: 1 } }
    })
    const command = { commandId, caller: 'ann', cover, message: { type: 'Deposit' } }
    const stored = {
      stream: cover,
      expected,
      base: 0,
      pages,
      command: { ...command, source: null, origin: null, errorMode: null },
    }
    await events.append(stored)
  }
}

const house = async (count: number) => {
  const ports = memoryPorts({ clock: manualClock(1_790_000_000_000, async () => {}) })
  await deposits(ports, count)
  await ports.checkpoints.save(serving, { from: 0, to: count })
  const runtime = { ports, registry: registry(bank), cache: recentMap(10), queue: keyedQueue() } as never
  const advanced: number[] = []
  const held = { pause: async () => {}, resume: async () => {} }
  const run = (control: Partial<Control> = {}) =>
    rebuildKind(
      runtime,
      held,
    )({
      id: 'one',
      actor: 'ann',
      params: { projection: 'balances' },
      advance: async done => void advanced.push(done),
      isOver: async () => false,
      isEnded: async () => false,
      ...control,
    })
  return { ports, advanced, run }
}

test('[RB9] a rebuild that another process goes on with does nothing twice', async () => {
  const { ports, advanced, run } = await house(12_000)
  expect(await run({ isOver: async () => true })).toBeNull()
  expect([advanced, await ports.checkpoints.read(made)]).toEqual([[5000], 5000])
  expect(await run()).toMatchObject({ position: 12_000, rows: { before: 0, after: 1 }, differing: 1 })
  expect(advanced).toEqual([5000, 10_000, 12_000])
  expect((await ports.projections.all(serving)).get(root)?.row).toMatchObject({ balance: 12_000, events: 12_000 })
})

test('[RB10] rows are put in their place only if they are made up to there', async () => {
  const { ports, run } = await house(100)
  await run()
  expect(await ports.projections.swap(serving, made.version, { from: 100, to: 100 })).toBe(false)
  expect((await ports.projections.all(serving)).size).toBe(1)
})
