// One text for one value, and the chain of hashes over it.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Page } from './message.ts'

/** JSON with sorted keys. Numbers must be safe integers: floats have no one text (engine.md §1). */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>)
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`)
  return JSON.stringify(value ?? null)
}

const canonicalObject = (value: Record<string, unknown>): string => {
  const members = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}

export const sha256Hex = (bytes: Uint8Array | string): string =>
  bytesToHex(sha256(typeof bytes === 'string' ? utf8ToBytes(bytes) : bytes))

/** What the hash of an event covers: all of it but its global position, which the store gives. */
type Hashed = Omit<Page, 'hash' | 'position' | 'private'>

/** SHA-256 over the predecessor's hash and the canonical event; `''` precedes the first event of a stream. */
export const hashOf = (previous: string, page: Hashed): string => {
  const { domain, root, edition, correlationId, ext, eventId, sequence, type, schemaVersion, data } = page
  const { causationId, commandId, actor, recordedAt, privateHash, externalId, isolated, mergedFrom } = page
  const event = {
    domain,
    root,
    edition,
    correlationId,
    ext,
    eventId,
    sequence,
    type,
    schemaVersion,
    data,
    causationId,
    commandId,
    actor,
    recordedAt,
    privateHash,
    externalId,
    isolated,
    mergedFrom,
  }
  return sha256Hex(`${previous}\n${canonical(event)}`)
}
