import { expect, test } from 'vitest'
import { DeadLetter, type DeadLetterEvent } from '@/engine/dead-letter'
import { testLog } from '@/engine/testing/envelope'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import type { ChatEvent } from '../chat/events.ts'
import { type ChatRow, chat } from './chat.ts'
import { type AccountRow, playerAccount } from './player-account.ts'
import { ann, bob, table } from './scripted-hand.fixture.ts'

const letter = '00000000-0000-4000-8000-0000000000d1'
const opened = (other: object = {}) =>
  ({
    type: 'DeadLetterOpened',
    reason: 'SEQUENCE_MISMATCH',
    subject: 'player/WithdrawFunds',
    payload: { command: { type: 'WithdrawFunds', amount: 300 } },
    ...other,
  }) as unknown as DeadLetterEvent
const accountAfter = (target: { domain: string; root: string }, ...events: readonly DeadLetterEvent[]) => {
  const log = testLog()
  const registered = { type: 'PlayerRegistered', displayName: 'Ann', kind: 'human' } as const
  const inputs = [
    log.add({ domain: 'player', root: ann }, registered),
    ...events.map(event => log.add({ domain: DeadLetter.domain, root: letter, ext: target }, event)),
  ]
  return rowsAfter<AccountRow>(playerAccount, inputs).get(ann)?.reviews
}
const own = { domain: 'player', root: ann }

test('[VW60] an order that waits is in the account, and so is what became of it', () => {
  const waiting = { deadLetter: letter, command: 'WithdrawFunds', amount: 300, status: 'open', reason: null }
  expect(accountAfter(own, opened())).toEqual([waiting])
  const discarded = { type: 'DeadLetterDiscarded', reviewer: 'floor', reason: 'sent twice' } as const
  const claimed = { type: 'DeadLetterClaimed', reviewer: 'floor', until: 1 } as const
  expect(accountAfter(own, opened(), claimed)).toEqual([{ ...waiting, status: 'claimed' }])
  expect(accountAfter(own, opened(), claimed, discarded)).toEqual([
    { ...waiting, status: 'discarded', reason: 'sent twice' },
  ])
})
test('[VW63] what failed again is open again, without a reason', () => {
  const resubmitted = { type: 'DeadLetterResubmitted', reviewer: 'floor', reason: 'try again', attempt: 1 } as const
  const reopened = { type: 'DeadLetterReopened', attempt: 1, problem: { reason: 'insufficient-funds' } }
  expect(accountAfter(own, opened(), resubmitted)).toMatchObject([{ status: 'resubmitted', reason: 'try again' }])
  expect(accountAfter(own, opened(), resubmitted, reopened as never)).toMatchObject([{ status: 'open', reason: null }])
})
test('[VW61] other failures are not, nor are those of others', () => {
  expect(accountAfter(own, opened({ reason: 'PROCESSING_FAILED' }))).toEqual([])
  expect(accountAfter({ domain: 'player', root: bob }, opened())).toEqual([])
  expect(accountAfter({ domain: 'table', root: table }, opened())).toEqual([])
})

const day = 86_400_000
const chatAfter = (...events: readonly ChatEvent[]) => {
  const log = testLog()
  return rowsAfter<ChatRow>(
    chat,
    events.map(event => log.add({ domain: 'chat', root: table }, event)),
  ).get(table)
}
const posted = (at: number): ChatEvent => ({ type: 'MessagePosted', player: ann, text: `at ${at}`, at })

test('[VW62] [CH7] a chat shows its last hundred messages of thirty days, and who is muted', () => {
  expect(chatAfter({ type: 'ChatOpened', host: ann })).toEqual({ messages: [], muted: [] })
  expect(chatAfter(posted(0), posted(day), posted(30.5 * day))?.messages.map(({ at }) => at)).toEqual([day, 30.5 * day])
  expect(chatAfter(...Array.from({ length: 120 }, (_, n) => posted(n)))?.messages).toHaveLength(100)
  const muted: ChatEvent = { type: 'PlayerMuted', player: bob }
  expect(chatAfter(muted)?.muted).toEqual([bob])
  expect(chatAfter(muted, { type: 'PlayerUnmuted', player: bob })?.muted).toEqual([])
})
