import { expect, test } from 'vitest'
import { editionRoot } from '@/engine/edition'
import { testLog } from '@/engine/testing/envelope'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import { opened } from '../branch/branch.fixture.ts'
import { dealer, dealt, deckFor, hand, type Layout, playerAt, setupOf } from '../hand/testing/dealer.ts'
import { type BranchRow, branches } from './branches.ts'
import { type EditionHandRow, editionHands } from './edition-hands.ts'

const root = editionRoot(opened.edition)
const { type: _, ...asked } = opened

test('[VW80] a branch is listed with what it was opened with, and with who plays it', () => {
  const log = testLog()
  const first = log.add({ domain: 'branch', root }, opened)
  const row = (...more: Parameters<typeof rowsAfter>[1]) => rowsAfter<BranchRow>(branches, [first, ...more]).get(root)
  expect(row()).toEqual({ ...asked, status: 'open', createdAt: first.source.recordedAt })
  expect(row(log.add({ domain: 'branch', root }, { type: 'BranchHandedOver' }))).toMatchObject({ play: 'bots' })
})

test('[VW80] it is discarded, comes back and goes with its edition; editions that are no branches are not listed', () => {
  const log = testLog()
  const first = log.add({ domain: 'branch', root }, opened)
  const edition = (type: string) => log.add({ domain: 'edition', root }, { type, name: opened.edition })
  const discarded = edition('EditionDiscarded')
  const rows = (...inputs: Parameters<typeof rowsAfter>[1]) => rowsAfter<BranchRow>(branches, inputs)
  expect(rows(first, discarded).get(root)?.status).toBe('discarded')
  expect(rows(first, discarded, edition('EditionRestored')).get(root)?.status).toBe('open')
  expect(rows(first, discarded, edition('EditionPurged')).size).toBe(0)
  expect(rows(discarded).size).toBe(0)
})

const layout: Layout = { stacks: [1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }

test('[VW81] how far a hand is in an edition is told, and whose turn came up there; of main nothing', () => {
  const setup = setupOf(layout)
  const played = dealer(dealt(setup, deckFor(setup, {})))
  played.goOn()
  const before = played.events.length
  const rowOf = (edition: string) => {
    const log = testLog()
    const inputs = played.events.map((event, n) =>
      log.add({ domain: 'hand', root: hand, edition: n < before ? '' : edition }, event),
    )
    return rowsAfter<EditionHandRow>(editionHands, inputs).get(hand)
  }
  expect(rowOf('fork')).toBeUndefined()
  played.act('call')
  const running = { hand, edition: 'fork', nextSequence: played.events.length, over: false, stacks: null }
  expect(rowOf('fork')).toEqual({ ...running, turn: playerAt(1) })
  played.act('fold')
  played.ask({ type: 'AwardPot' })
  expect(rowOf('fork')).toMatchObject({
    nextSequence: played.events.length,
    turn: null,
    over: true,
    stacks: { [playerAt(0)]: 1010, [playerAt(1)]: 990 },
  })
  expect(rowOf('')).toBeUndefined()
})
