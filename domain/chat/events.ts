// What happened in a table's chat. What was said is personal: it lies encrypted under its author's key.
import { z } from 'zod'
import { PlayerId } from '../ids.ts'

export const ChatOpened = z.strictObject({ type: z.literal('ChatOpened'), host: z.string() })
/** `at` in milliseconds since the epoch: how often somebody writes is counted by it. */
export const MessagePosted = z.strictObject({
  type: z.literal('MessagePosted'),
  player: PlayerId,
  text: z.string(),
  at: z.int(),
})
export const PlayerMuted = z.strictObject({ type: z.literal('PlayerMuted'), player: PlayerId })
export const PlayerUnmuted = z.strictObject({ type: z.literal('PlayerUnmuted'), player: PlayerId })

export type ChatEvent =
  | z.infer<typeof ChatOpened>
  | z.infer<typeof MessagePosted>
  | z.infer<typeof PlayerMuted>
  | z.infer<typeof PlayerUnmuted>
