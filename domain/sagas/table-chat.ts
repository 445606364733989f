// Where a table opens its chat opens, with the same host.
import { saga, send } from '@/engine/define'
import { Chat } from '../chat/chat.ts'
import { Table } from '../table/table.ts'

export const tableChat = saga('table-chat', Table, {
  TableCreated: ({ host }, { root }) => [send(Chat, root, { type: 'OpenChat', host })],
})
