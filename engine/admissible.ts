// What may be stored at all: safe whole numbers, text that Postgres takes, 64 KiB, 1 KiB beside it in `ext`, 100 events.
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from './canonical.ts'
import type { Json } from './message.ts'

export const mostBytes = 64 * 1024
const mostExtBytes = 1024
export const mostEvents = 100
const nullCharacter = String.fromCharCode(0)

/** Undefined where the value may be stored; otherwise why not, in words. */
export const inadmissible = (value: unknown): string | undefined => {
  let text: string
  try {
    text = canonical(value)
  } catch {
    return 'Numbers must be whole and safe.'
  }
  // A unit of UTF-16 is three bytes at most; what is strange in a text JSON always escapes.
  if (text.length * 3 > mostBytes && utf8ToBytes(text).length > mostBytes) return 'At most 64 KiB.'
  return text.includes('\\u') && strangeText(value)
    ? 'Text holds a null character or half of a surrogate pair.'
    : undefined
}

/** What a stream hands on with every event of it. */
export const inadmissibleExt = (ext: Json): string | undefined =>
  inadmissible(ext) ?? (utf8ToBytes(canonical(ext)).length > mostExtBytes ? 'At most 1 KiB.' : undefined)

const strangeText = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes(nullCharacter) || /\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, member]) => strangeText(key) || strangeText(member))
}
