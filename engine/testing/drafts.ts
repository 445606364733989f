// Appends as tests write them: whatever is not said is filled in.
import { hashOf, sha256Hex } from '../canonical.ts'
import type { Json, StreamName } from '../message.ts'
import type { Append, CascadeErrorMode, EventStore, InlineRow, NewPage } from '../ports.ts'
import { derivedId } from '../registry.ts'

export const streamOf = (name: string, edition = ''): StreamName => ({
  domain: 'account',
  root: derivedId('test', name),
  edition,
})

type Draft = {
  readonly expected?: number
  readonly base?: number
  readonly count?: number
  readonly command?: string
  readonly externalId?: string
  readonly data?: Json
  readonly fields?: Json
  readonly ext?: Json
  readonly sealed?: string
  readonly unless?: string
  readonly type?: string
  readonly actor?: string
  readonly correlationId?: string
  readonly recordedAt?: string
  readonly source?: string
  readonly origin?: string
  readonly errorMode?: CascadeErrorMode
  readonly rows?: readonly InlineRow[]
}

let made = 0

export const commandId = (name: string) => derivedId('command', name)
export const bytesOf = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))

export const draft = (stream: StreamName, given: Draft = {}): Append => {
  const command = commandId(given.command ?? `unnamed-${made++}`)
  const expected = given.expected ?? 0
  const cover = {
    ...stream,
    correlationId: given.correlationId ?? 'c',
    ext: given.ext === undefined ? { domain: 'parent' } : given.ext,
  }
  const pages = Array.from({ length: given.count ?? 1 }, (_, index): NewPage => {
    const sealed = given.sealed && {
      keyId: derivedId('key'),
      nonce: new Uint8Array(12),
      ciphertext: bytesOf(given.sealed),
    }
    const page = {
      ...cover,
      eventId: derivedId('event', made++),
      sequence: expected + index,
      type: given.type ?? 'Deposited',
      schemaVersion: 1,
      data: {
        amount: index + 1,
        ...(given.data === undefined ? {} : { data: given.data }),
        ...(given.fields as object | undefined),
      },
      causationId: command,
      commandId: command,
      actor: given.actor ?? 'tester',
      recordedAt: given.recordedAt ?? '2026-02-03T04:05:06.000007Z',
      privateHash: sealed ? sha256Hex(sealed.ciphertext) : null,
      externalId: given.externalId ?? null,
      isolated: false,
      mergedFrom: null,
    }
    return { ...page, hash: hashOf('', page), ...(sealed ? { sealed } : {}) }
  })
  const { source = null, origin = null, errorMode = null } = given
  return {
    stream,
    expected,
    base: given.base ?? 0,
    pages,
    command: { commandId: command, caller: 'tester', cover, message: { type: 'Deposit' }, source, origin, errorMode },
    ...(given.unless === undefined ? {} : { unless: commandId(given.unless) }),
    ...(given.rows === undefined ? {} : { rows: given.rows }),
  }
}

export const fill = async (store: EventStore, stream: StreamName, count: number) => {
  for (let expected = 0; expected < count; expected++) await store.append(draft(stream, { expected }))
}
