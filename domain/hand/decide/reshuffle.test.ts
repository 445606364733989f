import { expect, test } from 'vitest'
import { isRejection } from '@/engine/decision'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import { type Card, cards } from '../../cards/card.ts'
import type { PlayerId } from '../../ids.ts'
import type { HandEvent } from '../events.ts'
import { Hand } from '../hand.ts'
import { placesOfSeat, placesSeen } from '../rules/redeal.ts'
import { after, type HandState } from '../state.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const start = (laid: Layout = layout) => {
  const setup = setupOf(laid)
  const played = dealer(dealt(setup, deckFor(setup, { 0: 'AhAd', 1: '9h4d', 2: 'KhQd' }, '9c4s2cTdJc')))
  played.goOn()
  return played
}
const inEdition = { ...fixedContext().cover, edition: 'what-if' }
const bytesOf = (n: number) => (count: number) => Uint8Array.from({ length: count }, (_, k) => (n * 31 + k * 7) & 255)

const reshuffle = (hand: HandState, keep: number[], n = 1) =>
  Hand.decide.ReshuffleUnseen({ type: 'ReshuffleUnseen', keep }, hand, {
    ...fixedContext({ random: bytesOf(n) }),
    cover: inEdition,
  })
const reshuffled = (hand: HandState, keep: number[], n = 1): HandState => {
  const decision = reshuffle(hand, keep, n)
  if (isRejection(decision)) throw new Error(decision.rejected.reason)
  return after(hand, decision)
}
const seenBy = (player: PlayerId, events: readonly HandEvent[]) =>
  events.map((event): HandEvent => {
    if (!('private' in event) || !event.private) return event
    const own = (event.private as Record<string, object>)[player]
    return { ...event, private: own ? { [player]: own } : undefined } as HandEvent
  })
const cardsAt = (hand: HandState, seat: number) => hand.seats.find(({ player }) => player === playerAt(seat))?.cards

test('[HD98] kept places keep their cards, and the others hold the rest of the deck', () => {
  const hand = start().hand()
  const own = placesOfSeat(hand, hand.seats.find(({ player }) => player === playerAt(0)) as never)
  const anew = reshuffled(hand, [...own, 7, 8, 9])
  for (const place of [...own, 7, 8, 9]) expect(anew.deck?.[place]).toBe(hand.deck?.[place])
  expect([...(anew.deck ?? [])].sort()).toEqual([...cards].sort())
  expect(cardsAt(anew, 0)).toEqual(['Ah', 'Ad'])
  expect(anew.deck).not.toEqual(hand.deck)
})

test('[HD98] the order of what is dealt anew depends on the seed, and not on where the cards lay', () => {
  const hand = start().hand()
  const free = hand.deck?.slice(6) as Card[]
  const turned: HandState = { ...hand, deck: [...(hand.deck?.slice(0, 6) ?? []), ...free.toReversed()] }
  const keep = [0, 1, 2, 3, 4, 5]
  expect(reshuffled(turned, keep).deck).toEqual(reshuffled(hand, keep).deck)
  expect(reshuffled(hand, keep, 2).deck).not.toEqual(reshuffled(hand, keep, 1).deck)
})

test('[HD98] over many seeds every unseen card comes to every unseen place about as often', () => {
  const hand = start().hand()
  const keep = [...Array(46).keys()]
  const counts = new Map<string, number>()
  const rounds = 1800
  for (let n = 0; n < rounds; n++)
    for (const [place, card] of (reshuffled(hand, keep, n).deck ?? []).entries())
      if (place >= 46) counts.set(`${place} ${card}`, (counts.get(`${place} ${card}`) ?? 0) + 1)
  expect(counts.size).toBe(36)
  for (const count of counts.values()) expect(Math.abs(count - rounds / 6)).toBeLessThan(110)
})

test('[HD98] the streets that follow are of the new deck, and no card comes twice', () => {
  const played = start()
  const keep = placesSeen(after(played.hand(), []))
  const decision = reshuffle(
    played.hand(),
    keep.filter(place => place < 6 && place % 3 === 2),
  )
  if (isRejection(decision)) throw new Error(decision.rejected.reason)
  played.happen(decision)
  for (const action of ['all-in', 'call', 'call'] as const) played.act(action)
  played.goOn()
  const { board, seats, phase } = played.hand()
  expect(phase).toBe('awarded')
  const all = [...board, ...seats.flatMap(seat => seat.cards ?? [])]
  expect(new Set(all).size).toBe(11)
})

test('[HD99] each seat is told its new cards, and a stranger nothing', () => {
  const played = start()
  const hand = played.hand()
  const own = placesOfSeat(hand, hand.seats.find(({ player }) => player === playerAt(0)) as never)
  const decision = reshuffle(hand, [...own])
  if (isRejection(decision)) throw new Error(decision.rejected.reason)
  const events = [...played.events, ...decision]
  const whole = stateAfter(Hand, events)
  for (const seat of [0, 1, 2]) {
    const seen = stateAfter(Hand, seenBy(playerAt(seat), events))
    expect(cardsAt(seen, seat)).toEqual(cardsAt(whole, seat))
    for (const other of [0, 1, 2].filter(one => one !== seat)) expect(cardsAt(seen, other)).toBeNull()
    expect(seen.deck).toBeNull()
    expect(seen.seed).toBeNull()
  }
  expect(stateAfter(Hand, seenBy(playerAt(7), events)).seats.every(seat => seat.cards === null)).toBe(true)
  expect(Object.keys((decision[0] as { private: object }).private).sort()).toEqual(
    [playerAt(1), playerAt(2), 'nobody'].sort(),
  )
})

test('[HD100] on main, in a hand that is over, and before the deal nothing is dealt anew', () => {
  const played = start()
  const refused = (hand: HandState, cover: { edition: string } = inEdition) =>
    Hand.decide.ReshuffleUnseen({ type: 'ReshuffleUnseen', keep: [] }, hand, {
      ...fixedContext(),
      cover: { ...inEdition, ...cover },
    })
  expect(refused(played.hand(), { edition: '' })).toMatchObject({ rejected: { reason: 'only-in-an-edition' } })
  expect(refused(Hand.initial)).toMatchObject({ rejected: { reason: 'not-dealt' } })
  played.act('fold')
  played.act('fold')
  played.ask({ type: 'AwardPot' })
  expect(refused(played.hand())).toMatchObject({ rejected: { reason: 'hand-over' } })
})

test('[HD100] what lies open stays', () => {
  const played = start()
  for (const action of ['call', 'call', 'check'] as const) played.act(action)
  played.goOn()
  expect(reshuffle(played.hand(), [0, 3])).toMatchObject({
    rejected: { reason: 'card-lies-open', params: { places: [7, 8, 9] } },
  })
  expect(placesSeen(stateAfter(Hand, seenBy(playerAt(1), played.events)))).toEqual([0, 3, 7, 8, 9])
})

test('[HD101] at a table that reveals its decks none is revealed that was dealt anew', () => {
  const played = start({ ...layout, terms: { reveal: 'full' } })
  const decision = reshuffle(played.hand(), [])
  if (isRejection(decision)) throw new Error(decision.rejected.reason)
  played.happen(decision)
  for (const action of ['fold', 'fold'] as const) played.act(action)
  expect(played.ask({ type: 'AwardPot' }).map(({ type }) => type)).toEqual(['PotAwarded', 'HandCompleted'])
})

test('[HD102] an edition that continues another one has the cards that lie there', () => {
  const hand = start().hand()
  const keep = [0, 3]
  const other = reshuffled(hand, keep, 5)
  const continued = (like: HandState | undefined) => {
    const context = fixedContext({ root: hand.setup?.hand ?? '', seen: { [`hand/${hand.setup?.hand}`]: like } })
    const command = { type: 'ReshuffleUnseen', keep, like: 'fork-1' } as const
    return Hand.decide.ReshuffleUnseen(command, hand, { ...context, cover: { ...context.cover, edition: 'fork-2' } })
  }
  const decision = continued(other)
  if (isRejection(decision)) throw new Error(decision.rejected.reason)
  expect(after(hand, decision).deck).toEqual(other.deck)
  for (const like of [hand, undefined])
    expect(continued(like)).toMatchObject({ rejected: { reason: 'nothing-dealt-anew' } })
})
