import { expect, test } from 'vitest'
import type { Notification } from '@/engine/define'
import { scenario, stateAfter } from '@/engine/testing/scenario'
import { type PlayerId, Seat } from '../../ids.ts'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { ann, bob, cid, handId, opened, perPlayer, seated, tableId, withHand, withHandEnded } from '../table.fixture.ts'
import { Table } from '../table.ts'
import type { PerPlayer } from '../terms.ts'

const given = scenario(Table)
const table = [opened(), seated(1, 0), seated(2, 3)] as const
const playing = withHand(...table)
const banks = perPlayer([ann, 60], [bob, 60])
const end = (stacks: PerPlayer, other: Partial<Extract<TableCommand, { type: 'EndHand' }>> = {}): TableCommand => ({
  type: 'EndHand',
  hand: handId(1),
  stacks,
  banks,
  rake: 0,
  timedOut: [],
  acted: [],
  ...other,
})

test('[TB17] a hand ends once, and only the one that is played', () => {
  const stacks = perPlayer([ann, 1000], [bob, 1000])
  given(...table)
    .when(end(stacks))
    .rejects('no-hand')
  given(...withHandEnded(playing))
    .when(end(stacks))
    .rejects('no-hand')
  given(...playing)
    .when(end(stacks, { hand: handId(2) }))
    .rejects('wrong-hand', { hand: handId(2) })
})
test('[TB17] no chip is lost and none is made', () => {
  const refused = (stacks: PerPlayer, rake = 0) =>
    given(...playing)
      .when(end(stacks, { rake }))
      .rejects('chips-not-conserved', { before: 2000 })
  refused(perPlayer([ann, 1000], [bob, 1001]))
  refused(perPlayer([ann, 1000], [bob, 1000]), 1)
  refused(perPlayer([ann, 2000]))
  refused(perPlayer([ann, 1000], [cid, 1000]))
  refused(perPlayer([ann, 1000], [bob, 1000], [cid, 0]))
})
test('[TB18] the stacks are what the hand left, and the changes say so', () => {
  const ended = given(...playing).when(
    end(perPlayer([ann, 1290], [bob, 700]), { rake: 10, banks: perPlayer([ann, 45], [bob, 60]) }),
  )
  ended.then({
    type: 'HandEnded',
    hand: handId(1),
    changes: { [ann]: 290, [bob]: -300 } as PerPlayer,
    stacks: perPlayer([ann, 1290], [bob, 700]),
    banks: perPlayer([ann, 45], [bob, 60]),
    rake: 10,
    timedOut: [],
    acted: [],
  })
  expect(ended.state()).toMatchObject({
    hand: null,
    sitters: { [ann]: { stack: 1290, bank: 45 }, [bob]: { stack: 700 } },
  })
})
test('[TB18] who was not dealt in keeps everything', () => {
  const joined = [...playing, seated(3, 5, 800)]
  expect(given(...withHandEnded(joined)).state().sitters[cid]).toMatchObject({ stack: 800, bank: 60, hands: 0 })
})

const afterHands = (count: number, bank: number) => {
  let history: readonly TableEvent[] = table
  for (let n = 0; n < count; n += 1) {
    history = withHandEnded(withHand(...history), { banks: perPlayer([ann, bank], [bob, 60]) })
  }
  return given(...history).state().sitters
}
test('[TB19] the time bank grows by 5 seconds every 10 hands of the seat, up to the table’s', () => {
  expect(afterHands(9, 30)[ann]).toMatchObject({ bank: 30, hands: 9 })
  expect(afterHands(10, 30)[ann]).toMatchObject({ bank: 35, hands: 10 })
  expect(afterHands(10, 58)[ann]).toMatchObject({ bank: 60 })
  expect(afterHands(10, 58)[bob]).toMatchObject({ bank: 60 })
  expect(afterHands(20, 0)[ann]).toMatchObject({ bank: 5, hands: 20 })
})

const late = (...rounds: readonly PlayerId[][]) => {
  let history: readonly TableEvent[] = [opened(), seated(1, 0), seated(2, 3), seated(3, 5)]
  for (const timedOut of rounds) history = withHandEnded(withHand(...history), { timedOut })
  return history
}
const satOut = (player: PlayerId, seat: number): TableEvent => ({
  type: 'PlayerSatOut',
  player,
  seat: Seat.parse(seat),
})
test('[TB20] who runs out of time in two hands running sits out', () => {
  expect(late([ann]).at(-1)?.type).toBe('HandEnded')
  expect(late([ann, bob], [bob, ann]).slice(-2)).toEqual([satOut(ann, 0), satOut(bob, 3)])
})
test('[TB20] a hand in which they were not asked changes nothing', () =>
  expect(late([ann], [], [], [ann]).at(-1)).toEqual(satOut(ann, 0)))
test('[TB20] a hand in which they acted counts anew, in between or before time ran out', () => {
  const acting = withHandEnded(withHand(...late([ann])), { acted: [ann] })
  expect(withHandEnded(withHand(...acting), { timedOut: [ann] }).at(-1)?.type).toBe('HandEnded')
  const both = withHandEnded(withHand(...late([ann])), { acted: [ann], timedOut: [ann] })
  expect(both.at(-1)?.type).toBe('HandEnded')
  expect(withHandEnded(withHand(...both), { timedOut: [ann] }).at(-1)).toEqual(satOut(ann, 0))
})
test('[TB20] so does sitting in again', () => {
  const back: TableEvent = { type: 'PlayerSatIn', player: ann, seat: Seat.parse(0) }
  const again = withHandEnded(withHand(...late([ann], [ann]), back), { timedOut: [ann] })
  expect(again.at(-1)?.type).toBe('HandEnded')
  expect(withHandEnded(withHand(...again), { timedOut: [ann] }).at(-1)).toEqual(satOut(ann, 0))
})
test('[TB20] a hand that one was not dealt in does not count', () => {
  const out = withHandEnded(withHand(...late([ann]), satOut(ann, 0)))
  expect(given(...out).state().timedOut).toEqual({ [ann]: true })
})
test('[TB20] who sits out already or leaves is not sat out', () => {
  const second = withHand(...late([ann]))
  expect(withHandEnded([...second, satOut(ann, 0)], { timedOut: [ann] }).at(-1)?.type).toBe('HandEnded')
  const leaving: TableEvent = { type: 'PlayerLeaving', player: ann, hand: handId(2) }
  expect(withHandEnded([...second, leaving], { timedOut: [ann] }).at(-1)?.type).toBe('PlayerLeft')
})

const dealRefused = (history: readonly TableEvent[], hand = handId(1)) => {
  const { type: _, ...setup } = playing.at(-1) as Extract<TableEvent, { type: 'HandStarted' }>
  const notice: Notification = {
    code: 'FAILED_PRECONDITION',
    reason: 'deck-not-prepared',
    params: {},
    message: '',
    command: { type: 'DealCards', table: tableId, ...setup, hand } as Notification['command'],
    target: { domain: 'hand', root: hand, edition: '', correlationId: hand, ext: null },
    issuer: 'table-hand',
  }
  return (Table.onRejected?.['hand/DealCards']?.(notice, stateAfter(Table, history)) ?? []) as readonly TableEvent[]
}
test('[TB21] a hand that cannot be dealt ends with the stacks that it started with', () => {
  const stacks = perPlayer([ann, 1000], [bob, 1000])
  const ended = dealRefused(playing)
  expect(ended).toEqual([
    {
      type: 'HandEnded',
      hand: handId(1),
      changes: perPlayer([ann, 0], [bob, 0]),
      stacks,
      banks,
      rake: 0,
      timedOut: [],
      acted: [],
    },
  ])
  expect(withHand(...playing, ...ended).at(-1)).toMatchObject({ type: 'HandStarted', number: 2 })
})
test('[TB21] what waited for it follows then too', () =>
  expect(dealRefused([...playing, { type: 'TableClosing' }]).map(({ type }) => type)).toEqual([
    'HandEnded',
    'PlayerLeft',
    'PlayerLeft',
    'TableClosed',
  ]))
test('[TB21] a refusal that comes late changes nothing', () => {
  expect(dealRefused(withHandEnded(playing))).toEqual([])
  expect(dealRefused(playing, handId(2))).toEqual([])
})
