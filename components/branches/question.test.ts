import { expect, test } from 'vitest'
import { ann, bob, committed, script } from '@/domain/projections/scripted-hand.fixture'
import type { Decision } from '../replay/spot.ts'
import { firstOther, isDeckOpen, questionAt, verbsOf } from './question.ts'
import { mainEvents, toldHand } from './told-hand.fixture.ts'

const main = toldHand(mainEvents)
const decisionOf = (player: typeof ann, nth: number): Decision => {
  const turns = main.pages.filter(({ type, data }) => type === 'TurnAssigned' && data.player === player)
  return { at: turns[nth]?.sequence ?? -1, player, seat: 0 as Decision['seat'] }
}

test('[BR56] what was legal then, and what was answered', () => {
  const { turn, spot, answered } = questionAt(main, decisionOf(ann, 0))
  expect(turn && verbsOf(turn)).toEqual(['fold', 'call', 'raise'])
  expect(spot).toMatchObject({ street: 'preflop', pot: 15, toCall: 10, bigBlind: 10 })
  expect(answered).toEqual({ action: 'raise', amount: 450 })
  expect(turn && firstOther(turn, answered)).toBe('call')
})
test('[BR56] after the flop it is a check or a bet', () => {
  const { turn, answered } = questionAt(main, decisionOf(bob, 1))
  expect(turn && verbsOf(turn)).toEqual(['fold', 'check', 'bet'])
  expect(answered).toEqual({ action: 'check', amount: null })
  expect(turn && firstOther(turn, answered)).toBe('bet')
})
test('[BR56] what is open was not answered yet', () => {
  const running = toldHand([committed, ...script.blinds])
  expect(questionAt(running, decisionOf(ann, 0)).answered).toBeNull()
})
test('[BR57] the deck stays where all of it is open to who asks', () => {
  const hidden = toldHand(mainEvents.filter(({ type }) => type !== 'DeckRevealed'))
  const viewed = {
    ...toldHand([...hidden.pages.map(page => ({ type: page.type, ...page.data }) as never)]),
    pages: [...hidden.pages, { ...hidden.pages[0], type: 'AdminSecretViewed' } as never],
  }
  expect(isDeckOpen(main, false)).toBe(true)
  expect(isDeckOpen(hidden, false)).toBe(false)
  expect(isDeckOpen({ ...viewed, viewerSeat: null }, true)).toBe(true)
  expect(isDeckOpen({ ...viewed, viewerSeat: null }, false)).toBe(false)
  expect(isDeckOpen(viewed, true)).toBe(false)
})
