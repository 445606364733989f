import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs'
import type { Command } from '../catalog/declared.ts'

export const syncModes = ['ASYNC', 'SIMPLE', 'CASCADE', 'DECISION', 'ISOLATED'] as const
export const errorModes = ['FAIL_FAST', 'CONTINUE', 'DEAD_LETTER', 'COMPENSATE'] as const

/** Everything about a command but its data: it stands in the address. */
export const commandParsers = {
  domain: parseAsString.withDefault(''),
  command: parseAsString.withDefault(''),
  root: parseAsString.withDefault(''),
  edition: parseAsString.withDefault(''),
  sequence: parseAsString,
  sync: parseAsStringLiteral(syncModes).withDefault('ASYNC'),
  errors: parseAsStringLiteral(errorModes).withDefault('FAIL_FAST'),
  atomic: parseAsBoolean.withDefault(false),
}
export type Asked = {
  readonly domain: string
  readonly command: string
  readonly root: string
  readonly edition: string
  /** Null: whatever it is when the command arrives. */
  readonly sequence: string | null
  readonly sync: (typeof syncModes)[number]
  readonly errors: (typeof errorModes)[number]
  readonly atomic: boolean
}

export const syncWords: Readonly<Record<Asked['sync'], string>> = {
  ASYNC: 'answers when the events are stored',
  SIMPLE: 'waits for the read models, two seconds at most',
  CASCADE: 'waits for everything that follows, and lists it',
  DECISION: 'answers when the events are stored',
  ISOLATED: 'nothing follows: no saga, no read model, no push',
}
export const errorWords: Readonly<Record<Asked['errors'], string>> = {
  FAIL_FAST: 'stops at the first refusal',
  CONTINUE: 'goes on and lists refusals',
  DEAD_LETTER: 'parks what is refused and goes on',
  COMPENSATE: 'stops, and takes back what had succeeded',
}
export const mergeWords: Readonly<Record<Command['merge'], string>> = {
  STRICT: 'Refused at once if the stream has moved on.',
  COMMUTATIVE: 'Goes through if what changed meanwhile are other fields than those that it changes.',
  AGGREGATE_HANDLES: 'If the stream has moved on, the aggregate itself decides what becomes of it.',
  MANUAL: 'Has to be said here: if the stream has moved on, the command waits for review as a dead letter.',
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
export const isRoot = (root: string): boolean => uuid.test(root)

/** What is wrong beside the data, by name. */
export const wrongAround = ({ root, sequence }: Asked, merge: Command['merge']): Readonly<Record<string, string>> => ({
  ...(isRoot(root) ? {} : { root: 'The root is a UUID.' }),
  ...(sequence !== null && !/^\d{1,10}$/.test(sequence) ? { sequence: 'A whole number, from 0.' } : {}),
  ...(sequence === null && merge === 'MANUAL' ? { sequence: mergeWords.MANUAL } : {}),
})

type Said = { readonly data: unknown; readonly correlationId: string }
const sequenceOf = ({ sequence }: Asked) => (sequence === null ? {} : { sequence: Number(sequence) })

export const bodyOf = (asked: Asked, said: Said) => ({
  ...said,
  ...sequenceOf(asked),
  edition: asked.edition,
  syncMode: asked.sync,
  ...(asked.sync === 'CASCADE' ? { cascadeErrorMode: asked.errors } : {}),
  ...(asked.sync === 'CASCADE' && asked.errors === 'FAIL_FAST' && asked.atomic ? { atomic: true } : {}),
})

export const trialOf = (asked: Asked, said: Said) => ({
  ...said,
  ...sequenceOf(asked),
  edition: asked.edition,
  ...(asked.sync === 'CASCADE' ? { cascade: true } : {}),
})

/** Whatever is done once under its key: what went through, and what waits for review. */
export const isRemembered = (reason: string | undefined): boolean => reason === undefined || reason === 'needs-review'
