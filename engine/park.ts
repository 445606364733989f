// Streams that wait, for one consumer, behind an event that it cannot handle. They are kept, and tried again at the start.

import { stateAtHead } from './append.ts'
import type { Consumer } from './consumer.ts'
import type { DeadLetterState } from './dead-letter.ts'
import { named, Unavailable } from './errors.ts'
import { byAppend } from './grouped.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import { deadLetterRoot, errorChain, openDeadLetter, recordRecovery } from './open-dead-letter.ts'
import type { ProjectionName, StoredRow } from './ports.ts'
import { isTransient, pause } from './retry.ts'
import type { Runtime } from './runtime.ts'

export type Parking = {
  readonly has: (stream: StreamName) => boolean
  /** From this event on the stream waits. */
  readonly park: (page: Page, failure: Failure) => Promise<void>
  /** What waited is handed over in order, without the parked event itself if it is to be passed. Throws where it fails again. */
  readonly resume: (stream: StreamName, from: ResumeFrom) => Promise<void>
  /** What other processes ask for; nothing waits where nothing is parked. */
  readonly wishes: () => Promise<readonly (() => Promise<void>)[]>
}
/** Why it could not be handled, and how often it was handed over. */
type Failure = { readonly error: unknown; readonly attempts: number }
/** From the event that it waits behind, or past the one of a sequence, if it waits behind that one. */
export type ResumeFrom = 'parked' | { readonly past: number }
/** `wish`: another process asks to go on; `answer`: why the last one that asked could not be served. */
type Parked = StreamName & {
  readonly sequence: number
  readonly wish?: { readonly id: string; readonly from: ResumeFrom }
  readonly answer?: { readonly id: string; readonly error: string }
}

/** Kept as rows, beside the checkpoint that has moved past them. */
export const shelfOf = ({ name, version }: ProjectionName): ProjectionName => ({ name: `parked/${name}`, version })

/** Where the consumer stands with all other streams, and under which lease. */
type Standing = { readonly saved: number; readonly fence?: number }

export const parking = async (runtime: Runtime, consumer: Consumer, standing: () => Standing): Promise<Parking> => {
  const rows = await runtime.ports.projections.all(shelfOf(consumer))
  const parked = new Map([...rows].map(([key, { row }]) => [key, row as unknown as Parked]))
  const resume = async (stream: StreamName, from: ResumeFrom) => {
    const key = streamKey(stream)
    // As it is kept: the answer of an attempt before may have been lost.
    const place = (await runtime.ports.projections.rows(shelfOf(consumer), [key])).get(key)?.row as Parked | undefined
    if (!place) return void parked.delete(key)
    if (from !== 'parked' && from.past !== place.sequence) return
    const moved = (next: Parked | undefined) => (next ? parked.set(key, next) : parked.delete(key))
    const failed = await handOver(runtime, consumer, { place, from, moved, ...standing() })
    if (failed) return park(failed.page, { error: failed.error, attempts: 1 })
    if (!parked.has(key)) return
    await shelve(runtime, consumer, { key, stored: undefined })
    parked.delete(key)
  }
  const park = async (page: Page, failure: Failure) => {
    const { domain, root, edition, sequence, position } = page
    await bury(runtime, consumer, { page, ...failure })
    if (consumer.unordered || (await isPassedOver(runtime, consumer, page))) return
    const row = { domain, root, edition, sequence }
    await shelve(runtime, consumer, { key: streamKey(page), stored: shelved(row, position) })
    parked.set(streamKey(page), row)
  }
  // Rows are put right by whoever looks at what failed: trying blindly at every start could not tell.
  if (consumer.kind !== 'projector')
    for (const place of [...parked.values()])
      await tried(runtime, consumer, { place, work: () => resume(place, 'parked') })
  return {
    has: stream => parked.has(streamKey(stream)),
    park,
    resume,
    wishes: async () => {
      const asked =
        parked.size > 0 ? await runtime.ports.projections.all(shelfOf(consumer)) : new Map<string, StoredRow>()
      return [...asked.values()].flatMap(stored => {
        const place = stored.row as unknown as Parked
        return place.wish ? [() => grant(runtime, consumer, { stored, resume })] : []
      })
    },
  }
}

type Granting = { readonly stored: StoredRow; readonly resume: Parking['resume'] }

const grant = async (runtime: Runtime, consumer: Consumer, { stored, resume }: Granting): Promise<void> => {
  const { wish, ...place } = stored.row as unknown as Parked
  if (!wish) return
  try {
    await resume(place, wish.from)
  } catch (error) {
    const row = { ...place, answer: { id: wish.id, error: String(error) } } as never
    await shelve(runtime, consumer, { key: streamKey(place), stored: { ...stored, row } })
  }
}

const longest = 10_000
const between = 100

/** Where another process holds the consumer: it is asked through the shelf, and leaves its answer there. */
export const askToResume = async (
  runtime: Runtime,
  consumer: ProjectionName,
  { stream, from }: { readonly stream: StreamName; readonly from: ResumeFrom },
): Promise<void> => {
  const { projections, clock, chance } = runtime.ports
  const key = streamKey(stream)
  const read = async () => (await projections.rows(shelfOf(consumer), [key])).get(key)
  const stored = await read()
  if (!stored) return
  const { answer: _, ...place } = stored.row as unknown as Parked
  const wish = { id: chance.id(), from }
  await shelve(runtime, consumer, { key, stored: { ...stored, row: { ...place, wish } as never } })
  for (const end = clock.now() + longest; clock.now() < end; ) {
    const now = (await read())?.row as unknown as Parked | undefined
    if (!now || now.sequence !== place.sequence) return
    if (now.answer?.id === wish.id) throw new Error(now.answer.error)
    await pause(runtime.ports, between)
  }
  throw new Unavailable(`${consumer.name} runs in another process, which does not answer`)
}

type Trying = { readonly place: Parked; readonly work: () => Promise<void> }

/** Streams that wait for a consumer, and from which event on. */
export const parkedStreams = async (
  runtime: Runtime,
  consumer: ProjectionName,
): Promise<readonly (StreamName & { readonly sequence: number })[]> => {
  const rows = await runtime.ports.projections.all(shelfOf(consumer))
  return [...rows.values()].map(({ row }) => row as unknown as Parked)
}

/** With the event that they wait behind, and the dead letter that decides about it; neither where it is gone. */
export type ParkedStream = StreamName & {
  readonly sequence: number
  readonly event: { readonly type: string; readonly position: number; readonly letter: string } | null
}

export const parkedWithLetters = async (
  runtime: Runtime,
  consumer: ProjectionName,
): Promise<readonly ParkedStream[]> => {
  const waiting = await parkedStreams(runtime, consumer)
  const pages = waiting.length > 0 ? await runtime.ports.events.readReferences(waiting) : []
  const byStream = new Map(pages.map(page => [streamKey(page), page]))
  return waiting.map(({ domain, root, edition, sequence }) => {
    const page = byStream.get(streamKey({ domain, root, edition }))
    const event = page && {
      type: page.type,
      position: page.position,
      letter: deadLetterRoot(letterOf(consumer.name, page)),
    }
    return { domain, root, edition, sequence, event: event ?? null }
  })
}

/** What failed was handled after all: its entry needs no reviewer any more. */
export const recovered = async (
  runtime: Runtime,
  { name }: Pick<ProjectionName, 'name'>,
  place: StreamName & { readonly sequence: number },
): Promise<void> => {
  const [page] = await runtime.ports.events.read(place, { from: place.sequence, to: place.sequence })
  if (page)
    await recordRecovery(runtime, { id: letterOf(name, page), consumer: name, cover: page, cause: page.eventId })
}

/** What goes well now needs no reviewer any more. */
const tried = async (runtime: Runtime, { name }: Consumer, { place, work }: Trying) => {
  try {
    await work()
    await recovered(runtime, { name }, place)
  } catch (error) {
    runtime.ports.journal({ event: 'still-parked', consumer: name, error: String(error) })
  }
}

type Waiting = Standing & {
  readonly place: Parked
  readonly from: ResumeFrom
  readonly moved: (next: Parked | undefined) => void
}

/**
 * In order, as far as the consumer has come with the others: the rest reaches it by itself. Throws where the parked
 * event fails again; a later one that fails is answered, for the stream waits there from now on. A projector must fold no
 * event twice: where its stream waits is saved with its rows.
 */
const handOver = async (
  runtime: Runtime,
  consumer: Consumer,
  { place, from, moved, saved, ...lease }: Waiting,
): Promise<{ readonly page: Page; readonly error: unknown } | undefined> => {
  const pages = await runtime.ports.events.read(place, { from: place.sequence })
  const missed = byAppend(pages.filter(page => page.position <= saved && consumer.wants(page)))
  const move = { from: saved, to: saved, ...lease }
  const owed = from === 'parked' ? missed : missed.slice(1)
  for (const [index, own] of owed.entries()) {
    const [next] = owed[index + 1] ?? []
    const waiting = next && { ...place, sequence: next.sequence }
    const change = { key: streamKey(place), stored: waiting && shelved(waiting, next.position), of: shelfOf(consumer) }
    try {
      if (!(await consumer.handle(own, move, [change]))) throw new Unavailable(`${consumer.name} went on elsewhere`)
      if (consumer.kind === 'projector') moved(waiting)
    } catch (error) {
      const [page] = own
      if (!page || page.sequence === place.sequence || isTransient(error)) throw error
      return { page, error }
    }
  }
}

const shelved = ({ wish: _, answer: __, ...place }: Parked, position: number): StoredRow => ({
  row: place as never,
  version: 1,
  position,
})

type Place = { readonly key: string; readonly stored: StoredRow | undefined }

const shelve = async (runtime: Runtime, consumer: ProjectionName, place: Place): Promise<void> => {
  const { checkpoints, projections } = runtime.ports
  const shelf = shelfOf(consumer)
  const from = await checkpoints.read(shelf)
  if (!(await projections.save(shelf, { from, to: from + 1 }, [place]))) await shelve(runtime, consumer, place)
}

/** Streams that wait for nothing any more, where their event was decided about meanwhile, go on behind it. */
export const resumeDecided = async (runtime: Runtime, consumer: Consumer, parked: Parking): Promise<void> => {
  for (const place of await parkedStreams(runtime, consumer)) {
    const [page] = await runtime.ports.events.read(place, { from: place.sequence, to: place.sequence })
    if (page && (await isPassedOver(runtime, consumer, page))) await parked.resume(place, { past: place.sequence })
  }
}

/** Somebody decided that it need not be handled. */
const isPassedOver = async (runtime: Runtime, { name }: Consumer, page: Page): Promise<boolean> => {
  const stream = { domain: 'dead-letter', root: deadLetterRoot(letterOf(name, page)), edition: page.edition }
  const { status } = (await stateAtHead(runtime, stream)).state as DeadLetterState
  return status === 'discarded' || status === 'accepted'
}

const letterOf = (consumer: string, { eventId }: Page) => `${consumer}/${eventId}`

const bury = (runtime: Runtime, { name }: Consumer, { page, error, attempts }: Failure & { readonly page: Page }) =>
  openDeadLetter(runtime, {
    id: letterOf(name, page),
    reason: named(error, 'PayloadRefused') ? 'PAYLOAD_REFUSED' : 'PROCESSING_FAILED',
    consumer: name,
    subject: `${page.domain}/${page.type}`,
    detail: errorChain(error),
    attempts,
    payload: { eventId: page.eventId, position: page.position },
    cover: page,
    cause: page.eventId,
  })
