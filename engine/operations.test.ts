import { expect, test } from 'vitest'
import { startEngine } from './engine.ts'
import { manualClock } from './memory/clock.ts'
import { memoryPorts } from './memory/ports.ts'
import { type OperationEvent, type OperationRow, operationsProjector } from './operation.ts'
import type { OperationKind } from './operations.ts'
import { bank } from './testing/bank.ts'
import { envelope } from './testing/envelope.ts'
import { rowsAfter } from './testing/projector-scenario.ts'

/** What became of a piece of work of the product's own. */
const ended = async (work: OperationKind): Promise<OperationRow | undefined> => {
  const clock = manualClock(1_790_000_000_000, () => new Promise(resolve => setImmediate(resolve)))
  const engine = await startEngine(memoryPorts({ clock }), bank, { counting: work })
  const id = await engine.operations.start('counting', { params: { to: 3 }, total: 3, actor: 'ann' })
  for (;;) {
    await clock.advance(10)
    const row = (await engine.row<OperationRow>('operations', id))?.row
    if (row && row.status !== 'running') {
      await engine.stop()
      return row
    }
  }
}

test('[OP5] a product brings long work of its own, whose progress and result are kept', async () => {
  const row = await ended(async ({ advance, params }) => {
    await advance(1, 3, { counted: 1 })
    return { counted: params }
  })
  expect(row).toMatchObject({ status: 'completed', startedBy: 'ann', result: { counted: { to: 3 } } })
})

test('[OP5] what can be no result fails the work, and says why', async () => {
  const why = { status: 'failed', error: expect.stringContaining('whole') }
  expect(await ended(async () => ({ share: 0.5 }))).toMatchObject(why)
  expect(
    await ended(async ({ advance }) => {
      await advance(1, 3, { share: 0.5 })
      return null
    }),
  ).toMatchObject(why)
})

test('[OP6] the time that an operation was paused does not slow it down', () => {
  const at = (second: number, message: Omit<OperationEvent, 'type'> & { readonly type: OperationEvent['type'] }) => {
    const recordedAt = new Date(1_790_000_000_000 + second * 1000).toISOString()
    return { event: message, source: envelope({ domain: 'operation', root: 'a', recordedAt }) }
  }
  const started = { type: 'OperationStarted', kind: 'rebuild', params: null, total: 1000 } as const
  const told = [
    at(0, started),
    at(10, { type: 'OperationAdvanced', done: 100, total: 1000, result: null } as OperationEvent),
    at(10, { type: 'OperationPaused' }),
    at(3610, { type: 'OperationResumed' }),
    at(3620, { type: 'OperationAdvanced', done: 200, total: 1000, result: null } as OperationEvent),
  ]
  const [row] = [...rowsAfter<OperationRow>(operationsProjector, told as never).values()]
  expect(row).toMatchObject({ perSecond: 10, millisecondsLeft: 80_000, status: 'running' })
})
