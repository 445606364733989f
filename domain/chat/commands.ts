// What may be asked of a table's chat. One schema is the parser and the type.
import { z } from 'zod'
import { PlayerId } from '../ids.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const countGraphemes = (text: string) => [...graphemes.segment(text)].length

/**
 * Joiners and variation selectors draw nothing, but Persian, Hindi and half of all emoji are misspelt without them: they
 * may stand behind what can be seen.
 */
const legible =
  /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}](?:\u200C|\u200D|\uFE0E|\uFE0F){0,2})+$/u

/** 1 to 200 characters as people count them, after NFKC, on one line, nothing that turns the direction of text. */
const Text = z
  .string()
  .max(4000)
  .transform(text => text.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .min(1, 'Say something.')
      .regex(legible, 'One line, only characters that can be seen.')
      .regex(/^(?:\p{M}{0,4}[^\p{M}])*\p{M}{0,4}$/u, 'Too many combining marks.')
      .refine(text => countGraphemes(text) <= 200, 'At most 200 characters.'),
  )

export const OpenChat = z.strictObject({ type: z.literal('OpenChat'), host: z.string() })
export const PostMessage = z.strictObject({ type: z.literal('PostMessage'), player: PlayerId, text: Text })
export const MutePlayer = z.strictObject({ type: z.literal('MutePlayer'), player: PlayerId })
export const UnmutePlayer = z.strictObject({ type: z.literal('UnmutePlayer'), player: PlayerId })

export type ChatCommand =
  | z.infer<typeof OpenChat>
  | z.infer<typeof PostMessage>
  | z.infer<typeof MutePlayer>
  | z.infer<typeof UnmutePlayer>
