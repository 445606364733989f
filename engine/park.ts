// Streams that wait, for one consumer, behind an event that it cannot handle. They are kept, and tried again at the start.

import type { Consumer } from './consumer.ts'
import { named } from './errors.ts'
import { byAppend } from './grouped.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import { openDeadLetter } from './open-dead-letter.ts'
import type { ProjectionName, StoredRow } from './ports.ts'
import type { Runtime } from './runtime.ts'

export type Parking = {
  readonly has: (page: Page) => boolean
  /** From this event on the stream waits. */
  readonly park: (page: Page, error: unknown) => Promise<void>
}
type Parked = StreamName & { readonly sequence: number }

/** Kept as rows, beside the checkpoint that has moved past them. */
const shelfOf = ({ name, version }: ProjectionName): ProjectionName => ({ name: `parked/${name}`, version })

/** `saved`: how far the consumer has come with all other streams. */
export const parking = async (runtime: Runtime, consumer: Consumer, saved: number): Promise<Parking> => {
  const rows = await runtime.ports.projections.all(shelfOf(consumer))
  const parked = new Set(rows.keys())
  for (const [key, { row }] of rows) {
    if (await resumed(runtime, consumer, { stream: row as unknown as Parked, saved })) {
      await shelve(runtime, consumer, { key, stored: undefined })
      parked.delete(key)
    }
  }
  return {
    has: page => parked.has(streamKey(page)),
    park: async (page, error) => {
      const { domain, root, edition, sequence, position } = page
      await bury(runtime, consumer, { page, error })
      const row = { domain, root, edition, sequence }
      await shelve(runtime, consumer, { key: streamKey(page), stored: { row, version: 1, position } })
      parked.add(streamKey(page))
    },
  }
}

/** Sagas and process managers may be handed an event again, rows may not: a projection is rebuilt instead. */
const resumed = async (
  runtime: Runtime,
  consumer: Consumer,
  { stream, saved }: { readonly stream: Parked; readonly saved: number },
): Promise<boolean> => {
  if (consumer.kind === 'projector') return false
  const pages = await runtime.ports.events.read(stream, { from: stream.sequence })
  const missed = pages.filter(page => page.position <= saved && consumer.wants(page))
  try {
    for (const own of byAppend(missed)) await consumer.handle(own, { from: saved, to: saved })
    return true
  } catch (error) {
    runtime.ports.journal({ event: 'still-parked', consumer: consumer.name, error: String(error) })
    return false
  }
}

type Place = { readonly key: string; readonly stored: StoredRow | undefined }

const shelve = async (runtime: Runtime, consumer: Consumer, place: Place): Promise<void> => {
  const { checkpoints, projections } = runtime.ports
  const shelf = shelfOf(consumer)
  const from = await checkpoints.read(shelf)
  if (!(await projections.save(shelf, { from, to: from + 1 }, [place]))) await shelve(runtime, consumer, place)
}

const bury = (runtime: Runtime, { name }: Consumer, { page, error }: { page: Page; error: unknown }) =>
  openDeadLetter(runtime, {
    id: `${name}/${page.eventId}`,
    reason: named(error, 'PayloadRefused') ? 'PAYLOAD_REFUSED' : 'PROCESSING_FAILED',
    consumer: name,
    subject: `${page.domain}/${page.type}`,
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    payload: { eventId: page.eventId, position: page.position },
    cover: page,
    cause: page.eventId,
  })
