import { expect, test } from 'vitest'
import { scenario, stateAfter } from '@/engine/testing/scenario'
import { ann, bob, cid, opened, seated, tableId } from '../table/table.fixture.ts'
import { Table } from '../table/table.ts'
import { Chat } from './chat.ts'
import { PostMessage } from './commands.ts'
import type { ChatEvent } from './events.ts'

const now = 1_767_614_400_000
/** Ann and Bob sit at the table. */
const table = stateAfter(Table, [opened(), seated(1, 0), seated(2, 1)])
const given = scenario(Chat, { now, actor: ann, root: tableId, seen: { [`table/${tableId}`]: table } })
const begun: ChatEvent = { type: 'ChatOpened', host: 'administrator' }
const post = (text: string, player = ann) => ({ type: 'PostMessage' as const, player, text })
const posted = (at: number, text = 'hello', player = ann): ChatEvent => ({ type: 'MessagePosted', player, text, at })

test('[CH1] a chat opens once, with the host of the table', () => {
  given().when({ type: 'OpenChat', host: ann }).then({ type: 'ChatOpened', host: ann })
  given(begun).when({ type: 'OpenChat', host: ann }).then()
  expect(Chat.hostOf?.(stateAfter(Chat, [{ type: 'ChatOpened', host: bob }]))).toBe(bob)
})
test('[CH2] who sits at the table may write there', () => {
  given(begun).when(post('hello')).then(posted(now))
  given(begun).when(post('hello', cid), { actor: cid }).rejects('not-at-table')
})
test('[CH2] there is no chat without a table', () =>
  given(begun).when(post('hello'), { seen: {} }).rejects('table-not-found'))
test('[CH3] five messages in ten seconds are enough', () => {
  const five = [9, 8, 7, 6, 5].map(seconds => posted(now - seconds * 1000))
  given(begun, ...five)
    .when(post('again'))
    .rejects('too-fast', { again: now + 1000 })
  given(begun, ...five)
    .when(post('again', bob), { actor: bob })
    .then(posted(now, 'again', bob))
  given(begun, ...five)
    .when(post('later'), { now: now + 1001 })
    .then(posted(now + 1001, 'later'))
})
test('[CH4] whom the host has muted may not write until they are unmuted', () => {
  given(begun).when({ type: 'MutePlayer', player: ann }).then({ type: 'PlayerMuted', player: ann })
  const muted = given(begun, { type: 'PlayerMuted', player: ann })
  muted.when(post('hello')).rejects('muted')
  muted.when({ type: 'MutePlayer', player: ann }).then()
  muted.when({ type: 'UnmutePlayer', player: ann }).then({ type: 'PlayerUnmuted', player: ann })
  given(begun).when({ type: 'UnmutePlayer', player: ann }).then()
})
test('[CH5] a message is one line of 1 to 200 characters in one spelling', () => {
  const said = (text: string) => PostMessage.safeParse(post(text)).data?.text
  expect(said(' ｈｅｌｌｏ ')).toBe('hello')
  for (const one of ['👍', '👩‍👩‍👧‍👦', '❤️', 'é']) expect(said(one.repeat(200))).toBe(one.repeat(200))
  expect(said('می\u200Cخواهم')).toBe('می\u200Cخواهم')
})
test.each([
  ['nothing', ''],
  ['spaces', '   '],
  ['201 characters', 'x'.repeat(201)],
  ['201 emoji of several parts', '👩‍👩‍👧‍👦'.repeat(201)],
  ['two lines', 'a\nb'],
  ['NUL', 'a\u0000b'],
  ['right-to-left override', 'a\u202eb'],
  ['a zero-width space', 'a\u200bb'],
  ['a joiner that joins nothing', '\u200da'],
  ['joiners without end', `a${'\u200d'.repeat(9)}`],
  ['a Hangul filler', '\u3164'],
  ['a tag character', 'a\u{E0041}'],
  ['half a pair', 'a\ud83d'],
  ['piled up marks', `a${'\u0301'.repeat(9)}`],
])('[CH5] refused: %s', (_, text) => expect(PostMessage.safeParse(post(text)).success).toBe(false))
test('[CH8] nobody writes in the name of another, not even the floor', () => {
  given(begun).when(post('hello', bob)).rejects('not-your-seat', { player: bob })
  given(begun).when(post('hello'), { actor: 'administrator' }).rejects('not-your-seat')
})
test('[CH9] a chat outlasts the cascade that it was opened in', () =>
  expect(Chat.onUndo?.OpenChat?.({ type: 'OpenChat', host: ann }, stateAfter(Chat, [begun]))).toEqual([]))
test('[CH6] the words are personal, in command and event, and the state holds none', () => {
  for (const declared of [Chat.commands.PostMessage, Chat.events.MessagePosted]) {
    expect(declared.personal?.fields).toEqual(['text'])
    expect(declared.personal?.subject({ ...posted(now), text: 'x' } as never, tableId)).toBe(ann)
  }
  expect(JSON.stringify(stateAfter(Chat, [begun, posted(now, 'a secret')]))).not.toContain('secret')
})
