// Streams that wait, for one consumer, behind an event that it cannot handle. They are kept, and tried again at the start.

import type { Consumer } from './consumer.ts'
import { named, Unavailable } from './errors.ts'
import { byAppend } from './grouped.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import { errorChain, openDeadLetter, recordRecovery } from './open-dead-letter.ts'
import type { ProjectionName, StoredRow } from './ports.ts'
import { isTransient } from './retry.ts'
import type { Runtime } from './runtime.ts'

export type Parking = {
  readonly has: (page: Page) => boolean
  /** From this event on the stream waits. */
  readonly park: (page: Page, error: unknown) => Promise<void>
  /** What waited is handed over in order, without the parked event itself if it is `past`. Throws where it fails again. */
  readonly resume: (stream: StreamName, from: ResumeFrom) => Promise<void>
}
export type ResumeFrom = 'parked' | 'past'
type Parked = StreamName & { readonly sequence: number }

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
    if (failed) return park(failed.page, failed.error)
    await shelve(runtime, consumer, { key, stored: undefined })
    parked.delete(key)
  }
  const park = async (page: Page, error: unknown) => {
    const { domain, root, edition, sequence, position } = page
    await bury(runtime, consumer, { page, error })
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
  }
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

const shelve = async (runtime: Runtime, consumer: Consumer, place: Place): Promise<void> => {
  const { checkpoints, projections } = runtime.ports
  const shelf = shelfOf(consumer)
  const from = await checkpoints.read(shelf)
  if (!(await projections.save(shelf, { from, to: from + 1 }, [place]))) await shelve(runtime, consumer, place)
}

const letterOf = (consumer: string, { eventId }: Page) => `${consumer}/${eventId}`

/** In its batch, alone, and once more when the store answers. */
const handedOver = 3

const bury = (runtime: Runtime, { name }: Consumer, { page, error }: { page: Page; error: unknown }) =>
  openDeadLetter(runtime, {
    id: letterOf(name, page),
    reason: named(error, 'PayloadRefused') ? 'PAYLOAD_REFUSED' : 'PROCESSING_FAILED',
    consumer: name,
    subject: `${page.domain}/${page.type}`,
    detail: errorChain(error),
    attempts: handedOver,
    payload: { eventId: page.eventId, position: page.position },
    cover: page,
    cause: page.eventId,
  })
