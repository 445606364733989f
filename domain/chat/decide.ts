// What a table's chat says to each command: guards first, the events last.
import type { Context, Decide } from '@/engine/define'
import { refusing } from '../refusing.ts'
import { Table } from '../table/table.ts'
import type { ChatCommand } from './commands.ts'
import type { ChatEvent } from './events.ts'
import { type Chat, pace } from './state.ts'

export const refuse = refusing({
  'table-not-found': { rule: 'CH1', message: 'There is no such table.', code: 'NOT_FOUND' },
  'not-at-table': { rule: 'CH2', message: 'Who sits at the table may write.' },
  'not-your-seat': { rule: 'CH8', message: 'Everybody speaks for themselves.', code: 'PERMISSION_DENIED' },
  muted: { rule: 'CH4', message: 'The host has muted you here.' },
  'too-fast': { rule: 'CH3', message: 'Five messages in ten seconds are enough.' },
})

export const decide: Decide<ChatCommand, ChatEvent, Chat> = {
  OpenChat: ({ host }, chat) => (chat.host === null ? [{ type: 'ChatOpened', host }] : []),
  PostMessage: ({ player, text }, chat, context: Context) => {
    if (context.actor !== player) return refuse('not-your-seat', { player })
    const table = context.seen(Table, context.cover.root)
    if (!table) return refuse('table-not-found')
    if (!table.sitters[player]) return refuse('not-at-table')
    if (chat.muted[player]) return refuse('muted')
    const recent = (chat.posted[player] ?? []).filter(at => at > context.now - pace.milliseconds)
    if (recent.length >= pace.messages) return refuse('too-fast', { again: (recent[0] ?? 0) + pace.milliseconds })
    return [{ type: 'MessagePosted', player, text, at: context.now }]
  },
  MutePlayer: ({ player }, chat) => (chat.muted[player] ? [] : [{ type: 'PlayerMuted', player }]),
  UnmutePlayer: ({ player }, chat) => (chat.muted[player] ? [{ type: 'PlayerUnmuted', player }] : []),
}
