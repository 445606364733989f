import { expect, test } from 'vitest'
import { eventOf } from '@/engine/message'
import { envelope } from '@/engine/testing/envelope'
import { Chat } from '../chat/chat.ts'
import { opened, tableId } from '../table/table.fixture.ts'
import { tableChat } from './table-chat.ts'

test('[FL7] where a table opens its chat opens, with the same host', () => {
  const { type, ...data } = opened({ host: 'administrator' })
  const sent = tableChat.reactions.TableCreated?.(
    eventOf({ type, data: data as never }),
    envelope({ domain: 'table', root: tableId }),
  )
  expect(sent).toEqual([{ domain: Chat.domain, root: tableId, command: { type: 'OpenChat', host: 'administrator' } }])
})
