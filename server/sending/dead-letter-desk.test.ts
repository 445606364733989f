import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

/** A withdrawal from a stale screen, which waits for review. */
const waiting = async (key: string | null = null) => {
  const ann = await desk.register()
  const stale = { data: { amount: 10 }, sequence: 1, ...(key ? { key } : {}) }
  const { deadLetterId = '' } = failureIn(await desk.send(ann, `player/${ann.player}/WithdrawFunds`, stale))
  await desk.engine.settled()
  return { ann, id: deadLetterId }
}
const act = (id: string, action: string, body: object = {}) =>
  desk.operations.actOnDeadLetter(administrator, { body, address: { id, action } })
const find = async (id: string) =>
  valueIn(await desk.ask('deadLetter', administrator, { address: { id } })) as { state: { status: string } }

test('[QS6] a dead letter is found by what it is about, with both states and its history', async () => {
  const { ann, id } = await waiting()
  const list = (query: string) => desk.ask('deadLetters', administrator, { query })
  const newest = valueIn(await list('reason=SEQUENCE_MISMATCH&domain=player&status=open&limit=1'))
  expect(newest).toMatchObject({ rows: [{ id, root: ann.player, subject: 'player/WithdrawFunds' }], groups: [{}] })
  expect(valueIn(await list('from=2999-01-01T00:00:00Z'))).toMatchObject({ rows: [] })
  for (const wrong of ['status=lost', 'reason=BAD_LUCK', 'cursor=x', 'to=tomorrow'])
    expect(Object.keys(failureIn(await list(wrong)).fields ?? {})).toEqual([wrong.split('=')[0]])
  expect(await find(id)).toMatchObject({
    state: { status: 'open' },
    states: { actual: { bankroll: 10_000 } },
    since: { nextSequence: 2, pages: [{ sequence: 1 }], state: { bankroll: 10_000 } },
    blockedBy: null,
    history: [{ type: 'DeadLetterOpened' }],
  })
  for (const who of [ann, nobody]) {
    expect(failureIn(await desk.ask('deadLetter', who, { address: { id } })).code).toBe('NOT_FOUND')
    expect(['PERMISSION_DENIED', 'UNAUTHENTICATED']).toContain(
      failureIn(await desk.operations.actOnDeadLetter(who, { body: {}, address: { id, action: 'claim' } })).code,
    )
  }
})

test('[QS6] what a resubmission would come to is told, and nothing is stored', async () => {
  const { id } = await waiting()
  const before = await desk.ports.events.lastPosition()
  const tried = valueIn(await act(id, 'try', { data: { amount: 20 } }))
  expect(tried).toMatchObject({ problem: null, pages: [{ type: 'FundsWithdrawn', data: { amount: 20 } }] })
  expect(valueIn(await act(id, 'try', { data: { amount: 20_000 } }))).toMatchObject({
    problem: { reason: 'insufficient-funds' },
  })
  expect(await desk.ports.events.lastPosition()).toBe(before)
})

test('[QS6] every decision has a reason, is made once, and a second reviewer is told who was first', async () => {
  const { ann, id } = await waiting()
  expect(Object.keys(failureIn(await act(id, 'resubmit')).fields ?? {})).toEqual(['reason'])
  valueIn(await act(id, 'claim'))
  valueIn(await act(id, 'release'))
  expect(valueIn(await act(id, 'resubmit', { reason: 'She called' }))).toMatchObject({ id })
  const again = failureIn(await act(id, 'discard', { reason: 'Too late' }))
  expect(again).toMatchObject({ code: 'ABORTED', reason: 'already-decided', params: { by: 'administrator' } })
  await desk.engine.settled()
  const book = valueIn(await desk.ask('book', ann, { address: { domain: 'player', root: ann.player } }))
  expect(book).toMatchObject({ pages: [{}, {}, { type: 'FundsWithdrawn' }] })
})

test('[QS6] one is accepted by naming the event that did it, discarded with a reason, and not found otherwise', async () => {
  const { ann, id } = await waiting()
  expect(failureIn(await act(id, 'accept', { reason: 'x', event: randomUUID() })).reason).toBe('event-unknown')
  const event = { domain: 'player', root: ann.player, sequence: 1 }
  valueIn(await act(id, 'accept', { reason: 'Paid by hand', event }))
  const other = await waiting()
  valueIn(await act(other.id, 'discard', { reason: 'A mistake' }))
  expect((await find(other.id)).state.status).toBe('discarded')
  expect(failureIn(await act(randomUUID(), 'claim')).code).toBe('NOT_FOUND')
  expect(failureIn(await act(other.id, 'burn')).code).toBe('NOT_FOUND')
})

test('[QS5] what waits for review keeps its key: the same command finds it, another one is refused', async () => {
  const key = randomUUID()
  const { ann, id } = await waiting(key)
  const again = (data: object) => desk.send(ann, `player/${ann.player}/WithdrawFunds`, { data, key, sequence: 1 })
  expect(failureIn(await again({ amount: 10 })).deadLetterId).toBe(id)
  expect(failureIn(await again({ amount: 11 })).reason).toBe('idempotency-key-reused')
})

test('[QS21] a trial of a command to a running hand turns no card', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob], { reveal: 'full' })
  const stale = { data: { reason: 'To see' }, mergeStrategy: 'MANUAL', sequence: 0 }
  const { deadLetterId = '' } = failureIn(await desk.send(administrator, `hand/${hand}/VoidHand`, stale))
  expect(failureIn(await act(deadLetterId, 'try')).reason).toBe('hand-running')
})

test('[PL18] of a burst of stale withdrawals three wait, and the others are refused', async () => {
  const ann = await desk.register()
  const stale = { data: { amount: 10 }, sequence: 1 }
  const burst = await Promise.all(
    Array.from({ length: 8 }, () => desk.send(ann, `player/${ann.player}/WithdrawFunds`, stale)),
  )
  const reasons = burst.map(one => failureIn(one).reason).sort()
  expect(reasons).toEqual([...Array(3).fill('needs-review'), ...Array(5).fill('too-many-reviews')])
})
