import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DisplayName } from './display-name.ts'

const accepts = (name: string) => DisplayName.safeParse(name).success

test.each([
  'Ann',
  'a',
  'Zoë',
  'José-María',
  'Łukasz_9',
  '李小龙',
  'Дмитрий',
  'مريم',
  'हिन्दी',
  'ต้นไม้',
  'St. John',
  'x'.repeat(20),
])('[PL2] a name in any script: %s', name => expect(DisplayName.parse(name)).toBe(name.normalize('NFKC')))
test.each([
  ['nothing', ''],
  ['spaces only', '   '],
  ['21 characters', 'x'.repeat(21)],
  ['right-to-left override', 'Ann\u202Exyz'],
  ['right-to-left isolate', 'Ann\u2067xyz'],
  ['zero-width space', 'An\u200Bn'],
  ['zero-width joiner', 'An\u200Dn'],
  ['zero-width non-joiner', 'An\u200Cn'],
  ['byte order mark inside', 'An\uFEFFn'],
  ['soft hyphen', 'An\u00ADn'],
  ['emoji', '😀'],
  ['emoji joined', '👩‍👩‍👧‍👦'],
  ['regional indicators', '🇩🇪'],
  ['lone high surrogate', 'Ann\uD83D'],
  ['lone low surrogate', '\uDE00Ann'],
  ['NUL', 'Ann\u0000'],
  ['line break inside', 'An\nn'],
  ['tab inside', 'An\tn'],
  ['10,000 combining marks', `a${'\u0301'.repeat(10_000)}`],
  ['more marks than any script needs', `a${'\u0336'.repeat(5)}`],
  ['a mark without a letter', '\u0301Ann'],
  ['a variation selector', 'A\uFE0Fnn'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uFFA0'],
  ['a combining grapheme joiner', 'A\u034Fnn'],
  ['a tag character', 'Ann\u{E0041}'],
  ['markup', '<b>Ann</b>'],
  ['a quote', "Ann'; --"],
  ['a fraction, which NFKC takes apart', '½'],
  ['a ligature of 18 letters and spaces, twice', '\uFDFA\uFDFA'],
])('[PL2] refused: %s', (_, name) => expect(accepts(name)).toBe(false))
test.each([
  ['full-width letters', 'Ａｎｎ', 'Ann'],
  ['a ligature', 'ﬁsh', 'fish'],
  ['a letter and its mark', 'Zoe\u0308', 'Zoë'],
  ['a mathematical letter', '𝔄nn', 'Ann'],
  ['a no-break space', 'Ann\u00A0B', 'Ann B'],
  ['spaces around', '  Ann ', 'Ann'],
])('[PL2] one spelling: %s', (_, name, spelt) => expect(DisplayName.parse(name)).toBe(spelt))
test.each([null, 5, ['Ann'], { toString: 'Ann' }])('[PL2] only text is a name: %j', name =>
  expect(DisplayName.safeParse(name).success).toBe(false),
)
test('[PL2] 20 characters as people count them, whatever they are made of', () => {
  expect(accepts('ë'.normalize('NFD').repeat(20))).toBe(true)
  expect(accepts('नि'.repeat(20))).toBe(true)
  expect(accepts('नि'.repeat(21))).toBe(false)
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('a', 'Z', '7', ' ', '.', 'é', '\u0301', '李', '\u200B', '\u202E', '\uFE0F') }),
)
test('[PL2] whatever comes in: refused, or a short visible name that stays as it is', () =>
  fc.assert(
    fc.property(hostile, text => {
      const parsed = DisplayName.safeParse(text)
      if (!parsed.success) return
      const name = parsed.data
      expect(DisplayName.parse(name)).toBe(name)
      expect(name).toBe(name.normalize('NFKC').trim())
      expect(name).toMatch(/^[\p{L}\p{M}\p{Nd} _.-]{1,80}$/u)
      expect(name).not.toMatch(/\p{Default_Ignorable_Code_Point}|\p{C}/u)
      expect([...new Intl.Segmenter('en').segment(name)].length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 500 },
  ))
