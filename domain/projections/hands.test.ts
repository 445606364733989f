import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import { Card } from '../cards/card.ts'
import type { HandEvent } from '../hand/events.ts'
import { type HandRow, hands, handTerms } from './hands.ts'
import { ann, bob, cat, chronicle, committed, hand, script, table } from './scripted-hand.fixture.ts'

const rowAfter = (...events: readonly HandEvent[]) =>
  rowsAfter<HandRow>(hands, chronicle().ofHand(...events).inputs).get(hand)
const whole = [committed, ...Object.values(script).flat()]
const results = (row: HandRow | undefined) => row?.players.map(({ result }) => result)

test('[VW70] a hand is there with its deal: table, number, terms, who sits where with how much', () => {
  expect(rowAfter(committed)).toBeUndefined()
  expect(rowAfter(committed, ...script.blinds)).toMatchObject({
    hand,
    table,
    number: 7,
    variant: 'texas-holdem',
    blinds: { small: 5, big: 10 },
    reveal: 'full',
    players: [
      { player: ann, seat: 0, stack: 1000, result: null },
      { player: bob, seat: 1, stack: 1000, result: null },
      { player: cat, seat: 2, stack: 1000, result: null },
    ],
    board: [],
    street: 'preflop',
    pot: 15,
    over: false,
    endedAt: null,
  })
})

test('[VW71] it is listed since its deal, by table, number, id and whoever was dealt in', () => {
  const row = rowAfter(...whole)
  expect(row?.listed.at).toBe(row?.startedAt)
  expect(row?.listed.under).toEqual([
    `table:${table}`,
    'number:7',
    `id:${hand.slice(0, 8)}`,
    `player:${ann}`,
    `player:${bob}`,
    `player:${cat}`,
    'pot:10',
  ])
  expect(rowAfter(...script.blinds)?.listed.under).not.toContainEqual(expect.stringMatching(/^pot:/))
})

test('[VW71] every pot of an amount or more stands under one of the terms that the amount leads to', () => {
  for (const amount of [1, 2, 3, 1000, 1023, 1024, 10 ** 12])
    for (const pot of [amount, amount + 1, 2 * amount, 10 ** 12])
      if (pot <= 10 ** 12) expect(handTerms.potsFrom(amount)).toContain(handTerms.pot(pot))
  expect(handTerms.potsFrom(1024)).not.toContain(handTerms.pot(1023))
})

test('[VW72] what a hand comes to: board, pot, winners in words, results that add up to the rake', () => {
  const row = rowAfter(...whole)
  expect(row).toMatchObject({
    board: ['Ah', '9d', '2c', '3h', '4s'],
    street: 'river',
    pot: 2010,
    showdown: true,
    winners: [{ player: ann, amount: 2010, description: 'two pair, aces and nines' }],
    voided: false,
    over: true,
  })
  expect(results(row)).toEqual([1010, -1000, -10])
  expect(row?.endedAt).not.toBeNull()
})

test('[VW73] who put chips in before the flop of their own will, who raised there, who folded', () => {
  const row = rowAfter(...whole)
  expect(row?.players.map(({ entered, raised, folded }) => [entered, raised, folded])).toEqual([
    [true, true, false],
    [true, false, false],
    [false, false, true],
  ])
})

test('[VW74] what a winner gets out of several pots is one amount', () => {
  const pot = (amount: number, ...winners: readonly (typeof ann)[]) => ({
    amount,
    eligible: [ann, bob],
    winners: winners.map(player => ({ player, amount: amount / winners.length })),
  })
  const row = rowAfter(...script.blinds, { type: 'PotAwarded', pots: [pot(30, ann), pot(20, ann, bob)], rake: 0 })
  expect(row?.winners).toEqual([
    { player: ann, amount: 40, description: null },
    { player: bob, amount: 10, description: null },
  ])
})

test('[VW75] a hand that is called off is over and did nothing to anybody', () => {
  const stacks = { [ann]: 1000, [bob]: 1000, [cat]: 1000 }
  const end: HandEvent = { type: 'HandCompleted', table, stacks, banks: {}, rake: 0, timedOut: [], acted: [] }
  const row = rowAfter(...script.blinds, { type: 'HandVoided', reason: 'foul deck' }, end)
  expect(row).toMatchObject({ voided: true, over: true, winners: [] })
  expect(results(row)).toEqual([0, 0, 0])
})

test('[VW76] the row is the same whatever the private parts of its events hold', () => {
  const withSecrets = whole.map((event): HandEvent => {
    if (event.type === 'DeckCommitted') return { ...event, private: { nobody: { seed: 'e'.repeat(64) } } }
    return event.type === 'CardsDealt'
      ? { ...event, private: { [ann]: { cards: ['As', '9s'].map(card => Card.parse(card)) } } }
      : event
  })
  expect(rowAfter(...withSecrets)).toEqual(rowAfter(...whole))
})

test('[VW77] an uncalled bet is no part of the pot', () => {
  const back: HandEvent = { type: 'UncalledBetReturned', player: ann, amount: 440, stack: 990, pot: 25 }
  expect(rowAfter(...script.blinds, ...script.preflop, back)?.pot).toBe(25)
})
