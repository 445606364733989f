// What reviewers do with dead letters: list, look, claim, try, resubmit, accept, discard, one by one or many at once.
import type { Outcome } from './command.ts'
import { type DeadLetterCommand, EventNamed, isUnsettled } from './dead-letter.ts'
import { namesOf, nothingKept, type Result } from './dead-letter-attempt.ts'
import { editedOf } from './dead-letter-edit.ts'
import { type Entry, isParked, type Letter, placeOf, readEntry, readLetter, stateOf } from './dead-letter-entry.ts'
import { blocked, olderOf, until } from './dead-letter-line.ts'
import {
  type DeadLetterFilter,
  type DeadLetterGroup,
  type DeadLetterListed,
  groupsOf,
  listed,
  type PageRows,
} from './dead-letter-rows.ts'
import { type Trial, tryLetter } from './dead-letter-try.ts'
import { named } from './errors.ts'
import { execute } from './execute.ts'
import { cutOf } from './load.ts'
import type { Json, Page, Problem, StreamName } from './message.ts'
import type { EventReference } from './ports.ts'
import type { Viewer } from './present.ts'
import type { Runtime } from './runtime.ts'

export type Reviewing = {
  readonly actor: string
  /** The same decision again finds its first result. */
  readonly commandId?: string | undefined
}
export type Resubmitting = Reviewing & {
  readonly reason: string
  /** All the fields of the command, in place of those that were sent. */
  readonly data?: { readonly [field: string]: Json } | undefined
}
export type Accepting = Reviewing & {
  readonly reason: string
  /** The event that had done it already: its id, or where it stands. */
  readonly event: string | (Pick<EventReference, 'domain' | 'root' | 'sequence'> & { readonly edition?: string })
}
/** `events`: what a resubmission led to. `pending`: it is decided, and still on its way. */
export type Reviewed = Outcome & {
  readonly events?: Extract<Result, { events: unknown }>['events']
  readonly pending?: true
}
/** `blockedBy`: the older one of its line that is decided first. */
type Line = { readonly blocked: boolean; readonly blockedBy: string | null }
export type DeadLetters = {
  /** Newest first; `before` is the `openedPosition` that the page before ended with. */
  readonly list: (
    filter: DeadLetterFilter,
    page: { readonly before?: number | undefined; readonly limit: number },
  ) => Promise<{ readonly rows: readonly DeadLetterListed[]; readonly next: number | null }>
  readonly groups: (filter: DeadLetterFilter) => Promise<readonly DeadLetterGroup[]>
  /** Undefined where there is none. */
  readonly find: (id: string, viewer: Viewer) => Promise<(Entry & Line) | undefined>
  readonly claim: (id: string, by: Reviewing) => Promise<Outcome>
  readonly release: (id: string, by: Reviewing) => Promise<Outcome>
  readonly tryOut: (
    id: string,
    by: Pick<Resubmitting, 'actor' | 'data'> & { readonly viewer: Viewer },
  ) => Promise<Trial | Extract<Outcome, { status: 'rejected' }>>
  readonly resubmit: (id: string, by: Resubmitting) => Promise<Reviewed>
  readonly accept: (id: string, by: Accepting) => Promise<Outcome>
  readonly discard: (id: string, by: Reviewing & { readonly reason: string }) => Promise<Outcome>
}
export type DeadLetterNeeds = { readonly page: PageRows }

export const deadLetters = (runtime: Runtime, needs: DeadLetterNeeds): DeadLetters => ({
  ...finding(runtime, needs),
  ...deciding(runtime, needs),
})

const finding = (runtime: Runtime, { page }: DeadLetterNeeds): Pick<DeadLetters, 'list' | 'groups' | 'find'> => {
  const now = () => runtime.ports.clock.now()
  return {
    list: async (filter, { before = Number.POSITIVE_INFINITY, limit }) => {
      const rows = (await listed(page, filter, now())).filter(({ openedPosition }) => openedPosition < before)
      const shown = rows.slice(0, limit)
      return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.openedPosition ?? null) : null }
    },
    groups: async filter => groupsOf(await listed(page, filter, now())),
    find: async (id, viewer) => {
      const letter = await letterOf(runtime, id)
      if (!letter) return undefined
      const entry = await readEntry(runtime, letter, viewer)
      const older = isUnsettled(entry.state) ? await olderOf(runtime, page, letter) : undefined
      return { ...entry, blocked: older !== undefined, blockedBy: older ?? null }
    },
  }
}

const deciding = (runtime: Runtime, { page }: DeadLetterNeeds): Omit<DeadLetters, keyof ReturnType<typeof finding>> => {
  const decide = (letter: Letter, by: Reviewing, message: DeadLetterCommand) =>
    execute(runtime, {
      cover: { ...letter.stream, correlationId: letter.correlationId, ext: null },
      message,
      commandId: by.commandId ?? runtime.ports.chance.id(),
      actor: by.actor,
    })
  const withLetter = async <T>(id: string, work: (letter: Letter) => Promise<T>): Promise<T | Refused> => {
    const letter = await letterOf(runtime, id)
    return letter ? work(letter) : refused(unknown)
  }
  /** A decision that was made before is answered as it was, whatever else waits by now. */
  const inTurn = async <T>(letter: Letter, by: Reviewing, work: () => Promise<T>): Promise<T | Refused> => {
    const older = (await isRepeated(runtime, letter, by)) ? undefined : await olderOf(runtime, page, letter)
    return older === undefined ? work() : refused(blocked(older))
  }
  return {
    claim: (id, by) => withLetter(id, letter => decide(letter, by, { type: 'ClaimDeadLetter' })),
    release: (id, by) => withLetter(id, letter => decide(letter, by, { type: 'ReleaseDeadLetter' })),
    tryOut: (id, { actor: reviewer, data, viewer }) =>
      withLetter(id, async letter => {
        const edited = await editing(runtime, letter, data)
        if (edited && 'problem' in edited) return refused(edited.problem)
        return tryLetter(runtime, letter, { reviewer, viewer, data: edited?.message })
      }),
    resubmit: (id, by) =>
      withLetter(id, letter =>
        inTurn(letter, by, async () => {
          const edited = await editing(runtime, letter, by.data)
          if (edited && 'problem' in edited) return refused(edited.problem)
          if (!edited && !isParked(letter) && !letter.payload.command) return refused(nothingKept(letter))
          const change = edited ? { data: edited.data, diff: edited.diff } : {}
          const message = { type: 'ResubmitDeadLetter', reason: by.reason, ...change } as DeadLetterCommand
          return resultOf(runtime, letter, await decide(letter, by, message))
        }),
      ),
    accept: (id, by) =>
      withLetter(id, letter =>
        inTurn(letter, by, async () => {
          const event = await eventNamed(runtime, letter, by.event)
          if (!event) return refused(noSuchEvent)
          return decide(letter, by, { type: 'AcceptDeadLetter', reason: by.reason, event })
        }),
      ),
    discard: (id, by) =>
      withLetter(id, letter =>
        inTurn(letter, by, () => decide(letter, by, { type: 'DiscardDeadLetter', reason: by.reason })),
      ),
  }
}

type Refused = Extract<Outcome, { status: 'rejected' }>
const refused = (problem: Problem): Refused => ({ status: 'rejected', problem, nextSequence: 0 })
const unknown: Problem = {
  code: 'NOT_FOUND',
  reason: 'dead-letter-unknown',
  params: {},
  message: 'There is no such dead letter.',
}
const noSuchEvent: Problem = {
  code: 'FAILED_PRECONDITION',
  reason: 'event-unknown',
  params: {},
  message: 'There is no such event.',
}
const notEditable: Problem = {
  code: 'INVALID_ARGUMENT',
  reason: 'invalid-data',
  params: {},
  message: 'What happened cannot be edited: an event is handed over as it is.',
}

const letterOf = async (runtime: Runtime, id: string): Promise<Letter | undefined> => {
  const place = await placeOf(runtime, id)
  try {
    return place && (await readLetter(runtime, place))
  } catch (error) {
    // With its edition it was discarded too.
    if (named(error, 'UnknownMessage')) return undefined
    throw error
  }
}

const editing = async (runtime: Runtime, letter: Letter, data: Resubmitting['data']) => {
  if (!data) return undefined
  return isParked(letter) ? { problem: notEditable } : editedOf(runtime, letter, data)
}

const isRepeated = async ({ ports }: Runtime, { stream }: Letter, { commandId }: Reviewing): Promise<boolean> =>
  commandId !== undefined && (await ports.events.commandEntry(stream.edition, commandId))?.outcome === 'accepted'

/** No success is told before the resulting events are there; what takes longer is told to be under way. */
const resultOf = async (runtime: Runtime, letter: Letter, decided: Outcome): Promise<Reviewed> => {
  if (decided.status === 'rejected') return decided
  const attempt = Number(decided.pages[0]?.data.attempt)
  let result: Page | undefined
  await until(runtime, async () => {
    result = await recordedOf(runtime, letter.stream, attempt)
    return result !== undefined
  })
  if (!result) return { ...decided, pending: true }
  const { events, problem } = result.data as unknown as { events?: Reviewed['events']; problem?: Problem }
  if (problem) return { status: 'rejected', problem, nextSequence: result.sequence + 1, deadLetterId: letter.id }
  return { ...decided, nextSequence: result.sequence + 1, events: events ?? [] }
}

const recordedOf = async (runtime: Runtime, stream: StreamName, attempt: number): Promise<Page | undefined> => {
  const state = await stateOf(runtime, stream)
  if (state.pending && state.attempt === attempt) return undefined
  const pages = await runtime.ports.events.read(stream, { main: await cutOf(runtime, stream) })
  return pages.find(({ type, data }) => data.attempt === attempt && type !== 'DeadLetterResubmitted')
}

const eventNamed = async (runtime: Runtime, { target }: Letter, named: Accepting['event']) => {
  const { ports } = runtime
  const page = typeof named === 'string' ? await byId(runtime, target, named) : undefined
  if (typeof named === 'string') return page && namesOf([page])[0]
  const { domain, root, sequence, edition = target.edition } = named
  if (!EventNamed.shape.root.safeParse(root).success) return undefined
  const stream = { domain, root, edition }
  const main = await cutOf(runtime, stream)
  const [found] = await ports.events.read(stream, { from: sequence, to: sequence, main })
  return found && namesOf([found])[0]
}

/** Where it is looked for first it usually is. */
const byId = async (runtime: Runtime, target: StreamName, eventId: string): Promise<Page | undefined> => {
  const { events } = runtime.ports
  if (!EventNamed.shape.eventId.safeParse(eventId).success) return undefined
  const own = await events.read(target, { main: await cutOf(runtime, target) })
  return own.find(page => page.eventId === eventId) ?? (await events.search({ eventId, limit: 1 }))[0]
}
