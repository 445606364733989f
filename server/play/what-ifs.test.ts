import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Card } from '@/domain/cards/card'
import { Hand } from '@/domain/hand/hand'
import { cardsIn, secretKeyIn } from '@/e2e/testing/card-codes'
import type { Page } from '@/engine/message'
import type { Caller } from '../callers/callers.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

type Player = Awaited<ReturnType<Desk['register']>>
type Branch = { readonly edition: string; readonly over: boolean; readonly result: number | null }
type Opened = { readonly edition: string; readonly deck: string; readonly at: number; readonly nextSequence: number }

const stream = (hand: string, edition = '') => ({ domain: 'hand', root: hand, edition })
const pagesOf = (hand: string, edition = '') => desk.engine.presented(stream(hand, edition), { audience: undefined })
const act = (who: Player, hand: string, data: object, edition = '') =>
  desk.send(who, `hand/${hand}/PlayerAction`, { data: { player: who.player, ...data }, edition })

/** A hand in which the first to act folds at once, with what was stored of it. */
const folded = async (given: Parameters<typeof dealt>[2] = {}, count = 2) => {
  const players: Player[] = []
  for (let n = 0; n < count; n++) players.push(await desk.register(`Player ${n}`))
  const { table, hand, host } = await dealt(desk, players, given)
  valueIn(await desk.send(host, `table/${table}/PauseTable`))
  const turns = []
  for (;;) {
    const pages = await pagesOf(hand)
    const turn = pages.findLast(({ type }) => type === 'TurnAssigned')
    if (pages.some(({ type }) => type === 'HandCompleted')) break
    const who = players.find(({ player }) => player === turn?.data.player) as Player
    const decision = Number(turn?.data.decision)
    const answer = await act(who, hand, { action: 'fold', decision })
    if ('value' in answer) turns.push({ who, at: turn?.sequence as number, decision })
    await desk.engine.settled()
  }
  await desk.engine.settled()
  const [first] = turns as [(typeof turns)[number]]
  const opponent = players.find(one => one !== first.who) as Player
  return { table, hand, players, turns, ...first, opponent }
}
type Lost = Awaited<ReturnType<typeof folded>>

const whatIf = (caller: Caller, hand: string, body: object) =>
  desk.whatIfs.whatIf(caller, { body, address: { id: hand } })
const listed = async (caller: Caller, hand: string): Promise<readonly Branch[]> => {
  const asked = { query: new URLSearchParams(), address: { id: hand } }
  return (valueIn(await desk.whatIfs.branches(caller, asked)) as { branches: Branch[] }).branches
}
const untilOver = async (caller: Caller, hand: string, edition: string): Promise<Branch> => {
  for (;;) {
    const found = (await listed(caller, hand)).find(one => one.edition === edition)
    if (found?.over) return found
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
/** Every stream of main that a hand could touch, as it is stored. */
const onMain = async ({ hand, table, players }: Lost) => {
  const named = [
    { domain: 'hand', root: hand },
    { domain: 'table', root: table },
  ]
  const all = [...named, ...players.map(({ player }) => ({ domain: 'player', root: player }))]
  return Promise.all(all.map(one => desk.ports.events.read({ ...one, edition: '' })))
}
const typesIn = (pages: readonly Page[]) => pages.map(({ type }) => type)

test('[QS60] a lost hand is answered differently, played on against bots to another end, and main never moves', async () => {
  const lost = await folded()
  const before = await onMain(lost)
  const ledger = (await desk.engine.row('ledger', 'all'))?.row
  const opened = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call', play: 'bots' })) as Opened
  expect(opened).toMatchObject({ deck: 'dealt-anew', at: lost.at })
  expect(opened.nextSequence).toBeGreaterThan(lost.at + 2)
  const branch = await untilOver(lost.who, lost.hand, opened.edition)
  expect(branch).toMatchObject({ purpose: `Fork at #${lost.at}: call`, parent: '', action: 'call', status: 'open' })
  const own = (await pagesOf(lost.hand, opened.edition)).filter(({ edition }) => edition !== '')
  expect(typesIn(own).slice(0, 2)).toEqual(['UnseenReshuffled', 'ActionTaken'])
  expect(own[0]?.sequence).toBe(lost.at + 1)
  expect(typesIn(own)).toContain('HandCompleted')
  await desk.engine.settled()
  expect(await onMain(lost)).toEqual(before)
  expect((await desk.engine.row('ledger', 'all'))?.row).toEqual(ledger)
  const table = await desk.engine.presented(
    { domain: 'table', root: lost.table, edition: opened.edition },
    { audience: undefined },
  )
  expect(table.at(-1)?.type).toBe('HandEnded')
})

test('[QS60] by hand: the owner answers own turns in the branch, and the bots the others', async () => {
  const lost = await folded({}, 3)
  const { edition } = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call' })) as Opened
  for (;;) {
    const pages = await pagesOf(lost.hand, edition)
    if (typesIn(pages).includes('HandCompleted')) break
    const turn = pages.at(-1)
    if (turn?.type === 'TurnAssigned' && turn.data.player === lost.who.player) {
      const action = turn.data.toCall === 0 ? 'check' : 'call'
      valueIn(await act(lost.who, lost.hand, { action, decision: turn.data.decision }, edition))
    }
    await desk.engine.settled()
  }
  expect((await untilOver(lost.who, lost.hand, edition)).result).not.toBeNull()
})

test('[QS61] nobody else sees or uses a branch: it looks like what is not there', async () => {
  const lost = await folded()
  const { edition } = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call' })) as Opened
  const stranger = await desk.register('Eve')
  for (const other of [lost.opponent, stranger]) {
    expect(await listed(other, lost.hand)).toEqual([])
    const address = { domain: 'hand', root: lost.hand }
    expect(failureIn(await desk.ask('book', other, { address, query: `edition=${edition}` })).code).toBe('NOT_FOUND')
    expect(failureIn(await act(other, lost.hand, { action: 'fold', decision: 1 }, edition)).code).toBe('NOT_FOUND')
    for (const action of ['finish', 'restore'])
      expect(
        failureIn(await desk.whatIfs.actOnBranch(other, { body: {}, address: { id: lost.hand, edition, action } }))
          .code,
      ).toBe('NOT_FOUND')
    expect(
      failureIn(await desk.whatIfs.discardBranch(other, { body: {}, address: { id: lost.hand, edition } })).code,
    ).toBe('NOT_FOUND')
    expect(failureIn(await desk.ask('compare', other, { address: { name: edition } })).code).toBe('NOT_FOUND')
  }
  expect(await listed(administrator, lost.hand)).toHaveLength(1)
})

test('[QS62] only one’s own decisions, of hands that are over, by answers that are legal', async () => {
  const lost = await folded()
  const refusal = async (caller: Caller, body: object, hand: string = lost.hand) => {
    const { code, reason } = failureIn(await whatIf(caller, hand, body))
    return reason ?? code
  }
  const asked = { at: lost.at, action: 'call' }
  expect(await refusal(lost.opponent, asked)).toBe('not-your-decision')
  expect(await refusal(nobody, asked)).toBe('UNAUTHENTICATED')
  expect(await refusal(lost.who, { ...asked, at: lost.at - 1 })).toBe('not-a-decision')
  expect(await refusal(lost.who, { ...asked, at: 10_000 })).toBe('not-a-decision')
  expect(await refusal(lost.who, { ...asked, action: 'check' })).toBe('cannot-check')
  expect(await refusal(lost.who, { ...asked, action: 'raise', amount: 11 })).toBe('bet-too-small')
  expect(await refusal(lost.who, { ...asked, action: 'raise', amount: 5000 })).toBe('bet-too-large')
  expect(await refusal(lost.who, asked, randomUUID())).toBe('NOT_FOUND')
  expect(await refusal(lost.who, { ...asked, edition: 'no-such-edition' })).toBe('NOT_FOUND')
  expect(await listed(lost.who, lost.hand)).toEqual([])
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand, turn } = await dealt(desk, [ann, bob])
  const inTurn = turn.player === ann.player ? ann : bob
  const at = (await pagesOf(hand)).findLastIndex(({ type }) => type === 'TurnAssigned')
  expect(await refusal(inTurn, { at, action: 'call' }, hand)).toBe('hand-running')
  expect(await refusal(administrator, { at, action: 'call' }, hand)).toBe('hand-running')
})

const handIn = async (hand: string, edition = '') => (await desk.engine.state(Hand, hand, edition)).state
const samePlaces = (one: readonly Card[], other: readonly Card[]) =>
  one.filter((card, place) => card === other[place]).length

test('[QS63] what main hides is dealt anew in every branch, in an order that nobody can tell before', async () => {
  const lost = await folded()
  const main = await handIn(lost.hand)
  const own = main.seats.find(({ player }) => player === lost.who.player)?.cards as Card[]
  const decks: (readonly Card[])[] = []
  for (let n = 0; n < 18; n++) {
    const { edition } = valueIn(
      await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call', play: 'bots' }),
    ) as Opened
    const branch = await handIn(lost.hand, edition)
    expect(branch.seed).not.toBe(main.seed)
    expect(branch.seats.find(({ player }) => player === lost.who.player)?.cards).toEqual(own)
    decks.push(branch.deck as Card[])
    const asked = { address: { domain: 'hand', root: lost.hand }, query: `edition=${edition}` }
    await untilOver(lost.who, lost.hand, edition)
    const told = JSON.stringify([
      valueIn(await desk.ask('book', lost.who, asked)),
      valueIn(await desk.ask('state', lost.who, asked)),
      valueIn(await desk.ask('compare', lost.who, { address: { name: edition } })),
      valueIn(await desk.ask('timeline', lost.who, { query: `edition=${edition}&limit=500` })),
    ])
    expect(secretKeyIn(told)).toBeUndefined()
    const { board, seats } = await handIn(lost.hand, edition)
    const open = [
      ...own,
      ...board,
      ...seats.filter(({ showdown }) => showdown === 'shown').flatMap(seat => seat.cards ?? []),
    ]
    expect([...cardsIn(told)].filter(card => !open.includes(card as Card))).toEqual([])
  }
  // A permutation leaves one card in its place on average, whichever two are compared; two places are kept in each.
  const kept = own.length
  const others = decks.reduce((sum, deck) => sum + samePlaces(deck, main.deck as Card[]) - kept, 0)
  expect(others).toBeLessThan(3 * decks.length)
  for (const [n, deck] of decks.entries())
    for (const other of decks.slice(n + 1)) expect(samePlaces(deck, other)).toBeLessThan(kept + 12)
})

test('[QS63] where the whole deck was revealed it stays the same, and elsewhere what was shown stays', async () => {
  const lost = await folded({ reveal: 'full' })
  const opened = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call', play: 'bots' })) as Opened
  expect(opened.deck).toBe('same')
  const branch = await handIn(lost.hand, opened.edition)
  expect(branch.deck).toEqual((await handIn(lost.hand)).deck)
  await untilOver(lost.who, lost.hand, opened.edition)
  const shown = await showdown()
  const main = await handIn(shown.hand)
  const again = valueIn(await whatIf(shown.who, shown.hand, { at: shown.at, action: 'fold' })) as Opened
  expect(again.deck).toBe('dealt-anew')
  const anew = await handIn(shown.hand, again.edition)
  const seen = new Set([...main.board, ...main.seats.flatMap(({ cards }) => cards ?? [])])
  for (const [place, card] of (main.deck ?? []).entries()) if (seen.has(card)) expect(anew.deck?.[place]).toBe(card)
  expect(samePlaces(anew.deck as Card[], main.deck as Card[])).toBeLessThan(seen.size + 12)
})

/** Two go all in and show: what is not seen are burnt cards and those below. */
const showdown = async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { table, hand, host, turn } = await dealt(desk, [ann, bob])
  valueIn(await desk.send(host, `table/${table}/PauseTable`))
  const [who, other] = turn.player === ann.player ? [ann, bob] : [bob, ann]
  const at = (await pagesOf(hand)).findLastIndex(({ type }) => type === 'TurnAssigned')
  valueIn(await act(who, hand, { action: 'all-in', decision: turn.decision }))
  valueIn(await act(other, hand, { action: 'call', decision: turn.decision + 1 }))
  while (!typesIn(await pagesOf(hand)).includes('HandCompleted')) await desk.engine.settled()
  return { table, hand, who, at }
}

test('[QS63] in a branch its one hand is played by who owns it, and nothing else is done', async () => {
  const lost = await folded()
  const { who, hand, table, opponent } = lost
  const { edition } = valueIn(await whatIf(who, hand, { at: lost.at, action: 'call' })) as Opened
  const reason = async (caller: Caller, to: string, data: object) => {
    const { reason: why, code } = failureIn(await desk.send(caller, to, { data, edition }))
    return why ?? code
  }
  expect(await reason(who, `player/${who.player}/DepositFunds`, { amount: 1 })).toBe('only-its-hand')
  expect(await reason(who, `table/${table}/SitOut`, { player: who.player })).toBe('only-its-hand')
  expect(await reason(administrator, `hand/${hand}/VoidHand`, { reason: 'to see' })).toBe('only-its-hand')
  const other = await folded()
  const answer = { player: who.player, action: 'fold', decision: 1 }
  expect(await reason(who, `hand/${other.hand}/PlayerAction`, answer)).toBe('only-its-hand')
  expect(await reason(who, `hand/${hand}/PlayerAction`, { ...answer, player: opponent.player })).toBe(
    'PERMISSION_DENIED',
  )
  const past = { data: answer, edition, at: lost.at, cascade: true }
  const tried = await desk.speculate(administrator, { domain: 'hand', root: hand, type: 'PlayerAction' }, past)
  expect(failureIn(tried).reason).toBe('cards-hidden')
  const name = `e-${randomUUID()}`
  valueIn(await desk.operations.createEdition(administrator, { body: { name }, address: {} }))
  const elsewhere = await desk.send(administrator, `hand/${hand}/PlayerAction`, { data: answer, edition: name })
  expect(failureIn(elsewhere).reason).toBe('cards-hidden')
})

const onBranch = (caller: Caller, hand: string, edition: string, action: 'finish' | 'restore') =>
  desk.whatIfs.actOnBranch(caller, { body: {}, address: { id: hand, edition, action } })
const discard = (caller: Caller, hand: string, edition: string) =>
  desk.whatIfs.discardBranch(caller, { body: undefined, address: { id: hand, edition } })

test('[QS64] a branch of a branch goes on from what was played there, with the cards that lay there', async () => {
  const lost = await folded({}, 3)
  const first = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call', play: 'bots' })) as Opened
  await untilOver(lost.who, lost.hand, first.edition)
  const pages = await pagesOf(lost.hand, first.edition)
  const turns = pages.filter(
    ({ type, data, edition }) => type === 'TurnAssigned' && data.player === lost.who.player && edition !== '',
  )
  const turn = turns.at(-1)
  if (!turn) throw new Error('the bots left nothing to decide')
  const asked = { at: turn.sequence, action: 'fold', edition: first.edition, play: 'bots' }
  const second = valueIn(await whatIf(lost.who, lost.hand, asked)) as Opened
  expect(second).toMatchObject({ deck: 'dealt-anew', at: turn.sequence })
  await untilOver(lost.who, lost.hand, second.edition)
  const again = await pagesOf(lost.hand, second.edition)
  const what = ({ type, data }: Page) => ({ type, data })
  const withoutClock = (all: readonly Page[]) =>
    all.map(what).map(({ type, data: { deadline: _, ...data } }) => ({ type, data }))
  expect(withoutClock(again.slice(0, turn.sequence + 1))).toEqual(withoutClock(pages.slice(0, turn.sequence + 1)))
  expect(again[turn.sequence + 1]).toMatchObject({ type: 'ActionTaken', data: { action: 'fold' } })
  expect((await handIn(lost.hand, second.edition)).deck).toEqual((await handIn(lost.hand, first.edition)).deck)
  expect(await listed(lost.who, lost.hand)).toMatchObject([{ parent: '' }, { parent: first.edition, over: true }])
  const shared = valueIn(
    await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call', edition: first.edition }),
  ) as Opened
  expect((await listed(lost.who, lost.hand)).find(({ edition }) => edition === shared.edition)).toMatchObject({
    parent: '',
  })
})

test('[QS65] a branch is discarded, comes back as it was, and is handed over to the bots', async () => {
  const lost = await folded({}, 3)
  const { edition } = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action: 'call' })) as Opened
  const before = await pagesOf(lost.hand, edition)
  valueIn(await discard(lost.who, lost.hand, edition))
  const address = { domain: 'hand', root: lost.hand }
  expect(failureIn(await desk.ask('book', lost.who, { address, query: `edition=${edition}` })).code).toBe('NOT_FOUND')
  await desk.engine.settled()
  expect(await listed(lost.who, lost.hand)).toMatchObject([{ edition, status: 'discarded' }])
  expect(failureIn(await onBranch(lost.who, lost.hand, edition, 'finish')).code).toBe('NOT_FOUND')
  valueIn(await onBranch(lost.who, lost.hand, edition, 'restore'))
  await desk.engine.settled()
  expect((await pagesOf(lost.hand, edition)).slice(0, before.length)).toEqual(before)
  expect(await listed(lost.who, lost.hand)).toMatchObject([{ edition, status: 'open', play: 'self' }])
  valueIn(await onBranch(lost.who, lost.hand, edition, 'finish'))
  expect(await untilOver(lost.who, lost.hand, edition)).toMatchObject({ play: 'bots', over: true })
})

test('[QS65] twenty are open at most, and each says until when', async () => {
  const lost = await folded()
  const ask = () => whatIf(lost.who, lost.hand, { at: lost.at, action: 'call' })
  const asked = await Promise.all(Array.from({ length: 21 }, ask))
  const refused = asked.filter(result => 'failure' in result)
  expect(refused.map(result => failureIn(result).reason)).toEqual(['too-many-editions'])
  const [one] = (await listed(lost.who, lost.hand)) as unknown as {
    edition: string
    createdAt: string
    expiresAt: string
  }[]
  if (!one) throw new Error('none is listed')
  expect(Date.parse(one.expiresAt) - Date.parse(one.createdAt)).toBe(30 * 86_400_000)
  valueIn(await discard(lost.who, lost.hand, one.edition))
  await desk.engine.settled()
  valueIn(await ask())
  await desk.engine.settled()
  expect(failureIn(await onBranch(lost.who, lost.hand, one.edition, 'restore')).reason).toBe('too-many-editions')
})

const runMany = (caller: Caller, hand: string, body: object) =>
  desk.whatIfs.runMany(caller, { body, address: { id: hand } })
type Work = {
  status: string
  done: number
  total: number
  result: { times: number; distribution: { times: number }[] } | null
}
const followed = async (who: Caller, id: string) =>
  valueIn(await desk.ask('operation', who, { address: { id } })) as Work
const until = async (who: Caller, id: string, is: (work: Work) => boolean): Promise<Work> => {
  for (;;) {
    const work = await followed(who, id)
    if (work.status === 'failed') throw new Error(JSON.stringify(work))
    if (is(work)) return work
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

test('[QS66] a spot is played many times: how often it came to what, and nothing of it is stored', async () => {
  const lost = await folded({}, 3)
  const before = await onMain(lost)
  const { operation } = valueIn(await runMany(lost.who, lost.hand, { at: lost.at, action: 'call', times: 40 })) as {
    operation: string
  }
  const { result, done } = await until(lost.who, operation, ({ status }) => status === 'completed')
  expect(done).toBe(40)
  expect(result).toMatchObject({
    times: 40,
    bigBlind: 10,
    meanHundredths: expect.any(Number),
    errorHundredths: expect.any(Number),
  })
  expect(result?.distribution.reduce((sum, { times }) => sum + times, 0)).toBe(40)
  expect(await onMain(lost)).toEqual(before)
  expect(await listed(lost.who, lost.hand)).toEqual([])
  for (const stranger of [lost.opponent, nobody])
    expect(failureIn(await desk.ask('operation', stranger, { address: { id: operation } })).code).toBe('NOT_FOUND')
  expect(failureIn(await runMany(lost.opponent, lost.hand, { at: lost.at, action: 'call', times: 40 })).reason).toBe(
    'not-your-decision',
  )
  expect(failureIn(await runMany(lost.who, lost.hand, { at: lost.at, action: 'check', times: 40 })).reason).toBe(
    'cannot-check',
  )
  expect(
    Object.keys(
      failureIn(await runMany(lost.who, lost.hand, { at: lost.at, action: 'call', times: 1001 })).fields ?? {},
    ),
  ).toEqual(['times'])
})

test('[QS66] one at a time, and whoever began it ends it', async () => {
  const lost = await folded({}, 3)
  const asked = { at: lost.at, action: 'call', times: 1000 }
  const { operation } = valueIn(await runMany(lost.who, lost.hand, asked)) as { operation: string }
  expect(failureIn(await runMany(lost.who, lost.hand, asked)).reason).toBe('already-running')
  const cancel = (who: Caller) =>
    desk.operations.actOnOperation(who, { body: undefined, address: { id: operation, action: 'cancel' } })
  expect(failureIn(await cancel(lost.opponent)).code).toBe('PERMISSION_DENIED')
  await until(lost.who, operation, ({ done }) => done > 0)
  valueIn(await cancel(lost.who))
  const { done } = await until(lost.who, operation, ({ status }) => status === 'cancelled')
  expect(done).toBeLessThan(1000)
})

test('[QS67] after an audited look the deck stays the same for an administrator who was not dealt in', async () => {
  const lost = await folded()
  const ask = async (caller: Caller) =>
    (valueIn(await whatIf(caller, lost.hand, { at: lost.at, action: 'call' })) as Opened).deck
  expect(await ask(administrator)).toBe('dealt-anew')
  valueIn(
    await desk.operations.reveal(administrator, { body: { hand: lost.hand, reason: 'A complaint' }, address: {} }),
  )
  expect(await ask(administrator)).toBe('same')
  expect(await ask({ kind: 'administrator', player: lost.who.player })).toBe('dealt-anew')
  expect(await ask(lost.who)).toBe('dealt-anew')
})

test('[QS68] the owner holds two lines against each other: what they share, and where they differ', async () => {
  const lost = await folded()
  const ask = async (action: string) => {
    const { edition } = valueIn(await whatIf(lost.who, lost.hand, { at: lost.at, action, play: 'bots' })) as Opened
    await untilOver(lost.who, lost.hand, edition)
    return edition
  }
  const [called, shoved] = [await ask('call'), await ask('all-in')]
  await desk.engine.settled()
  const compare = async (name: string, other: string) =>
    (
      valueIn(await desk.ask('compare', lost.who, { address: { name }, query: `with=${other}` })) as {
        streams: { domain: string; shared: number; differing: string[]; only: { edition: object[]; other: object[] } }[]
      }
    ).streams
  for (const [one, other] of [
    [called, ''],
    [called, shoved],
  ] as const) {
    const streams = await compare(one, other)
    // What of other accounts and of the flows was written in there is not the owner's to read.
    expect(streams.map(({ domain }) => domain).sort()).toEqual(['hand', 'table'])
    const hand = streams.find(({ domain }) => domain === 'hand')
    expect(hand).toMatchObject({ shared: lost.at + 1, differing: expect.arrayContaining(['seats']) })
    expect(hand?.only.other.length).toBeGreaterThan(0)
  }
})
