import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TableRow } from '@/domain/projections/table-view'
import { cardsIn, secretKeyIn } from '@/e2e/testing/card-codes'
import type { Caller } from '../callers/callers.ts'
import type { Reads } from '../reading/reads.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const speculate = (caller: Caller, to: string, body: object = {}) => {
  const [domain = '', root = '', type = ''] = to.split('/')
  return desk.speculate(caller, { domain, root, type }, body)
}
const last = () => desk.ports.events.lastPosition()

test('[QS20] what a command would come to is told, and the log stays where it was', async () => {
  const ann = await desk.register()
  await desk.engine.settled()
  const before = await last()
  const told = valueIn(await speculate(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 5 } }))
  expect(told).toMatchObject({
    pages: [{ type: 'FundsDeposited', sequence: 2 }],
    before: { bankroll: 10_000 },
    after: { bankroll: 10_005 },
    nextSequence: 3,
  })
  const refused = await speculate(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 100_000_000 } })
  expect(failureIn(refused)).toMatchObject({ code: 'FAILED_PRECONDITION', params: expect.any(Object) })
  expect(
    Object.keys(
      failureIn(await speculate(ann, `player/${ann.player}/DepositFunds`, { data: { amount: -1 } })).fields ?? {},
    ),
  ).toEqual(['data.amount'])
  await desk.engine.settled()
  expect(await last()).toBe(before)
})

test('[QS20] with its cascade, at an earlier sequence, in an edition: for administrators', async () => {
  const ann = await desk.register()
  const to = `player/${ann.player}/DepositFunds`
  const data = { amount: 5 }
  const name = `e-${randomUUID()}`
  valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  valueIn(await desk.send(administrator, to, { data: { amount: 70 }, edition: name }))
  for (const fields of [{ at: 1 }, { cascade: true }])
    expect(failureIn(await speculate(ann, to, { data, ...fields })).code).toBe('PERMISSION_DENIED')
  expect(failureIn(await speculate(ann, to, { data, edition: name })).code).toBe('NOT_FOUND')
  const before = await last()
  expect(valueIn(await speculate(administrator, to, { data, at: 0 }))).toMatchObject({ after: { bankroll: 5 } })
  expect(valueIn(await speculate(administrator, to, { data, edition: name }))).toMatchObject({
    after: { bankroll: 10_075 },
  })
  const table = randomUUID()
  const whole = valueIn(await speculate(administrator, to, { data, cascade: true }))
  expect(whole.reactions).toEqual([])
  expect(failureIn(await speculate(administrator, `table/${table}/CloseTable`, { cascade: true }))).toMatchObject({
    reason: expect.any(String),
  })
  expect(await last()).toBe(before)
})

test('[QS20] only one’s own commands, and those that are sent from outside at all', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const data = { amount: 5 }
  const code = async (who: Caller, to: string) => failureIn(await speculate(who, to, { data })).code
  expect(await code(bob, `player/${ann.player}/DepositFunds`)).toBe('PERMISSION_DENIED')
  expect(await code(nobody, `player/${ann.player}/DepositFunds`)).toBe('UNAUTHENTICATED')
  expect(await code(administrator, `hand/${randomUUID()}/DealCommunityCards`)).toBe('PERMISSION_DENIED')
  expect(await code(administrator, `hand/${randomUUID()}/Shuffle`)).toBe('NOT_FOUND')
})

const onHand = (hand: string, player: string) =>
  [
    [`hand/${hand}/VoidHand`, { data: { reason: 'To see' }, cascade: true }],
    [`hand/${hand}/VoidHand`, { data: { reason: 'To see' }, at: 2 }],
    [`hand/${hand}/RevealCards`, { data: { player, muck: false } }],
    [`hand/${hand}/PlayerAction`, { data: { player, action: 'call', decision: 1 }, cascade: true }],
    [`hand/${hand}/PlayerAction`, { data: { player, action: 'call', decision: 1 }, at: 3 }],
  ] as const

test('[QS21] on a hand that is not over nothing is tried that could turn a card, by an administrator neither', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { table, hand, turn } = await dealt(desk, [ann, bob], { reveal: 'full' })
  const name = `e-${randomUUID()}`
  valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  const before = await last()
  for (const [to, body] of onHand(hand, turn.player)) {
    expect(failureIn(await speculate(administrator, to, body))).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'hand-running',
    })
  }
  for (const type of ['PauseTable', 'CloseTable', 'ResumeTable'])
    expect(failureIn(await speculate(administrator, `table/${table}/${type}`, { cascade: true })).reason).toBe(
      'hand-running',
    )
  const inEdition = [
    [`hand/${hand}/VoidHand`, { data: { reason: 'To see' } }],
    [`table/${table}/CloseTable`, {}],
  ] as const
  for (const [to, body] of inEdition) {
    expect(failureIn(await desk.send(administrator, to, { ...body, edition: name })).reason).toBe('hand-running')
    expect(failureIn(await speculate(administrator, to, { ...body, edition: name })).reason).toBe('hand-running')
  }
  expect(await last()).toBe(before)
})

test('[QS21] a hand may be tried to be called off: that turns no card', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob], { reveal: 'full' })
  const tried = valueIn(await speculate(administrator, `hand/${hand}/VoidHand`, { data: { reason: 'To see' } }))
  expect(tried.pages.map(({ type }) => type)).toEqual(['HandVoided', 'HandCompleted'])
  const { seats, deck, seed } = tried.after as { seats: readonly { cards: unknown }[]; deck: unknown; seed: unknown }
  expect([deck, seed, ...seats.map(({ cards }) => cards)]).toEqual([null, null, null, null])
})

test('[QS21] who is asked may see what an answer would come to, and no card of it', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand, turn } = await dealt(desk, [ann, bob])
  const asked = turn.player === ann.player ? ann : bob
  const data = { player: turn.player, action: 'call', decision: turn.decision }
  const told = valueIn(await speculate(asked, `hand/${hand}/PlayerAction`, { data }))
  expect(told.pages.map(({ type }) => type)).toContain('ActionTaken')
  const own = valueIn(await desk.ask('state', asked, { address: { domain: 'hand', root: hand } }))
  expect(cardsIn(JSON.stringify(told))).toEqual(cardsIn(JSON.stringify(own)))
})

const ways: readonly (readonly [keyof Reads, (hand: string, table: string) => { address?: object; query?: string }])[] =
  [
    ['book', (hand, _) => ({ address: { domain: 'hand', root: hand } })],
    ['state', hand => ({ address: { domain: 'hand', root: hand } })],
    ['state', hand => ({ address: { domain: 'hand', root: hand }, query: 'asOf=3' })],
    ['book', hand => ({ address: { domain: 'hand', root: hand }, query: 'from=0&to=5' })],
    ['verify', hand => ({ address: { domain: 'hand', root: hand } })],
    ['hand', hand => ({ address: { id: hand } })],
    ['state', (_, table) => ({ address: { domain: 'table', root: table } })],
    ['timeline', () => ({ query: 'limit=500' })],
    ['timeline', () => ({ query: 'domain=hand&limit=500&after=0' })],
    ['correlation', hand => ({ address: { id: hand } })],
    ['processes', hand => ({ query: `process=hand-flow&key=${hand}` })],
    ['snapshots', () => ({})],
    ['row', (_, table) => ({ address: { projection: 'table', id: table } })],
  ]

test('[QS22] by no way of reading is a card told before its time: to the own seat its own, to others and administrators none', async () => {
  const [ann, bob, cat] = [await desk.register(), await desk.register('Bob'), await desk.register('Cat')]
  const { table, hand } = await dealt(desk, [ann, bob])
  const viewers: readonly (readonly [Caller, number])[] = [
    [ann, 2],
    [bob, 2],
    [cat, 0],
    [nobody, 0],
    [administrator, 0],
  ]
  const all: string[] = []
  for (const [viewer, most] of viewers) {
    const seen = new Set<string>()
    for (const [what, given] of ways) {
      const text = JSON.stringify(await desk.ask(what, viewer, given(hand, table)))
      for (const card of cardsIn(text)) seen.add(card)
      expect(secretKeyIn(text)).toBeUndefined()
    }
    expect(seen.size).toBe(most)
    all.push(...seen)
  }
  expect(new Set(all).size).toBe(4)
  const row = (await desk.engine.row<TableRow>('table', table))?.row
  expect(row?.hand?.board).toEqual([])
})
