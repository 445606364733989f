// Who somebody is at the table: a name that cannot deceive, and whether a person or a bot plays.
import { z } from 'zod'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const countGraphemes = (text: string) => [...graphemes.segment(text)].length

/** Some letters and marks draw nothing (variation selectors, Hangul fillers): a name of them would be no name. */
export const visible = /^\P{Default_Ignorable_Code_Point}*$/u

/** 1 to 20 graphemes of letters, digits, space and `_-.` after NFKC (poker.md §2). */
export const DisplayName = z
  .string()
  .max(200)
  .transform(text => text.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .min(1, 'A name needs at least one character.')
      .regex(/^[\p{L}\p{M}\p{Nd} _.-]*$/u, 'Letters, digits, spaces and _ - . only.')
      .regex(visible, 'Only characters that can be seen.')
      .regex(/^(?:[^\p{M}]\p{M}{0,4})*$/u, 'Too many combining marks.')
      .refine(text => countGraphemes(text) <= 20, 'At most 20 characters.')
      .refine(text => text.length <= 80, 'Too many combining marks.'),
  )
export const PlayerKind = z.enum(['human', 'bot'])
export type PlayerKind = z.infer<typeof PlayerKind>
