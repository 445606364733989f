import { expect, test } from 'vitest'
import { idsIn, type Told, wordsOf } from './words.ts'

const dana = '00000000-0000-4000-8000-00000000000d'
const eli = '00000000-0000-4000-8000-00000000000e'
const nameOf = (id: string) => ({ [dana]: 'Dana', [eli]: 'Eli' })[id] ?? id
const event = (domain: string, type: string, data: object, actor = dana): Told => ({
  domain,
  root: '00000000-0000-4000-8000-000000000001',
  type,
  data: data as Told['data'],
  actor,
})
const acted = { player: dana, added: 120, streetTotal: 120, stack: 880, pot: 240 }
const pot = (...winners: object[]) => ({ pots: [{ amount: 90, eligible: [dana, eli], winners }], rake: 0 })

test.each([
  ['hand', 'ActionTaken', { ...acted, action: 'bet' }, 'Dana bets 120'],
  ['hand', 'ActionTaken', { ...acted, action: 'call', stack: 0 }, 'Dana calls 120 and is all-in'],
  ['hand', 'BlindPosted', { player: eli, kind: 'small', amount: 5, stack: 95, pot: 5 }, 'Eli posts small blind 5'],
  ['hand', 'TurnAssigned', { player: eli, decision: 1, toCall: 1200 }, 'Eli is to act, 1,200 to call'],
  ['hand', 'CommunityCardsDealt', { street: 'turn', cards: ['Ah'] }, 'Turn: Ah'],
  ['hand', 'BettingRoundCompleted', { ...pot(), street: 'flop' }, 'Betting on the flop is over, 90 in the pot'],
  ['hand', 'PotAwarded', pot({ player: eli, amount: 90, description: 'a pair' }), 'Eli wins 90 with a pair'],
  ['table', 'HandStarted', { number: 7, seats: [{}, {}] }, 'Hand 7 starts with 2 players'],
  ['table', 'HandEnded', { changes: { [dana]: 90, [eli]: -90 } }, 'The hand ends: Dana +90'],
  ['table', 'HandEnded', { changes: {} }, 'The hand ends even'],
  ['player', 'FundsDeposited', { amount: 50, bankroll: 10050 }, '+50 paid in, 10,050 in the bankroll'],
  ['chat', 'MessagePosted', { player: dana, text: 'nice hand' }, 'Dana: nice hand'],
])('[EW1] %s %s', (domain, type, data, words) => expect(wordsOf(event(domain, type, data), nameOf)).toBe(words))

test.each([
  ['hand', 'CardsEaten'],
  ['hand-flow', 'EventLinked'],
  ['constructor', 'name'],
  ['hand', 'toString'],
])('[EW1] by its type: %s %s', (domain, type) => expect(wordsOf(event(domain, type, {}), nameOf)).toBe(type))

test('[EW2] dealt cards are not among the words, wherever they lie', () => {
  const dealt = { seats: [{ player: dana }], private: { [dana]: { cards: ['As', 'Kd'] } } }
  const page = { ...event('hand', 'CardsDealt', dealt), private: { [dana]: { cards: ['As', 'Kd'] } } }
  expect(wordsOf(page, nameOf)).toBe('Cards are dealt to 1 player')
})

test('[EW3] whoever is named, once', () => {
  expect(idsIn(event('hand', 'PotAwarded', pot({ player: eli }), 'engine/hand-flow')).toSorted()).toEqual([dana, eli])
  expect(idsIn(event('table', 'HandEnded', { changes: { [dana]: 1 } }))).toEqual([dana])
  expect(idsIn(event('hand', 'ShowdownStarted', { order: [eli, dana] }, eli))).toEqual([eli, dana])
})
