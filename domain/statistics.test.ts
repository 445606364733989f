import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import { type HandRow, hands } from './projections/hands.ts'
import { ann, bob, cat, chronicle, hand, script } from './projections/scripted-hand.fixture.ts'
import { statisticsOf } from './statistics.ts'

const row = rowsAfter<HandRow>(hands, chronicle().ofHand(...Object.values(script).flat()).inputs).get(hand) as HandRow

test('[VW78] statistics count finished hands: won, lost, entered, raised, shown, in chips and big blinds', () => {
  expect(statisticsOf([row, row], ann)).toEqual({
    hands: 2,
    won: 2,
    lost: 0,
    result: 2020,
    bigBlinds: 202,
    biggestWin: 1010,
    entered: 2,
    raised: 2,
    showdowns: 2,
    showdownsWon: 2,
  })
  expect(statisticsOf([row], bob)).toMatchObject({ won: 0, lost: 1, result: -1000, raised: 0, showdownsWon: 0 })
  expect(statisticsOf([row], cat)).toMatchObject({ entered: 0, showdowns: 0, biggestWin: 0 })
})

test('[VW78] what is still played, was called off or belongs to others does not count', () => {
  const others = { ...row, players: row.players.filter(({ player }) => player !== ann) }
  expect(statisticsOf([{ ...row, over: false }, { ...row, voided: true }, others], ann).hands).toBe(0)
})
