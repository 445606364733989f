// Streams that wait, for one consumer, behind an event that it cannot handle. They are kept, and tried again at the start.

import type { Consumer } from './consumer.ts'
import { named, Unavailable } from './errors.ts'
import { byAppend } from './grouped.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import { errorChain, openDeadLetter, recordRecovery } from './open-dead-letter.ts'
import type { ProjectionName, StoredRow } from './ports.ts'
import { isTransient, pause } from './retry.ts'
import type { Runtime } from './runtime.ts'

export type Parking = {
  readonly has: (page: Page) => boolean
  /** From this event on the stream waits. */
  readonly park: (page: Page, failure: Failure) => Promise<void>
  /** What waited is handed over in order, without the parked event itself if it is `past`. Throws where it fails again. */
  readonly resume: (stream: StreamName, from: ResumeFrom) => Promise<void>
  /** What other processes ask for; nothing waits where nothing is parked. */
  readonly wishes: () => Promise<readonly (() => Promise<void>)[]>
}
/** Why it could not be handled, and how often it was handed over. */
type Failure = { readonly error: unknown; readonly attempts: number }
export type ResumeFrom = 'parked' | 'past'
/** `wish`: another process asks to go on; `answer`: why the last one that asked could not be served. */
type Parked = StreamName & {
  readonly sequence: number
  readonly wish?: { readonly id: string; readonly from: ResumeFrom }
  readonly answer?: { readonly id: string; readonly error: string }
}

/** Kept as rows, beside the checkpoint that has moved past them. */
const shelfOf = ({ name, version }: ProjectionName): ProjectionName => ({ name: `parked/${name}`, version })

/** Where the consumer stands with all other streams, and under which lease. */
type Standing = { readonly saved: number; readonly fence: number }

export const parking = async (runtime: Runtime, consumer: Consumer, standing: () => Standing): Promise<Parking> => {
  const rows = await runtime.ports.projections.all(shelfOf(consumer))
  const parked = new Map([...rows].map(([key, { row }]) => [key, row as unknown as Parked]))
  const resume = async (stream: StreamName, from: ResumeFrom) => {
    const key = streamKey(stream)
    const place = parked.get(key)
    if (!place) return
    const failed = await handOver(runtime, consumer, { place, from, ...standing() })
    if (failed) return park(failed.page, { error: failed.error, attempts: 1 })
    await shelve(runtime, consumer, { key, stored: undefined })
    parked.delete(key)
  }
  const park = async (page: Page, failure: Failure) => {
    const { domain, root, edition, sequence, position } = page
    await bury(runtime, consumer, { page, ...failure })
    if (consumer.unordered) return
    const row = { domain, root, edition, sequence }
    await shelve(runtime, consumer, { key: streamKey(page), stored: { row, version: 1, position } })
    parked.set(streamKey(page), row)
  }
  // Rows are put right by whoever looks at what failed: trying blindly at every start could not tell.
  if (consumer.kind !== 'projector')
    for (const place of [...parked.values()])
      await tried(runtime, consumer, { place, work: () => resume(place, 'parked') })
  return {
    has: page => parked.has(streamKey(page)),
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

/** What goes well now needs no reviewer any more. */
const tried = async (runtime: Runtime, { name }: Consumer, { place, work }: Trying) => {
  try {
    await work()
    const [page] = await runtime.ports.events.read(place, { from: place.sequence, to: place.sequence })
    if (page)
      await recordRecovery(runtime, { id: letterOf(name, page), consumer: name, cover: page, cause: page.eventId })
  } catch (error) {
    runtime.ports.journal({ event: 'still-parked', consumer: name, error: String(error) })
  }
}

type Waiting = Standing & { readonly place: Parked; readonly from: ResumeFrom }

/**
 * In order, as far as the consumer has come with the others: the rest reaches it by itself. Throws where the parked
 * event fails again; a later one that fails is answered, for the stream waits there from now on.
 */
const handOver = async (
  runtime: Runtime,
  consumer: Consumer,
  { place, from, saved, fence }: Waiting,
): Promise<{ readonly page: Page; readonly error: unknown } | undefined> => {
  const pages = await runtime.ports.events.read(place, { from: place.sequence })
  const missed = byAppend(pages.filter(page => page.position <= saved && consumer.wants(page)))
  for (const own of from === 'past' ? missed.slice(1) : missed) {
    try {
      if (!(await consumer.handle(own, { from: saved, to: saved, fence })))
        throw new Unavailable(`${consumer.name} went on elsewhere`)
    } catch (error) {
      const [page] = own
      if (!page || page.sequence === place.sequence || isTransient(error)) throw error
      return { page, error }
    }
  }
}

type Place = { readonly key: string; readonly stored: StoredRow | undefined }

const shelve = async (runtime: Runtime, consumer: ProjectionName, place: Place): Promise<void> => {
  const { checkpoints, projections } = runtime.ports
  const shelf = shelfOf(consumer)
  const from = await checkpoints.read(shelf)
  if (!(await projections.save(shelf, { from, to: from + 1 }, [place]))) await shelve(runtime, consumer, place)
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
