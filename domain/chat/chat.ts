// The chat aggregate: what is said at one table. Its root is the table's.
import { aggregate, type Personal } from '@/engine/define'
import { Table } from '../table/table.ts'
import type { ChatCommand } from './commands.ts'
import * as commands from './commands.ts'
import { decide, refuse } from './decide.ts'
import type { ChatEvent } from './events.ts'
import * as events from './events.ts'
import { evolve, initial, type Chat as State } from './state.ts'

const ownWords: Personal<{
  readonly type: 'PostMessage' | 'MessagePosted'
  readonly player: string
  readonly text: string
}> = {
  fields: ['text'],
  subject: ({ player }) => player,
}

export const Chat = aggregate<ChatCommand, ChatEvent, State>({
  domain: 'chat',
  stateVersion: 1,
  initial,
  evolve,
  decide,
  refusals: refuse.refusals,
  commands: {
    OpenChat: { schema: commands.OpenChat, merge: 'STRICT', by: ['engine'] },
    PostMessage: { schema: commands.PostMessage, merge: 'COMMUTATIVE', by: ['player'], personal: ownWords },
    MutePlayer: { schema: commands.MutePlayer, merge: 'COMMUTATIVE', by: ['host', 'floor'] },
    UnmutePlayer: { schema: commands.UnmutePlayer, merge: 'COMMUTATIVE', by: ['host', 'floor'] },
  },
  events: {
    ChatOpened: { schema: events.ChatOpened, version: 1 },
    MessagePosted: { schema: events.MessagePosted, version: 1, personal: ownWords },
    PlayerMuted: { schema: events.PlayerMuted, version: 1 },
    PlayerUnmuted: { schema: events.PlayerUnmuted, version: 1 },
  },
  lookups: { PostMessage: (_, { root }) => [{ aggregate: Table, root }] },
  // The table stands, and so does its chat.
  onUndo: { OpenChat: () => [] },
  hostOf: ({ host }) => host ?? undefined,
})
