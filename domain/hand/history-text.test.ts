import { expect, test } from 'vitest'
import { Card } from '../cards/card.ts'
import { ann, bob, cat, chronicle, committed, script } from '../projections/scripted-hand.fixture.ts'
import type { HandEvent } from './events.ts'
import { historyText } from './history-text.ts'

const names: Record<string, string> = { [ann]: 'Ann', [bob]: 'Bob', [cat]: 'Cat' }
const told = { table: 'Mild Breeze', name: (player: string) => names[player] ?? 'Somebody' }
const textOf = (...events: readonly HandEvent[]) =>
  historyText(chronicle().ofHand(...events).inputs as unknown as Parameters<typeof historyText>[0], told)
const whole = [committed, ...Object.values(script).flat()]

test('[HD110] a hand is told as people tell it: seats, actions, streets, cards that were shown, results', () => {
  const [, body = ''] = textOf(...whole).split('UTC\n\n')
  expect(body).toBe(`Seat 1: Ann, 1,000, dealer
Seat 2: Bob, 1,000
Seat 3: Cat, 1,000

Bob posts small blind 5
Cat posts big blind 10
Ann raises to 450
Bob calls 445
Cat folds

Flop: Ah 9d 2c
Bob checks
Ann bets 550 and is all-in
Bob calls 550 and is all-in

Showdown
Ann shows As 9s
Bob shows Kc Kd

Turn: 3h

River: 4s
Ann wins 2,010 with two pair, aces and nines

Ann +1,010
Bob −1,000
Cat −10

Seed of the deck: ${'d'.repeat(64)}

Deck committed to before the deal: ${'c'.repeat(64)}
`)
})

test('[HD110] the reader’s own cards are told where the events hold them, and only there', () => {
  const cards = ['As', '9s'].map(card => Card.parse(card))
  const [dealt, ...rest] = script.blinds
  const own = { ...dealt, private: { [ann]: { cards } } } as HandEvent
  expect(textOf(own, ...rest)).toContain('Dealt to Ann: As 9s\n')
  expect(textOf(...script.blinds)).not.toContain('Dealt to')
})
