// One dead letter as a reviewer reads it: what was kept, what it concerns, the event anew, and both states.
import { z } from 'zod'
import { stateAtHead } from './append.ts'
import type { Reply } from './command.ts'
import {
  DeadLetter,
  type DeadLetterEvent,
  type DeadLetterOpening,
  type DeadLetterState,
  EventNamed,
  isOfEvent,
} from './dead-letter.ts'
import { named } from './errors.ts'
import { cutOf, type Loading } from './load.ts'
import { eventOf, type Message, type Of, type Page, type StreamName } from './message.ts'
import { openPersonal } from './personal.ts'
import { present, type Viewer } from './present.ts'
import type { Runtime } from './runtime.ts'
import { bookOf, presentedState } from './streams.ts'
import { upcast } from './upcast.ts'

/**
 * What is kept of a failure. Of a command all of it, personal fields as ciphers; of an event only where it stands: it is
 * read again where it is needed, through the one door that hides what a reader may not see.
 */
const Payload = z.looseObject({
  command: z.looseObject({ type: z.string() }).optional(),
  commandId: z.string().optional(),
  sender: z.string().optional(),
  /** The nextSequence that the sender had seen, and the one that there was. */
  sequence: z.int().nullable().default(null),
  nextSequence: z.int().nullable().default(null),
  problem: z.looseObject({ reason: z.string(), message: z.string() }).nullable().default(null),
  reply: z
    .object({
      issuer: z.string(),
      trigger: EventNamed,
      key: z.string().optional(),
      label: z.string().optional(),
      decision: z.literal(true).optional(),
    })
    .optional(),
  eventId: z.uuid().optional(),
  /** Why something of it could not be kept. */
  leftOut: z.string().optional(),
})
export type Payload = z.infer<typeof Payload>

export type Letter = {
  readonly id: string
  readonly stream: StreamName
  readonly opened: Omit<DeadLetterOpening, 'payload'>
  readonly payload: Payload
  /** The command's target, or the stream that the event lies in. */
  readonly target: StreamName
  readonly correlationId: string
  readonly openedPosition: number
  readonly openedAt: string
  /** Of the event that opened it. */
  readonly eventId: string
}
export type Entry = DeadLetterOpening & {
  readonly id: string
  readonly target: StreamName
  readonly correlationId: string
  readonly openedAt: string
  readonly state: DeadLetterState
  /** What the sender had seen, and what there was, as this viewer may see it; null where there is no such thing. */
  readonly states: { readonly expected: unknown; readonly actual: unknown }
  /** What its stream went through after that, and where it stands now; null where it cannot be read today. */
  readonly since: { readonly pages: readonly Page[]; readonly state: unknown; readonly nextSequence: number } | null
  /** The event that could not be handled. */
  readonly event: Page | null
  /** Its own events: who did what, when and why. */
  readonly history: readonly Page[]
}

/** In whichever edition it lies. */
export const placeOf = async ({ ports }: Loading, id: string): Promise<StreamName | undefined> => {
  if (!z.uuid().safeParse(id).success) return undefined
  const root = id.toLowerCase()
  const [page] = await ports.events.search({ domain: DeadLetter.domain, root, limit: 1 })
  return page && { domain: DeadLetter.domain, root, edition: page.edition }
}

export const readLetter = async (loading: Loading, stream: StreamName): Promise<Letter | undefined> => {
  const [page] = await loading.ports.events.read(stream, { from: 0, to: 0, main: await cutOf(loading, stream) })
  if (page?.type !== 'DeadLetterOpened') return undefined
  const { payload, ...opened } = openedOf(upcast(loading.registry, page))
  return {
    id: stream.root,
    stream,
    opened,
    payload: Payload.catch({ sequence: null, nextSequence: null, problem: null }).parse(payload),
    target: targetOf(opened.stream),
    correlationId: page.correlationId,
    openedPosition: page.position,
    openedAt: page.recordedAt,
    eventId: page.eventId,
  }
}

const openedOf = (page: Page) => {
  const { type: _, ...opened } = eventOf(page) as unknown as Of<DeadLetterEvent, 'DeadLetterOpened'>
  return opened
}

export const targetOf = (key: string): StreamName => {
  const [domain = '', root = '', edition = ''] = key.split('/')
  return { domain, root, edition }
}

export const stateOf = async (runtime: Runtime, stream: StreamName): Promise<DeadLetterState> =>
  (await stateAtHead(runtime, stream)).state as DeadLetterState

/**
 * Both states are folded now, from what the viewer may see of the events up to either sequence. None is stored with the
 * entry: what is not stored cannot leak, and cannot outlive the key of whoever wants to be forgotten.
 */
export const readEntry = async (runtime: Runtime, letter: Letter, viewer: Viewer): Promise<Entry> => {
  const { ports } = runtime
  const { id, target, correlationId, openedAt, opened, payload, stream } = letter
  const before = async (sequence: number | null) =>
    sequence === null || payload.command === undefined
      ? null
      : (await presentedState(runtime, target, { upTo: sequence, viewer })).state
  const isPast = payload.sequence !== null && payload.sequence <= (payload.nextSequence ?? payload.sequence)
  const event = await eventBehind(runtime, letter)
  const history = await ports.events.read(stream, { main: await cutOf(runtime, stream) })
  return {
    ...opened,
    payload: (await openPersonal(ports.vault, payload)) as never,
    id,
    target,
    correlationId,
    openedAt,
    state: await stateOf(runtime, stream),
    states: {
      expected: isPast ? await before(payload.sequence) : null,
      actual: await before(payload.nextSequence),
    },
    since: await sinceThen(runtime, letter, { after: event ? event.sequence + 1 : 0, viewer }),
    event: event ? ((await readably(runtime, event, viewer)) ?? null) : null,
    history: await present(runtime, history, viewer),
  }
}

/** The newest of what happened in between: more than that nobody reads. */
const mostBetween = 200

const sinceThen = async (
  runtime: Runtime,
  { target, payload }: Letter,
  { after, viewer }: { readonly after: number; readonly viewer: Viewer },
): Promise<Entry['since']> => {
  try {
    const { state, nextSequence } = await presentedState(runtime, target, { upTo: Number.MAX_SAFE_INTEGER, viewer })
    const seen = payload.sequence ?? payload.nextSequence ?? after
    const from = Math.max(seen, nextSequence - mostBetween)
    return { ...(await bookOf(runtime, target, { from, viewer })), state, nextSequence }
  } catch (error) {
    if (named(error, 'PayloadRefused') || named(error, 'UnknownMessage')) return null
    throw error
  }
}

/** An event that cannot be read today is what some dead letters are about. */
const readably = async (loading: Loading, page: Page, viewer: Viewer): Promise<Page | undefined> => {
  try {
    return (await present(loading, [page], viewer))[0]
  } catch {
    return undefined
  }
}

/** The event that a consumer could not handle, as it is stored. */
export const eventBehind = async (loading: Loading, { payload, target }: Letter): Promise<Page | undefined> => {
  const { eventId } = payload
  if (eventId === undefined) return undefined
  const pages = await loading.ports.events.read(target, { main: await cutOf(loading, target) })
  return pages.find(page => page.eventId === eventId)
}

/** The event that a saga or a process manager answered, in the edition in which it did. */
export const triggerOf = async (loading: Loading, { trigger }: Pick<Reply, 'trigger'>): Promise<Page | undefined> => {
  const { sequence, eventId, edition } = trigger
  const main = await cutOf(loading, trigger)
  const found = await loading.ports.events.read(trigger, { from: sequence, to: sequence, main })
  const page = found.find(one => one.eventId === eventId)
  return page && { ...upcast(loading.registry, page), edition }
}

/** The message that was sent, readable; `data` are the fields that are sent instead. */
export const messageOf = async (
  { ports }: Loading,
  { payload, opened }: Letter,
  data?: { readonly [field: string]: unknown },
): Promise<Message | undefined> => {
  const type = payload.command?.type ?? opened.subject.split('/')[1]
  if (type === undefined || (!data && !payload.command)) return undefined
  return openPersonal(ports.vault, { ...(data ?? payload.command), type }) as Promise<Message>
}

export const isParked = ({ opened }: Letter): boolean => isOfEvent(opened)
