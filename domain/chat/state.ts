// What a chat must remember to decide: its host, who is muted, when each player wrote last. No word of what was said.
import type { Evolve } from '@/engine/define'
import type { PlayerId } from '../ids.ts'
import type { ChatEvent } from './events.ts'

/** So many messages in so many milliseconds (poker.md §7). */
export const pace = { messages: 5, milliseconds: 10_000 }

export type Chat = {
  /** A player id, or `administrator`. */
  readonly host: string | null
  readonly muted: Readonly<Record<PlayerId, true>>
  /** The last few times, newest last. */
  readonly posted: Readonly<Record<PlayerId, readonly number[]>>
}
export const initial: Chat = { host: null, muted: {}, posted: {} }

export const evolve: Evolve<ChatEvent, Chat> = {
  ChatOpened: (chat, { host }) => ({ ...chat, host }),
  MessagePosted: (chat, { player, at }) => ({
    ...chat,
    posted: { ...chat.posted, [player]: [...(chat.posted[player] ?? []), at].slice(-pace.messages) },
  }),
  PlayerMuted: (chat, { player }) => ({ ...chat, muted: { ...chat.muted, [player]: true } }),
  PlayerUnmuted: (chat, { player }) => ({
    ...chat,
    muted: Object.fromEntries(Object.entries(chat.muted).filter(([muted]) => muted !== player)),
  }),
}
