// The spine of every write: state, decision, append at the expected sequence, and again where a race was lost.
import { mostEvents } from './admissible.ts'
import { hashOf, sha256Hex } from './canonical.ts'
import type { Outcome } from './command.ts'
import type { Decision } from './decision.ts'
import { isRejection } from './decision.ts'
import { CorruptStream, Unavailable } from './errors.ts'
import { fold } from './fold.ts'
import { type Loaded, loadStream } from './load.ts'
import type { Cover, Json, Message, Page, PrivateParts, Problem, StreamName } from './message.ts'
import { streamKey } from './message.ts'
import type { Append, NewPage } from './ports.ts'
import { derivedId } from './registry.ts'
import { backoff, pause } from './retry.ts'
import type { Runtime } from './runtime.ts'

/** One write to one stream. `cause` is the event that led here, null for a command from outside. */
export type Write = {
  readonly cover: Cover
  readonly message: Message
  readonly commandId: string
  readonly actor: string
  readonly cause: string | null
  readonly sequence?: number
  readonly externalId?: string
  /** Another command's id: stored before, it excludes this one. */
  readonly unless?: string
  readonly decide: (loaded: Loaded) => Decision<Message> | Promise<Decision<Message>>
}
const tries = 5

export const write = (runtime: Runtime, wanted: Write): Promise<Outcome> =>
  runtime.queue(streamKey(wanted.cover), async () => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const outcome = await attemptWrite(runtime, wanted)
      if (outcome) return outcome
      runtime.cache.drop(streamKey(wanted.cover))
      await pause(runtime.ports, backoff(attempt, runtime.ports.chance))
    }
    throw new Unavailable(`lost ${tries} races for ${streamKey(wanted.cover)}`)
  })

/** One try: what is wanted, and the state that it is decided on. */
type Attempt = { readonly runtime: Runtime; readonly wanted: Write; readonly loaded: Loaded }

/** Undefined: what was decided on is stale, decide again. */
const attemptWrite = async (runtime: Runtime, wanted: Write): Promise<Outcome | undefined> => {
  const loaded = await current(runtime, wanted.cover)
  const attempt = { runtime, wanted, loaded }
  if (wanted.sequence !== undefined && wanted.sequence !== loaded.nextSequence) {
    return withoutAppend(attempt, rejected(sequenceConflict(wanted.sequence, loaded), loaded))
  }
  const decision = await wanted.decide(loaded)
  if (isRejection(decision)) return withoutAppend(attempt, rejected(decision.rejected, loaded))
  if (decision.length === 0) return withoutAppend(attempt, accepted([], loaded.nextSequence))
  return appendEvents(attempt, decision)
}

const rejected = (problem: Problem, { nextSequence }: Loaded): Outcome => ({
  status: 'rejected',
  problem,
  nextSequence,
})
const accepted = (pages: readonly Page[], nextSequence: number): Outcome => ({
  status: 'accepted',
  pages,
  nextSequence,
  repeated: false,
})
const sequenceConflict = (expected: number, { nextSequence }: Loaded): Problem => ({
  code: 'ABORTED',
  reason: 'sequence-conflict',
  params: { expected, nextSequence },
  message: `The stream goes on at ${nextSequence}, not at ${expected}.`,
})

const excluded: Problem = {
  code: 'ABORTED',
  reason: 'already-decided',
  params: {},
  message: 'The opposite was recorded before.',
}

/** A stream's state, proved fresh by reading its head. */
export const stateAtHead = async (runtime: Runtime, stream: StreamName): Promise<Loaded> => {
  const cached = runtime.cache.get(streamKey(stream))
  if (cached && (await runtime.ports.events.head(stream)).nextSequence === cached.nextSequence) return cached
  runtime.cache.drop(streamKey(stream))
  return current(runtime, stream)
}

const current = async (runtime: Runtime, cover: StreamName): Promise<Loaded> => {
  const cached = runtime.cache.get(streamKey(cover))
  if (cached) return cached
  const loaded = await loadStream(runtime.ports, runtime.registry.aggregate(cover.domain), cover)
  runtime.cache.set(streamKey(cover), loaded)
  return loaded
}

/** An answer that appends nothing stands only if the command is new and the state was the stream's head. */
const withoutAppend = async ({ runtime, wanted, loaded }: Attempt, outcome: Outcome) => {
  const head = await runtime.ports.events.head(wanted.cover, wanted.commandId)
  if (head.accepted) return firstResult(runtime, wanted.cover, head.accepted)
  return head.nextSequence === loaded.nextSequence ? outcome : undefined
}

const firstResult = async (
  runtime: Runtime,
  cover: Cover,
  first: { firstSequence: number; count: number },
): Promise<Outcome> => {
  const to = first.firstSequence + first.count - 1
  const pages = await runtime.ports.events.read(cover, { from: first.firstSequence, to })
  return { status: 'accepted', pages, nextSequence: to + 1, repeated: true }
}

const appendEvents = async (attempt: Attempt, events: readonly Message[]) => {
  const { runtime, wanted, loaded } = attempt
  if (events.length > mostEvents) throw new CorruptStream(`${wanted.message.type} causes ${events.length} events`)
  const written = await pagesOf(attempt, events)
  // Before anything is stored: an event that its own aggregate cannot take must not become part of the stream.
  const next = advanced(attempt, written)
  const appended = await runtime.ports.events.append(appendOf(wanted, loaded, written))
  if (appended.status === 'excluded') return rejected(excluded, loaded)
  if (appended.status === 'duplicate') return firstResult(runtime, wanted.cover, appended)
  if (appended.status === 'conflict') return lost(runtime, wanted, appended.nextSequence)
  runtime.cache.set(streamKey(wanted.cover), next)
  const pages = written.map(({ page: { sealed: _, ...open } }, index): Page => {
    return { ...open, position: appended.firstPosition + index }
  })
  runtime.published(pages)
  return accepted(pages, next.nextSequence)
}

/** A caller who named a sequence is stale now; one who did not is decided again. */
const lost = (runtime: Runtime, wanted: Write, nextSequence: number): Outcome | undefined => {
  if (wanted.sequence === undefined) return undefined
  runtime.cache.drop(streamKey(wanted.cover))
  const problem = sequenceConflict(wanted.sequence, { nextSequence } as Loaded)
  return { status: 'rejected', problem, nextSequence }
}

const advanced = ({ runtime, wanted, loaded }: Attempt, written: readonly Written[]): Loaded => {
  const pages = written.map(({ page, parts }) => (parts ? { ...page, private: parts } : page))
  return {
    state: fold(runtime.registry.aggregate(wanted.cover.domain), pages, loaded.state),
    nextSequence: loaded.nextSequence + pages.length,
    hash: pages.at(-1)?.hash ?? loaded.hash,
    ext: loaded.nextSequence === 0 ? (pages[0]?.ext ?? null) : loaded.ext,
  }
}

const appendOf = (wanted: Write, loaded: Loaded, written: readonly Written[]): Append => ({
  stream: { domain: wanted.cover.domain, root: wanted.cover.root, edition: wanted.cover.edition },
  expected: loaded.nextSequence,
  base: 0,
  pages: written.map(({ page }) => page),
  command: {
    commandId: wanted.commandId,
    caller: wanted.actor,
    cover: wanted.cover,
    message: wanted.message,
    source: wanted.cause,
  },
  ...(wanted.unless === undefined ? {} : { unless: wanted.unless }),
})

type Written = { readonly page: NewPage; readonly parts: PrivateParts | undefined }

const pagesOf = async (attempt: Attempt, events: readonly Message[]): Promise<readonly Written[]> => {
  const written: Written[] = []
  let hash = attempt.loaded.hash
  for (const [index, event] of events.entries()) {
    const one = await pageOf(attempt, event, { index, hash })
    hash = one.page.hash
    written.push(one)
  }
  return written
}

const pageOf = async (
  { runtime, wanted, loaded }: Attempt,
  event: Message,
  at: { readonly index: number; readonly hash: string },
): Promise<Written> => {
  const { domain, root, edition, correlationId } = wanted.cover
  const { type, private: parts, ...data } = event as Message & { private?: PrivateParts } & Record<string, Json>
  const eventId = runtime.ports.chance.id()
  const sealed = parts ? await runtime.ports.vault.seal(wanted.cover, eventId, parts) : undefined
  const page = {
    domain,
    root,
    edition,
    correlationId,
    ext: wanted.cover.ext ?? loaded.ext,
    eventId,
    sequence: loaded.nextSequence + at.index,
    type,
    schemaVersion: runtime.registry.event(domain, type).version,
    data,
    causationId: wanted.cause ?? wanted.commandId,
    commandId: wanted.commandId,
    actor: wanted.actor,
    recordedAt: runtime.ports.clock.recordedAt(),
    privateHash: sealed ? sha256Hex(sealed.ciphertext) : null,
    externalId: wanted.externalId ?? null,
    isolated: false,
    mergedFrom: null,
  }
  return { page: { ...page, hash: hashOf(at.hash, page), ...(sealed ? { sealed } : {}) }, parts }
}

/** The n-th id of a command: the same whenever it is decided again. */
export const idOf = (commandId: string) => (n: number) => derivedId(commandId, n)
