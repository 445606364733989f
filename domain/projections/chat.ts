// What was said at a table lately: the last hundred messages of the last thirty days. Words stay as they lie, encrypted.
import { projector } from '@/engine/define'
import { Chat } from '../chat/chat.ts'
import type { ChatEvent } from '../chat/events.ts'
import type { PlayerId } from '../ids.ts'

export type ChatMessage = { player: PlayerId; text: string; at: number }
export type ChatRow = { messages: ChatMessage[]; muted: PlayerId[] }

const kept = 100
const keptFor = 30 * 86_400_000
const empty: ChatRow = { messages: [], muted: [] }

export const chat = projector<ChatEvent, ChatRow>(
  { name: 'chat', version: 1, sources: [Chat] },
  {
    ChatOpened: (row = empty) => row,
    MessagePosted: (row = empty, { player, text, at }) => ({
      ...row,
      messages: [...row.messages.filter(message => message.at > at - keptFor), { player, text, at }].slice(-kept),
    }),
    PlayerMuted: (row = empty, { player }) => ({ ...row, muted: [...row.muted, player] }),
    PlayerUnmuted: (row = empty, { player }) => ({ ...row, muted: row.muted.filter(muted => muted !== player) }),
  },
)
