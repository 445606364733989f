import { expect, test } from 'vitest'
import { millisecondsOf } from '@/engine/message'
import { testLog } from '@/engine/testing/envelope'
import { processScenario } from '@/engine/testing/process-scenario'
import { cards } from '../cards/card.ts'
import type { HandEvent } from '../hand/events.ts'
import { dealer, dealt, hand, type Layout, playerAt, setupOf, table } from '../hand/testing/dealer.ts'
import type { TableEvent } from '../table/events.ts'
import { handFlow, makeHandFlow, nextCommand } from './hand-flow.ts'

const opened = millisecondsOf('2026-01-05T12:00:00Z')
const given = processScenario(handFlow, hand)
const threeSeats: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const headsUp: Layout = { ...threeSeats, stacks: [1000, 1000] }

const deal = (layout: Layout) => dealer(dealt(setupOf(layout), cards))

/** The hand's events as the flow reads them: without private parts, in the hand's stream. */
const read = (events: readonly HandEvent[], stream: object = {}) => {
  const log = testLog()
  return events.map(({ private: _, ...event }: HandEvent & { private?: unknown }) =>
    log.add({ domain: 'hand', root: hand, ...stream }, event as HandEvent),
  )
}
const atTable = (event: TableEvent) => testLog().add({ domain: 'table', root: table }, event)
const leaving = (seat: number) => atTable({ type: 'PlayerLeaving', player: playerAt(seat), hand })

const toFirstTurn = (layout: Layout) => {
  const played = deal(layout)
  played.goOn()
  return played
}
const turnOf = ({ hand: state }: ReturnType<typeof deal>) => {
  const { turn, decision } = state()
  if (!turn) throw new Error('no turn is open')
  return { ...turn, decision }
}

test('[PM1] forced bets are owed one after the other, addressed to the hand in the name of its table', () => {
  const { events } = deal(threeSeats)
  const small = {
    domain: 'hand',
    root: hand,
    command: { type: 'PostBlind', player: playerAt(1), kind: 'small' },
    label: 'post-0',
    correlationId: hand,
    ext: { domain: 'table', root: table },
  }
  given(...read(events)).owes(small)
  const posted: HandEvent = { type: 'BlindPosted', player: playerAt(1), kind: 'small', amount: 5, stack: 995, pot: 5 }
  given(...read([...events, posted])).owes({ label: 'post-1', command: { type: 'PostBlind', kind: 'big' } })
})

test('[PM1] before the deal nothing is owed', () => {
  const [committed] = deal(threeSeats).events
  if (!committed) throw new Error('a deck is committed to first')
  given(...read([committed])).owesNothing()
})

test('[PM2] a turn is the player’s own: only its clock runs, to the deadline that the event names', () => {
  const played = toFirstTurn(threeSeats)
  const { deadline, decision } = turnOf(played)
  given(...read(played.events)).owes({ timeout: 'turn', dueAt: deadline, data: { decision } })
})

test('[PM3] the turn of one who leaves is answered with a fold, at once', () => {
  const played = toFirstTurn(threeSeats)
  const { player } = turnOf(played)
  given(...read(played.events), leaving(0)).owes({
    label: 'fold-1',
    command: { type: 'PlayerAction', player, action: 'fold', decision: 1 },
  })
})

test('[PM3] who leaves before their turn is folded when it comes, not earlier', () => {
  const played = toFirstTurn(threeSeats)
  const before = given(leaving(1), ...read(played.events))
  before.owes({ timeout: 'turn' })
  played.act('call')
  given(leaving(1), ...read(played.events)).owes({ label: 'fold-2', command: { player: playerAt(1) } })
})

test('[PM4] the last one left has three seconds to show, then the pot', () => {
  const played = toFirstTurn(headsUp)
  played.act('fold')
  given(...read(played.events))
    .owes({ timeout: 'show', dueAt: opened + 3000 })
    .elapse('show')
    .owes({ label: 'award', command: { type: 'AwardPot' } })
})

test('[PM4] who has shown or mucked need not wait', () => {
  const played = toFirstTurn(headsUp)
  played.act('fold')
  played.ask({ type: 'RevealCards', player: playerAt(1), muck: true }, { actor: playerAt(1) })
  given(...read(played.events)).owes({ label: 'award' })
})

test('[PM5] with betting left the next street is dealt at once', () => {
  const played = toFirstTurn(headsUp)
  played.act('call')
  played.act('check')
  given(...read(played.events)).owes({ label: 'flop', command: { type: 'DealCommunityCards', count: 3 } })
})

test('[PM5] after the river: the showdown, the reveals in order, losers muck, the award', () => {
  const played = toFirstTurn(headsUp)
  while (played.hand().turn) {
    played.act(played.hand().level === 10 && played.hand().decision === 1 ? 'call' : 'check')
    played.goOnUntil(step => step.step === 'start-showdown')
  }
  const asked: object[] = []
  const showdown = given(...read(played.events)).owes({ label: 'showdown', command: { type: 'StartShowdown' } })
  expect(showdown.timeouts()).toEqual([])
  played.goOnUntil(step => {
    asked.push(...given(...read(played.events)).commands())
    return step.step === 'done'
  })
  expect(asked).toMatchObject([
    { label: 'showdown' },
    { label: `reveal-${playerAt(1)}`, command: { type: 'RevealCards', muck: false } },
    { label: `reveal-${playerAt(0)}`, command: { type: 'RevealCards', muck: true } },
    { label: 'award' },
  ])
})

test('[PM6] all-in and no betting left: the cards first, then the streets a second apart, then the award', () => {
  const played = toFirstTurn(headsUp)
  played.act('all-in')
  played.act('call')
  given(...read(played.events)).owes({ label: 'showdown' })
  played.goOnUntil(step => step.step === 'deal')
  for (const street of ['flop', 'turn', 'river']) {
    given(...read(played.events))
      .owes({ timeout: 'run-out', dueAt: opened + 1000, data: street })
      .elapse('run-out')
      .owes({ label: street, command: { type: 'DealCommunityCards', count: street === 'flop' ? 3 : 1 } })
    played.ask({ type: 'DealCommunityCards', count: street === 'flop' ? 3 : 1 })
  }
  given(...read(played.events)).owes({ label: 'award' })
})

test('[PM6] the pause before one street is not the pause before the next', () => {
  const played = toFirstTurn(headsUp)
  played.act('all-in')
  played.act('call')
  played.goOnUntil(step => step.step === 'deal')
  const waited = given(...read(played.events)).elapse('run-out')
  const [flop] = played.ask({ type: 'DealCommunityCards', count: 3 })
  if (!flop) throw new Error('the flop is dealt')
  waited.and(...read([flop])).owes({ timeout: 'run-out', data: 'turn' })
})

test('[PM7] when time is up the bank is spent first, at most 15 seconds at once, and then the turn is over', () => {
  const played = toFirstTurn(headsUp)
  const spent: unknown[] = []
  for (let bank = 60; bank > 0; bank -= 15) {
    const flow = given(...read(played.events)).elapse('turn')
    spent.push(...flow.commands().map(({ label, command }) => [label, command]))
    const { decision } = turnOf(played)
    played.ask({ type: 'ExtendTurn', decision, seconds: 15, reason: 'time-bank' })
  }
  expect(spent).toEqual(
    [60, 45, 30, 15].map(bank => [
      `bank-${bank}-1`,
      { type: 'ExtendTurn', decision: 1, seconds: 15, reason: 'time-bank' },
    ]),
  )
  given(...read(played.events))
    .elapse('turn')
    .owes({ label: 'time-out-1', command: { type: 'TimeOutPlayer', decision: 1 } })
})

test('[PM7] what is left of a small bank is given whole', () => {
  const setup = setupOf(headsUp)
  const seats = setup.seats.map(seat => ({ ...seat, bank: 4 }))
  const played = dealer(dealt({ ...setup, seats }, cards))
  played.goOn()
  given(...read(played.events))
    .elapse('turn')
    .owes({ label: 'bank-4-1', command: { seconds: 4 } })
})

test('[PM8] a clock that ran out during an outage gives ten seconds, once, and only then the bank', () => {
  const played = toFirstTurn(headsUp)
  given(...read(played.events))
    .elapse('turn', 1001)
    .owes({ label: 'outage-1', command: { type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' } })
  played.ask({ type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' }, { now: opened })
  given(...read(played.events))
    .owes({ timeout: 'turn', dueAt: turnOf(played).deadline })
    .elapse('turn', 5000)
    .owes({ label: 'bank-60-1' })
})

test('[PM8] the next turn may be given time for an outage again', () => {
  const played = toFirstTurn(headsUp)
  played.ask({ type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' })
  played.act('call')
  given(...read(played.events))
    .elapse('turn', 60_000)
    .owes({ label: 'outage-2' })
})

test('[PM8] late by a second is no outage', () => {
  const played = toFirstTurn(headsUp)
  given(...read(played.events))
    .elapse('turn', 1000)
    .owes({ label: 'bank-60-1' })
})

test('[PM9] a clock that an extension or an action overtook says nothing', () => {
  const played = toFirstTurn(headsUp)
  const { deadline, decision } = turnOf(played)
  const ran = { type: 'turn elapsed', dueAt: deadline, lateBy: 0, data: { decision }, at: deadline }
  played.ask({ type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' })
  given(...read(played.events))
    .hears(ran)
    .owes({ timeout: 'turn', dueAt: deadline + 10_000 })
  played.act('fold')
  given(...read(played.events))
    .hears({ ...ran, dueAt: deadline + 10_000 })
    .owes({ timeout: 'show' })
})

test('[PM10] a hand that is awarded, voided or ended owes nothing more', () => {
  const played = toFirstTurn(headsUp)
  const voided: HandEvent = { type: 'HandVoided', reason: 'misdeal' }
  given(...read([...played.events, voided])).owesNothing()
  const nothing = { changes: {}, stacks: {}, banks: {}, rake: 0, timedOut: [], acted: [] }
  const ended = atTable({ type: 'HandEnded', hand, ...nothing })
  given(...read(played.events), ended)
    .step('over')
    .owesNothing()
  played.act('fold')
  played.ask({ type: 'AwardPot' })
  given(...read(played.events)).owesNothing()
})

test('[PM11] in an edition nothing waits and no clock runs', () => {
  const edition = { edition: 'what-if' }
  const played = toFirstTurn(headsUp)
  given(...read(played.events, edition)).owesNothing()
  played.act('all-in')
  played.act('call')
  played.goOnUntil(step => step.step === 'deal')
  given(...read(played.events, edition)).owes({ label: 'flop' })
  const folded = toFirstTurn(headsUp)
  folded.act('fold')
  given(...read(folded.events, edition)).owes({ label: 'award' })
})

test('[PM17] in an edition who leaves is not folded, for all seats are played there', () => {
  const played = toFirstTurn(threeSeats)
  given(...read(played.events, { edition: 'what-if' }), leaving(0)).owesNothing()
})

test('[PM17] what comes next in an edition is told of a hand alone', () => {
  const played = toFirstTurn(headsUp)
  expect(nextCommand(played.hand())).toBeUndefined()
  played.act('all-in')
  played.act('call')
  expect(nextCommand(played.hand())).toEqual({ type: 'StartShowdown' })
  played.goOnUntil(step => step.step === 'deal')
  expect(nextCommand(played.hand())).toEqual({ type: 'DealCommunityCards', count: 3 })
  played.goOn()
  expect(nextCommand(played.hand())).toBeUndefined()
})

test('[PM12] refusals that another event explains are passed over, any other is a dead letter', () => {
  const played = toFirstTurn(headsUp)
  const flow = given(...read(played.events)).elapse('turn')
  for (const reason of ['stale-decision', 'hand-over', 'not-your-turn']) flow.rejected('bank-60-1', reason)
  expect(() => flow.rejected('bank-60-1', 'time-bank-empty')).toThrow('dead letter')
})

test('[PM13] events of other hands, and of tables where they name no hand, pass by', () => {
  const played = toFirstTurn(headsUp)
  given(...read(played.events, { root: '00000000-0000-4000-b001-000000000002' })).owesNothing()
  const paused = atTable({ type: 'TablePaused' })
  expect(handFlow.process.correlate(paused.event, paused.source)).toBeUndefined()
})

test('[PM14] pauses of nothing are no timeouts at all', () => {
  const quick = processScenario(makeHandFlow({ nextHand: 0, runOut: 0, show: 0 }), hand)
  const played = toFirstTurn(headsUp)
  played.act('fold')
  quick(...read(played.events)).owes({ label: 'award' })
})

test('[PM16] a look at hidden cards is nothing that the flow waits by', () =>
  expect(Object.keys(handFlow.process.evolve)).not.toContain('AdminSecretViewed'))
