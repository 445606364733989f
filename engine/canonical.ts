// One text for one value, and the chain of hashes over it.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Page } from './message.ts'

/** JSON with sorted keys. Numbers must be safe integers: floats have no one text (engine.md §1). */
export const canonical = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(item => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) return `{${members(value as Members, Object.keys(value).sort())}}`
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`)
  return JSON.stringify(value ?? null)
}

type Members = { readonly [key: string]: unknown }

/** Joined as they come: every event that is stored passes here, and lists in between would cost more than the text. */
const members = (value: Members, keys: readonly string[]): string => {
  let text = ''
  for (const key of keys) {
    const member = value[key]
    if (member !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(member)}`
  }
  return text
}

export const sha256Hex = (bytes: Uint8Array | string): string =>
  bytesToHex(sha256(typeof bytes === 'string' ? utf8ToBytes(bytes) : bytes))

/** SHA-256 of a text, in hexadecimal digits. */
export type Digest = (text: string) => string

/** What the hash of an event covers: all of it but its global position, which the store gives. */
type Hashed = Omit<Page, 'hash' | 'position' | 'private'>

/** In the order of canonical JSON, each also as it is written there: every event that is stored passes here. */
const hashed = (
  [
    'actor',
    'causationId',
    'commandId',
    'correlationId',
    'data',
    'domain',
    'edition',
    'eventId',
    'ext',
    'externalId',
    'isolated',
    'mergedFrom',
    'privateHash',
    'recordedAt',
    'root',
    'schemaVersion',
    'sequence',
    'type',
  ] as const satisfies readonly (keyof Hashed)[]
).map(name => [name, JSON.stringify(name)] as const)

/** SHA-256 over the predecessor's hash and the canonical event; `''` precedes the first event of a stream. */
export const hashOf = (previous: string, page: Hashed, digest: Digest = sha256Hex): string => {
  let text = ''
  for (const [name, quoted] of hashed) {
    const member = page[name]
    if (member !== undefined) text += `${text && ','}${quoted}:${canonical(member)}`
  }
  return digest(`${previous}\n{${text}}`)
}
