import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, type Desk, failureIn, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const terms = { name: 'Backroom', variant: 'texas-holdem', smallBlind: 5, bigBlind: 10, minBuyIn: 100 }
const more = { maxBuyIn: 2000, seats: 6, actionSeconds: 600, timeBankSeconds: 0, reveal: 'full', visibility: 'public' }
const openTable = async (host: Awaited<ReturnType<Desk['register']>>) => {
  const table = randomUUID()
  valueIn(await desk.send(host, `table/${table}/CreateTable`, { data: { ...terms, ...more } }))
  return table
}

test('[QS1] a stale COMMUTATIVE command that touches what changed is told what its sender has not seen, and may be sent again', async () => {
  const host = await desk.register()
  const table = await openTable(host)
  valueIn(await desk.send(host, `table/${table}/PauseTable`))
  const failure = failureIn(await desk.send(host, `table/${table}/ResumeTable`, { sequence: 1 }))
  expect(failure).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'sequence-conflict', retryable: true })
  expect(failure.book).toMatchObject({
    nextSequence: 2,
    truncated: false,
    pages: [{ type: 'TablePaused', sequence: 1 }],
  })
})

test('[QS1] a stale COMMUTATIVE command that touches something else is done, and names both sets of fields', async () => {
  const ann = await desk.register()
  valueIn(await desk.send(ann, `player/${ann.player}/RenamePlayer`, { data: { displayName: 'Anna' } }))
  const book = valueIn(await desk.send(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 1 }, sequence: 2 }))
  expect(book.merged).toEqual({ intervening: ['displayName'], mine: expect.arrayContaining(['bankroll']) })
})

test('[QS1] a stale STRICT command is refused for good, and told where the stream goes on', async () => {
  const ann = await desk.register()
  const table = await openTable(ann)
  const data = { amount: 100, table, purpose: 'buy-in' }
  const failure = failureIn(await desk.send(ann, `player/${ann.player}/ReserveFunds`, { data, sequence: 0 }))
  expect(failure).toMatchObject({ code: 'ABORTED', reason: 'sequence-conflict', retryable: false })
  expect(failure.book).toEqual({ nextSequence: 2 })
})

test('[QS1] a MANUAL command says what its sender saw; from a stale screen it waits for review', async () => {
  const ann = await desk.register()
  const withdraw = (fields: object) =>
    desk.send(ann, `player/${ann.player}/WithdrawFunds`, { data: { amount: 10 }, ...fields })
  expect(failureIn(await withdraw({}))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: { sequence: expect.any(String) },
  })
  const key = randomUUID()
  const waiting = failureIn(await withdraw({ sequence: 1, key }))
  expect(waiting).toMatchObject({ code: 'ABORTED', reason: 'needs-review', retryable: false })
  expect(waiting.deadLetterId).toMatch(/^[\da-f-]{36}$/)
  expect(failureIn(await withdraw({ sequence: 1, key })).deadLetterId).toBe(waiting.deadLetterId)
  expect(valueIn(await withdraw({ sequence: 2 })).pages).toHaveLength(1)
})

test('[QS2] how a command is handled is refused by the field: without CASCADE, not with its error mode, or more leniently', async () => {
  const ann = await desk.register()
  const send = (fields: object, type = 'AdjustBankroll') =>
    desk.send(administrator, `player/${ann.player}/${type}`, {
      data: { amount: 1, reason: 'x' },
      sequence: 2,
      ...fields,
    })
  const fields = async (given: object) => Object.keys(failureIn(await send(given)).fields ?? {})
  expect(await fields({ cascadeErrorMode: 'CONTINUE' })).toEqual(['cascadeErrorMode'])
  expect(await fields({ atomic: true })).toEqual(['atomic'])
  expect(await fields({ atomic: true, syncMode: 'CASCADE', cascadeErrorMode: 'CONTINUE' })).toEqual(['atomic'])
  expect(await fields({ mergeStrategy: 'STRICT' })).toEqual(['mergeStrategy'])
  expect(await fields({ ext: { long: 'x'.repeat(1100) } })).toEqual(['ext'])
  expect(valueIn(await send({ atomic: true, syncMode: 'CASCADE' })).reactions).toEqual([])
})

test('[QS2] what is for administrators is not for players: ext, strategies, ISOLATED, atomic', async () => {
  const ann = await desk.register()
  const given = [
    { ext: {} },
    { mergeStrategy: 'STRICT' },
    { syncMode: 'ISOLATED' },
    { syncMode: 'CASCADE', atomic: true },
  ]
  for (const fields of given) {
    const result = await desk.send(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 1 }, ...fields })
    expect(failureIn(result).code).toBe('PERMISSION_DENIED')
  }
})

test('[QS2] a command is made stricter by who sends it', async () => {
  const ann = await desk.register()
  const send = (fields: object) =>
    desk.send(administrator, `player/${ann.player}/DepositFunds`, { data: { amount: 1 }, ...fields })
  expect(failureIn(await send({ mergeStrategy: 'STRICT', sequence: 1 })).code).toBe('ABORTED')
  expect(failureIn(await send({ mergeStrategy: 'MANUAL', sequence: 1 })).reason).toBe('needs-review')
  expect(failureIn(await send({ mergeStrategy: 'MANUAL' })).fields).toHaveProperty('sequence')
})

test('[QS3] an ISOLATED command is stored and marked, and no read model hears of it', async () => {
  const ann = await desk.register()
  await desk.engine.settled()
  const result = await desk.send(administrator, `player/${ann.player}/DepositFunds`, {
    data: { amount: 1 },
    syncMode: 'ISOLATED',
  })
  expect(valueIn(result).pages).toMatchObject([{ isolated: true, sequence: 2 }])
  await desk.engine.settled()
  const row = valueIn(await desk.ask('row', ann, { address: { projection: 'player', id: ann.player } }))
  expect(row).toMatchObject({ row: { bankroll: 10_000 } })
})

test('[QS3] CASCADE lists what followed, in order, and what of it was refused', async () => {
  const ann = await desk.register()
  const table = await openTable(ann)
  const reserve = (data: object) =>
    desk.send(ann, `player/${ann.player}/ReserveFunds`, {
      data: { amount: 100, table, purpose: 'buy-in', ...data },
      syncMode: 'CASCADE',
      cascadeErrorMode: 'CONTINUE',
    })
  const book = valueIn(await reserve({ seat: 1 }))
  expect(book.reactions?.[0]).toEqual({
    issuer: 'player-table',
    domain: 'table',
    root: table,
    command: 'SeatPlayer',
    status: 'accepted',
    events: [{ type: 'PlayerSeated', sequence: expect.any(Number), position: expect.any(Number) }],
  })
  const bob = await desk.register('Bob')
  const refused = valueIn(
    await desk.send(bob, `player/${bob.player}/ReserveFunds`, {
      data: { amount: 100, table, purpose: 'buy-in', seat: 1 },
      syncMode: 'CASCADE',
    }),
  )
  expect(refused.pages.map(({ type }) => type)).toEqual(['FundsReserved'])
  expect(refused.reactionErrors).toMatchObject([{ command: 'SeatPlayer', status: 'rejected', reason: 'seat-taken' }])
})

const edition = () => `e-${randomUUID()}`

test('[QS4] what is sent into an edition stays there; it is its owner’s and the administrators’ alone', async () => {
  const ann = await desk.register()
  const name = edition()
  const body = { name, purpose: 'To try', divergence: { kind: 'implicit' } }
  expect(failureIn(await desk.operations.createEdition(ann, { body, address: {} })).code).toBe('PERMISSION_DENIED')
  valueIn(await desk.operations.createEdition(administrator, { body, address: {} }))
  const deposit = (caller: Parameters<Desk['send']>[0], fields: object) =>
    desk.send(caller, `player/${ann.player}/DepositFunds`, { data: { amount: 7 }, ...fields })
  const book = valueIn(await deposit(administrator, { edition: name }))
  expect([book.cover.edition, book.pages[0]?.sequence]).toEqual([name, 2])
  for (const unknown of [name, edition(), 'Strange Name'])
    expect(failureIn(await deposit(ann, { edition: unknown })).code).toBe('NOT_FOUND')
  expect(failureIn(await deposit(administrator, { edition: edition() })).code).toBe('NOT_FOUND')
  const address = { domain: 'player', root: ann.player }
  expect(valueIn(await desk.ask('book', ann, { address }))).toMatchObject({ nextSequence: 2 })
  const inEdition = { address, query: `edition=${name}` }
  expect(valueIn(await desk.ask('book', administrator, inEdition))).toMatchObject({ nextSequence: 3 })
  expect(valueIn(await desk.ask('state', administrator, inEdition))).toMatchObject({ state: { bankroll: 10_007 } })
  for (const what of ['book', 'state', 'verify'] as const)
    expect(failureIn(await desk.ask(what, ann, inEdition)).code).toBe('NOT_FOUND')
})

test('[QS4] an edition is held against main, discarded with a reason, and brought back', async () => {
  const ann = await desk.register()
  const name = edition()
  valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  const deposit = { data: { amount: 7 }, edition: name }
  valueIn(await desk.send(administrator, `player/${ann.player}/DepositFunds`, deposit))
  const compare = () => desk.ask('compare', administrator, { address: { name } })
  expect(valueIn(await compare())).toMatchObject({
    streams: [{ root: ann.player, shared: 2, only: { edition: [{ type: 'FundsDeposited' }], other: [] } }],
  })
  const discard = (body: object) => desk.operations.discardEdition(administrator, { body, address: { name } })
  expect(Object.keys(failureIn(await discard({})).fields ?? {})).toEqual(['reason'])
  valueIn(await discard({ reason: 'Seen enough' }))
  expect(failureIn(await compare()).code).toBe('NOT_FOUND')
  expect(failureIn(await desk.send(administrator, `player/${ann.player}/DepositFunds`, deposit)).code).toBe('NOT_FOUND')
  const restore = { body: {}, address: { name, action: 'restore' } }
  valueIn(await desk.operations.actOnEdition(administrator, restore))
  expect(valueIn(await compare())).toMatchObject({ streams: [{ shared: 2 }] })
})

test('[QS5] a key stands for one command in each edition', async () => {
  const ann = await desk.register()
  const [name, key] = [edition(), randomUUID()]
  valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  const deposit = (fields: object) =>
    desk.send(administrator, `player/${ann.player}/DepositFunds`, { data: { amount: 7 }, key, ...fields })
  const [there, here] = [valueIn(await deposit({ edition: name })), valueIn(await deposit({}))]
  expect(there.pages[0]?.eventId).not.toBe(here.pages[0]?.eventId)
  expect(valueIn(await deposit({ edition: name })).pages).toEqual(there.pages)
  const other = await deposit({ edition: name, data: { amount: 8 } })
  expect(failureIn(other).reason).toBe('idempotency-key-reused')
})

test('[TB32] of a burst of new tables three are opened, and each that is closed makes room for one', async () => {
  const host = await desk.register()
  const create = async () => {
    const table = randomUUID()
    return { table, result: await desk.send(host, `table/${table}/CreateTable`, { data: { ...terms, ...more } }) }
  }
  const burst = await Promise.all(Array.from({ length: 8 }, create))
  const opened = burst.filter(({ result }) => 'value' in result)
  expect(opened).toHaveLength(3)
  for (const { result } of burst) if ('failure' in result) expect(result.failure.reason).toBe('too-many-tables')
  valueIn(await desk.send(host, `table/${opened[0]?.table}/CloseTable`, { syncMode: 'SIMPLE' }))
  const again = await Promise.all([create(), create()])
  expect(again.filter(({ result }) => 'value' in result)).toHaveLength(1)
})
