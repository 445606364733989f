// The spine of every write: state, decision, append at the expected sequence, and again where a race was lost.
import { mostEvents } from './admissible.ts'
import type { Accepted, Outcome } from './command.ts'
import { type Decision, isRejection } from './decision.ts'
import { closingId } from './edition.ts'
import { CorruptStream, Unavailable } from './errors.ts'
import { advance, cutOf, type Loaded, loadEdition, loadStream } from './load.ts'
import type { Merged, Verdict } from './merge.ts'
import type { Cover, Message, Page, Problem, StreamName } from './message.ts'
import { streamKey } from './message.ts'
import { pagesOf, type Written } from './pages.ts'
import { sealPersonal } from './personal.ts'
import type { Append, CascadeErrorMode } from './ports.ts'
import { inlineRows } from './project.ts'
import { derivedId } from './registry.ts'
import { backoff, pause } from './retry.ts'
import type { Runtime } from './runtime.ts'
import { snapshotAfter } from './snapshot-policy.ts'

/** One write to one stream. `cause` is the event that led here, null for a command from outside. */
export type Write = {
  readonly cover: Cover
  readonly message: Message
  readonly commandId: string
  readonly actor: string
  readonly cause: string | null
  readonly origin?: string
  readonly errorMode?: CascadeErrorMode
  readonly sequence?: number
  readonly externalId?: string
  readonly isolated?: true
  /** Another command's id: stored before, it excludes this one. */
  readonly unless?: string
  readonly decide: (loaded: Loaded) => Decision<Message> | Promise<Decision<Message>>
  /** Where the stream does not go on at `sequence`. */
  readonly merge: (loaded: Loaded) => Promise<Verdict>
  /** What somebody has to look at is put before them. */
  readonly review?: (loaded: Loaded, problem: Problem) => Promise<Outcome>
}
const tries = 5

export const write = (runtime: Runtime, wanted: Write): Promise<Outcome> =>
  runtime.queue(streamKey(wanted.cover), async () => {
    if (await isMerged(runtime, wanted.cover)) return { status: 'rejected', problem: closed, nextSequence: 0 }
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
  const isStale = wanted.sequence !== undefined && wanted.sequence !== loaded.nextSequence
  const verdict: Verdict = isStale ? await wanted.merge(loaded) : { decision: await wanted.decide(loaded) }
  if ('review' in verdict) return reviewed(attempt, verdict.review)
  if ('refused' in verdict) {
    const { refused: problem, retryable } = verdict
    return withoutAppend(attempt, { status: 'rejected', problem, nextSequence: loaded.nextSequence, retryable })
  }
  const { decision, merged } = verdict
  if (isRejection(decision)) return withoutAppend(attempt, rejected(decision.rejected, loaded))
  if (decision.length === 0) return withoutAppend(attempt, accepted([], loaded.nextSequence, merged))
  return appendEvents(attempt, decision, merged)
}

const rejected = (problem: Problem, { nextSequence }: Loaded): Outcome => ({
  status: 'rejected',
  problem,
  nextSequence,
})

const accepted = (pages: readonly Page[], nextSequence: number, merged: Merged | undefined): Accepted => ({
  status: 'accepted',
  pages,
  nextSequence,
  repeated: false,
  ...(merged ? { merged } : {}),
})

/** For streams that only the engine writes: whoever knows another sequence is loaded anew. */
export const strictly = async ({ nextSequence }: Loaded): Promise<Verdict> => ({
  refused: {
    code: 'ABORTED',
    reason: 'sequence-conflict',
    params: { nextSequence },
    message: `The stream goes on at ${nextSequence}.`,
  },
  retryable: false,
})

/** What was merged is main's by now: there it goes on. */
const isMerged = async (runtime: Runtime, { edition }: StreamName) =>
  edition !== '' && (await loadEdition(runtime, edition)).status === 'merged'

const closed: Problem = {
  code: 'FAILED_PRECONDITION',
  reason: 'edition-merged',
  params: {},
  message: 'This edition was merged: go on with main.',
}

const excluded: Problem = {
  code: 'ABORTED',
  reason: 'already-decided',
  params: {},
  message: 'The opposite was recorded before.',
}

/** A stream's state, proved fresh by reading its head. */
export const stateAtHead = async (runtime: Runtime, stream: StreamName): Promise<Loaded> => {
  const cached = runtime.cache.get(streamKey(stream))
  if (cached && (await isHead(runtime, stream, cached))) return cached
  runtime.cache.drop(streamKey(stream))
  return current(runtime, stream)
}

const isHead = async (runtime: Runtime, stream: StreamName, { nextSequence }: Loaded): Promise<boolean> => {
  const main = await cutOf(runtime, stream)
  return (await runtime.ports.events.head(stream, { main })).nextSequence === nextSequence
}

const current = async (runtime: Runtime, cover: StreamName): Promise<Loaded> => {
  // An edition may have been discarded since.
  await cutOf(runtime, cover)
  const cached = runtime.cache.get(streamKey(cover))
  if (cached) return cached
  const loaded = await loadStream(runtime, cover)
  runtime.cache.set(streamKey(cover), loaded)
  return loaded
}

/** An answer that appends nothing stands only if the command is new and the state was the stream's head. */
const withoutAppend = async ({ runtime, wanted, loaded }: Attempt, outcome: Outcome) => {
  const { cover, commandId } = wanted
  const head = await runtime.ports.events.head(cover, { commandId, main: await cutOf(runtime, cover) })
  if (head.accepted) return firstResult(runtime, cover, head.accepted)
  return head.nextSequence === loaded.nextSequence ? outcome : undefined
}

/** As any other answer that appends nothing: a repeated command finds its first result before anybody is asked. */
const reviewed = async (attempt: Attempt, problem: Problem) => {
  const { wanted, loaded } = attempt
  const known = await withoutAppend(attempt, rejected(problem, loaded))
  if (!known || known.status === 'accepted' || !wanted.review) return known
  return wanted.review(loaded, problem)
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

const appendEvents = async (attempt: Attempt, events: readonly Message[], merged: Merged | undefined) => {
  const { runtime, wanted, loaded } = attempt
  if (events.length > mostEvents) throw new CorruptStream(`${wanted.message.type} causes ${events.length} events`)
  const aggregate = runtime.registry.aggregate(wanted.cover.domain)
  const written = await pagesOf(runtime, { wanted, loaded }, events)
  // Before anything is stored: an event that its own aggregate cannot take must not become part of the stream.
  const next = advance(
    aggregate,
    loaded,
    written.map(({ plain }) => plain),
  )
  const appended = await runtime.ports.events.append(await appendOf(attempt, written))
  if (appended.status === 'excluded') return rejected(wanted.unless === undefined ? closed : excluded, loaded)
  if (appended.status === 'duplicate') return firstResult(runtime, wanted.cover, appended)
  if (appended.status === 'conflict') return undefined
  const pages = written.map(({ page: { sealed: _, ...open } }, index): Page => {
    return { ...open, position: appended.firstPosition + index }
  })
  const known = { ...next, position: appended.firstPosition + pages.length - 1 }
  runtime.cache.set(streamKey(wanted.cover), known)
  snapshotAfter(runtime, wanted.cover, { before: loaded, after: known, events })
  runtime.published(pages)
  return accepted(pages, next.nextSequence, merged)
}

const appendOf = async ({ runtime, wanted, loaded }: Attempt, written: readonly Written[]): Promise<Append> => {
  const { cover, message, commandId, actor, cause } = wanted
  const stream = { domain: cover.domain, root: cover.root, edition: cover.edition }
  const commands = runtime.registry.aggregate(cover.domain).commands
  const personal = Object.hasOwn(commands, message.type) ? commands[message.type]?.personal : undefined
  const pages = written.map(({ page }) => page)
  const rows = await inlineRows(runtime, stream, pages)
  const unless = wanted.unless ?? (cover.edition === '' ? undefined : closingId(cover.edition))
  return {
    stream,
    expected: loaded.nextSequence,
    base: cover.edition === '' ? 0 : loaded.nextSequence,
    pages,
    command: {
      commandId,
      caller: actor,
      cover,
      message: await sealPersonal(runtime.ports.vault, personal, { message, root: cover.root }),
      source: cause,
      origin: wanted.origin ?? null,
      errorMode: wanted.errorMode ?? null,
    },
    ...(unless === undefined ? {} : { unless }),
    ...(rows.length > 0 ? { rows } : {}),
  }
}

/** The n-th id of a command: the same whenever it is decided again. */
export const idOf = (commandId: string) => (n: number) => derivedId(commandId, n)
