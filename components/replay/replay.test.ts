import { expect, test } from 'vitest'
import { ann, bob, cat, committed, hand, script, table } from '@/domain/projections/scripted-hand.fixture'
import type { HandHistory, ReplayPage } from '@/domain/replay/history'
import { momentsOf } from '@/domain/replay/moments'
import { seatViewAt, tapeOf } from '@/domain/replay/tape'
import { moment } from '../moment/use-position.ts'
import { inBigBlinds } from './big-blinds.ts'
import { masked } from './masked.ts'
import { decisionFrom } from './spot.ts'
import { pauseBefore } from './use-playback.ts'
import { positionText } from './words.ts'

const events = [committed, ...Object.values(script).flat()]
const pages = events.map(({ type, ...data }, sequence) => ({
  ...{ sequence, type, data, position: 100 + sequence, eventId: `${sequence}`, actor: 'engine/test' },
  recordedAt: `2026-01-05T12:00:${String(sequence).padStart(2, '0')}.000000Z`,
})) as unknown as ReplayPage[]
const history: HandHistory = {
  ...{ hand, edition: '', table, number: 7, kinds: {}, viewer: null, viewerSeat: null, cards: null, over: true },
  setting: { name: 'Breeze', host: 'administrator', minBuyIn: 100, maxBuyIn: 2000, capacity: 6, visibility: 'public' },
  names: { [ann]: 'Ann', [bob]: 'Bob', [cat]: 'Cat' },
  ...{ pages, nextSequence: pages.length, previous: null, next: null },
}
const moments = momentsOf(tapeOf(history))
const at = (type: string, nth = 0) => moments.filter(each => each.type === type)[nth]?.sequence ?? Number.NaN

test('[UI90] in big blinds every amount is divided, on the seats, in the pots and in the log; stakes stay', () => {
  const chips = tapeOf(history)
  const blinds = tapeOf(inBigBlinds(history))
  for (const { sequence } of moments) {
    const [one, other] = [chips.at(sequence).row, blinds.at(sequence).row]
    expect(other.blinds).toEqual(one.blinds)
    expect(other.hand?.pot ?? 0).toBe((one.hand?.pot ?? 0) / 10)
    expect(other.seats.map(({ stack, bet }) => [stack, bet])).toEqual(one.seats.map(s => [s.stack / 10, s.bet / 10]))
    expect(other.hand?.board).toEqual(one.hand?.board)
  }
  const words = blinds.at(pages.length).row.log.map(({ text }) => text)
  expect(words).toEqual(
    expect.arrayContaining(['posts small blind 0.5', 'raises to 45', 'wins 201 with two pair, aces and nines']),
  )
  expect(seatViewAt(blinds.at(at('TurnAssigned')), ann)).toMatchObject({ seat: 0, decision: 1 })
})
test('[UI91] masked names are seats', () => {
  expect(Object.values(masked(history).names)).toEqual(['Player 1', 'Player 2', 'Player 3'])
  expect(JSON.stringify(masked(history).names)).not.toMatch(/Ann|Bob|Cat/)
})
test.each([
  ['start', -1],
  ['0', 0],
  ['17', 17],
  ['-1', Number.MAX_SAFE_INTEGER],
  ['1e3', Number.MAX_SAFE_INTEGER],
  ['', Number.MAX_SAFE_INTEGER],
])('[UI92] at=%s', (text, value) => {
  expect(moment.parse(text)).toBe(value)
  if (value < 1000) expect(moment.serialize(value)).toBe(text)
})
test('[UI92] a position is told with its number, its street and what happened', () => {
  const told = (sequence: number) => positionText({ moments, at: sequence }, history.names)
  expect(told(-1)).toBe(`Before the first event of ${pages.length}`)
  expect(told(at('ActionTaken'))).toBe(`Event 5 of ${pages.length - 1}, before the flop, Ann raises to 450`)
  expect(told(at('CommunityCardsDealt'))).toMatch(/, flop, Flop: ace of hearts nine of diamonds two of clubs$/)
})
test('[UI93] a pace divides the pauses; real time is as it was, without what is long', () => {
  const [action, turn] = [moments[at('ActionTaken')], moments[at('TurnAssigned')]] as const
  if (!action || !turn) throw new Error('no such moment')
  expect(pauseBefore(2, turn, action) * 2).toBe(pauseBefore(1, turn, action))
  expect(pauseBefore(1, turn, action)).toBeGreaterThan(pauseBefore(1, action, turn))
  expect(pauseBefore('real', turn, action)).toBe(1000)
  expect(pauseBefore('real', turn, { ...action, recordedAt: '2026-01-05T13:00:00.000000Z' })).toBe(4000)
  expect(pauseBefore('real', undefined, action)).toBe(0)
})
test('[UI94] the decision of a moment is the one that is open, or the next', () => {
  const first = at('TurnAssigned')
  expect(decisionFrom({ history, moments }, first)).toEqual({ at: first, player: ann, seat: 0 })
  expect(decisionFrom({ history, moments }, first + 1)).toEqual({ at: at('TurnAssigned', 1), player: bob, seat: 1 })
  expect(decisionFrom({ history, moments }, -1)).toEqual({ at: first, player: ann, seat: 0 })
  expect(decisionFrom({ history, moments }, pages.length - 1)).toBeNull()
})
