import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationRow } from '@/engine/operation'
import type { Snapshot } from '@/engine/ports'
import type { AuditPage } from './reading/audit.ts'
import type { ConsumersPage, ConsumerTold } from './reading/consumer-reads.ts'
import type { ProcessesPage, ProcessTold } from './reading/process-reads.ts'
import type { SnapshotsPage } from './reading/snapshot-reads.ts'
import { keepVitals } from './reading/vitals.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const read = async <T>(what: keyof Desk['reads'], given: { address?: object; query?: string } = {}) =>
  valueIn(await desk.ask(what, administrator, given)) as T
const ended = async (id: string) => {
  const row = async () => (await desk.engine.row<OperationRow>('operations', id))?.row
  await expect.poll(async () => (await row())?.status, { timeout: 10_000 }).toMatch(/completed|failed|cancelled/)
  return row()
}
const audited = async () => (await read<AuditPage>('audit', { query: 'limit=20' })).acts
const player = async () => {
  const ann = await desk.register()
  for (let n = 0; n < 4; n++)
    valueIn(await desk.send(ann, `player/${ann.player}/RenamePlayer`, { data: { displayName: `Ann ${n}` } }))
  return { domain: 'player', root: ann.player as string, edition: '' }
}

test('[QS90] a consumer tells what it takes, what making it anew means, and who let it stand, with the reason', async () => {
  await player()
  const act = (action: string, reason: string) =>
    desk.operations.actOnProjection(administrator, { body: { reason }, address: { name: 'player', action } })
  valueIn(await act('pause', 'a look at it'))
  const { projections } = await read<ConsumersPage>('projections')
  expect(projections.find(({ name }) => name === 'player')).toMatchObject({ standing: 'paused', letters: 0, parked: 0 })
  valueIn(await act('resume', 'seen'))
  const { operation } = valueIn(await act('rebuild', 'to be sure')) as { operation: string }
  await ended(operation)
  const told = await read<ConsumerTold>('projection', { address: { name: 'player' } })
  expect(told.rebuild).toMatchObject({ events: told.consumer.head, visible: true })
  expect(told.rebuild?.rows).toBeGreaterThan(0)
  expect(told.inputs).toContainEqual({ domain: 'player', types: expect.arrayContaining(['PlayerRegistered']) })
  expect(told.history.map(({ what, reason, outcome }) => [what, reason, outcome])).toEqual([
    ['rebuild', 'to be sure', 'completed'],
    ['resumed', 'seen', ''],
    ['paused', 'a look at it', ''],
  ])
  expect((await read<ConsumerTold>('projection', { address: { name: 'hand-flow' } })).rebuild).toBeNull()
  expect(failureIn(await desk.ask('projection', administrator, { address: { name: 'nothing' } })).code).toBe(
    'NOT_FOUND',
  )
})

test('[QS91] an instance tells where it stands; a timeout is fired or cancelled by an operator, with the reason, on record', async () => {
  const { hand } = await dealt(desk, [await desk.register(), await desk.register('Bob')])
  const address = { name: 'hand-flow', key: hand }
  const one = () => read<ProcessTold>('processes', { query: `process=hand-flow&key=${hand}` })
  const waiting = await one()
  expect(waiting).toMatchObject({ status: 'waiting', stuck: [], key: hand })
  const [timeout] = waiting.due
  const listed = await read<ProcessesPage>('processes', { query: `process=hand-flow&search=${hand.slice(0, 8)}` })
  expect(listed.rows).toMatchObject([{ key: hand, status: 'waiting', timeouts: [{ name: timeout?.name }] }])
  const act = (action: string, name = '') =>
    desk.operations.actOnTimeout(administrator, {
      body: { reason: 'they all left' },
      address: { ...address, timeout: name, action },
    })
  valueIn(await act('fire', timeout?.name))
  await desk.engine.settled()
  const fired = (await audited()).find(({ events }) => events.includes('TimeoutElapsed'))
  expect(fired).toMatchObject({ actor: 'administrator', root: hand, reason: 'they all left' })
  expect(failureIn(await act('fire', timeout?.name)).code).toBe('NOT_FOUND')
})

test('[QS91] instances come by what happened last, page by page, and can be asked for by status', async () => {
  for (let n = 0; n < 3; n++) await dealt(desk, [await desk.register(), await desk.register('Bob')])
  const keys = new Set<string>()
  let before = ''
  let pages = 0
  do {
    const page = await read<ProcessesPage>('processes', { query: `process=table-flow&limit=1${before}` })
    for (const { key } of page.rows) keys.add(key)
    before = page.next === null ? '' : `&before=${page.next}`
    pages++
  } while (before)
  const all = await read<ProcessesPage>('processes', { query: 'process=table-flow&limit=100' })
  expect(new Set(all.rows.map(({ key }) => key))).toEqual(keys)
  expect(pages).toBeGreaterThan(2)
  const positions = all.rows.map(({ last }) => last?.position ?? 0)
  expect(positions).toEqual([...positions].sort((a, b) => b - a))
  const waiting = await read<ProcessesPage>('processes', { query: 'status=waiting&limit=100' })
  expect(new Set(waiting.rows.map(({ status }) => status))).toEqual(new Set(['waiting']))
  expect(
    Object.keys(failureIn(await desk.ask('processes', administrator, { query: 'status=lost' })).fields ?? {}),
  ).toEqual(['status'])
})

test('[QS91] an instance with a dead letter comes first, as stuck, and says which; so does a saga', async () => {
  const { hand } = await dealt(desk, [await desk.register(), await desk.register('Bob')])
  const bury = async (consumer: string, payload: object) => {
    const id = randomUUID()
    const told = { reason: 'PROCESSING_FAILED', consumer, subject: `${consumer}/turn elapsed`, detail: 'a bug' }
    await desk.engine.execute({
      cover: { domain: 'dead-letter', root: id, edition: '', correlationId: '', ext: null },
      message: {
        type: 'OpenDeadLetter',
        ...told,
        attempts: 10,
        stream: `hand-flow/${hand}/`,
        fingerprint: 'f',
        payload,
      } as never,
      commandId: randomUUID(),
      actor: `engine/${consumer}`,
    })
    return id
  }
  const letter = await bury('hand-flow', { process: 'hand-flow', key: hand, name: 'turn', dueAt: 0, data: null })
  await bury('player-table', { eventId: randomUUID(), position: 1 })
  await desk.engine.settled()
  const page = await read<ProcessesPage>('processes')
  const subject = 'hand-flow/turn elapsed'
  expect(page.stuck).toMatchObject([
    { process: 'hand-flow', key: hand, status: 'stuck', stuck: [{ kind: 'letter', letter, subject }] },
  ])
  expect(page.sagas.find(({ name }) => name === 'player-table')).toMatchObject({ letters: 1 })
  expect((await read<ProcessesPage>('processes', { query: 'status=stuck&process=table-flow' })).stuck).toEqual([])
  const one = await read<ProcessTold>('processes', { query: `process=hand-flow&key=${hand}` })
  expect(one).toMatchObject({ status: 'stuck', state: { step: 'playing' } })
})

test('[QS92] a snapshot is equal to a replay, or it is said where it differs and not what stands there', async () => {
  const stream = await player()
  const address = { domain: stream.domain, root: stream.root }
  valueIn(await desk.operations.takeSnapshot(administrator, { body: { reason: 'before the move' }, address }))
  const query = `domain=player&root=${stream.root}`
  const { snapshots } = await read<SnapshotsPage>('snapshots', { query })
  const [kept] = snapshots
  expect(kept).toMatchObject({ retention: 'PERSIST', bytes: expect.any(Number) })
  const verify = () => read('verifySnapshot', { address, query: `nextSequence=${kept?.nextSequence}` })
  expect(await verify()).toMatchObject({ equal: true, current: true, differing: [] })
  const { fingerprint = '', nextSequence = 0 } = kept ?? {}
  const found = (await desk.ports.snapshots.latest(stream, { fingerprint })) as Snapshot
  const state = {
    sealed: await desk.ports.vault.seal(stream, `snapshot-${nextSequence}`, { nobody: { state: { bankroll: 1 } } }),
  }
  await desk.ports.snapshots.save({ ...found, state })
  const wrong = (await verify()) as { equal: boolean; differing: readonly string[] }
  expect(wrong.equal).toBe(false)
  expect(wrong.differing).toContain('/bankroll')
  const body = { reason: 'it is wrong', nextSequence }
  valueIn(await desk.operations.removeSnapshots(administrator, { body, address }))
  const left = (await read<SnapshotsPage>('snapshots', { query })).snapshots
  expect(left.map(one => one.nextSequence)).toEqual(snapshots.slice(1).map(one => one.nextSequence))
  const [removed, taken] = (await audited()).filter(({ domain }) => domain === 'snapshot')
  expect(removed).toMatchObject({ events: ['SnapshotsRemoved'], reason: body.reason })
  expect(taken).toMatchObject({ events: ['SnapshotTaken'], reason: 'before the move' })
})

test('[QS92] the snapshot of a process manager’s instance is held against a fold of what it linked', async () => {
  const { hand } = await dealt(desk, [await desk.register(), await desk.register('Bob')])
  const address = { domain: 'hand-flow', root: hand }
  const { nextSequence } = valueIn(await desk.operations.takeSnapshot(administrator, { body: {}, address })) as {
    nextSequence: number
  }
  const verdict = await read('verifySnapshot', { address, query: `nextSequence=${nextSequence}` })
  expect(verdict).toEqual({ nextSequence, current: true, equal: true, differing: [] })
})

test('[QS93] the chain of a stream or of everything is verified as an operation, which names the first bad place', async () => {
  const stream = await player()
  const verify = async (body: object) => {
    const { operation } = valueIn(await desk.operations.verifyChain(administrator, { body, address: {} })) as {
      operation: string
    }
    return ended(operation)
  }
  expect(await verify({ stream })).toMatchObject({ status: 'completed', result: { ok: true, checked: 6 } })
  expect(await verify({})).toMatchObject({ status: 'completed', result: { ok: true } })
  const [page] = await desk.ports.events.read(stream, { from: 3, to: 3 })
  const { position = 0 } = page ?? {}
  ;(page?.data as Record<string, unknown>).displayName = 'Mallory'
  const broken = { ...stream, sequence: 3, position, type: 'PlayerRenamed' }
  expect(await verify({ stream })).toMatchObject({ result: { ok: false, checked: 3, firstBroken: 3, broken } })
  expect(await verify({})).toMatchObject({ result: { ok: false, firstBroken: position, broken } })
  const unknown = { stream: { ...stream, root: randomUUID() } }
  expect(failureIn(await desk.operations.verifyChain(administrator, { body: unknown, address: {} })).code).toBe(
    'NOT_FOUND',
  )
})

test('[QS94] the last minutes of a process are kept, with rates since the look before, and who is alive is told', async () => {
  let now = 10_000
  const vitals = keepVitals(() => now)
  const stop = vitals.watch(desk.engine)
  await expect.poll(() => vitals.samples().length).toBe(1)
  stop()
  now += 5000
  vitals.watch(desk.engine)()
  await expect.poll(() => vitals.samples().length).toBe(2)
  const [first, second] = vitals.samples()
  expect([first?.at, second?.at]).toEqual([10_000, 15_000])
  expect(second).toMatchObject({ head: await desk.engine.lastPosition(), appendMs: null, eventsPerSecond: 0 })
  expect(Object.keys(second?.consumers ?? {})).toEqual(desk.engine.status().map(({ name }) => name))
  vitals.journaled({ event: 'consumer-failed', consumer: 'lobby', error: 'Error: gone' })
  expect(vitals.breakdown('lobby')).toMatchObject({ at: 15_000 })
  const { processes } = await read<{ processes: readonly object[] }>('vitals')
  expect(processes).toMatchObject([{ isHere: true, consumers: expect.arrayContaining(['lobby', 'operation-runner']) }])
})

test('[QS95] nobody but administrators is told or does any of it', async () => {
  const ann = await desk.register()
  const address = { domain: 'player', root: ann.player, name: 'player' }
  for (const who of [ann, nobody]) {
    for (const what of ['projection', 'verifySnapshot', 'vitals', 'processes', 'snapshots'] as const)
      expect(failureIn(await desk.ask(what, who, { address, query: '' })).code).toMatch('NOT_FOUND')
    const sent = [
      desk.operations.verifyChain(who, { body: {}, address: {} }),
      desk.operations.takeSnapshot(who, { body: {}, address }),
      desk.operations.removeSnapshots(who, { body: {}, address }),
    ]
    for (const answer of await Promise.all(sent))
      expect(['PERMISSION_DENIED', 'UNAUTHENTICATED']).toContain(failureIn(answer).code)
  }
})
