// The loop of every consumer: read on, hand over, checkpoint; what cannot be handled is buried and its stream waits.
import { openDeadLetter } from './dead-letter.ts'
import { type Page, streamKey } from './message.ts'
import type { Move, ProjectionName } from './ports.ts'
import { pause, withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'
import type { Tail } from './tail.ts'

export type Consumer = ProjectionName & {
  readonly kind: 'projector' | 'saga' | 'process-manager'
  readonly wants: (page: Page) => boolean
  /** Everything in order. False: another process moved the checkpoint. */
  readonly handle: (pages: readonly Page[], move: Move) => Promise<boolean>
}
export type RunningConsumer = {
  readonly name: string
  readonly kind: Consumer['kind']
  /** The last position that is handled, whether or not it was this consumer's business. */
  readonly position: () => number
  readonly stopped: Promise<void>
}

/** Idle progress is saved now and then, so that a restart has little to skip. */
const idleSave = 1000
/** Somebody else moved the checkpoint: let them go on before looking again, in milliseconds. */
const lostCheckpoint = 50

type Running = { readonly runtime: Runtime; readonly tail: Tail; readonly moved: () => void }

export const runConsumer = ({ runtime, tail, moved }: Running, consumer: Consumer): RunningConsumer => {
  let position = -1
  const parked = new Set<string>()
  const advance = async (saved: number): Promise<number> => {
    const pages = await tail.after(position)
    const to = pages.at(-1)?.position ?? position
    const wanted = pages.filter(page => consumer.wants(page) && !parked.has(streamKey(page)))
    const move = { from: saved, to }
    if (wanted.length === 0 && to - saved < idleSave) {
      position = to
      return saved
    }
    const saving = await handleOrPark(runtime, consumer, { pages: wanted, move, parked })
    if (!saving) await pause(runtime.ports, lostCheckpoint)
    position = saving ? to : await runtime.ports.checkpoints.read(consumer)
    return position
  }
  const loop = async () => {
    let saved = await runtime.ports.checkpoints.read(consumer)
    position = saved
    while ((await tail.after(position)).length > 0) {
      try {
        saved = await advance(saved)
      } catch (error) {
        runtime.ports.journal({ event: 'consumer-failed', consumer: consumer.name, error: String(error) })
        await pause(runtime.ports, 500)
      }
      moved()
    }
  }
  return { name: consumer.name, kind: consumer.kind, position: () => position, stopped: loop() }
}

type Batch = { readonly pages: readonly Page[]; readonly move: Move; readonly parked: Set<string> }

/** A batch that fails is taken apart, event by event, down to the poisoned one. */
const handleOrPark = async (runtime: Runtime, consumer: Consumer, { pages, move, parked }: Batch): Promise<boolean> => {
  try {
    return await withRetries(runtime.ports, () => consumer.handle(pages, move))
  } catch (error) {
    runtime.ports.journal({ event: 'batch-failed', consumer: consumer.name, error: String(error) })
  }
  let from = move.from
  for (const page of pages) {
    if (parked.has(streamKey(page))) continue
    const step = { from, to: page.position }
    try {
      if (!(await consumer.handle([page], step))) return false
    } catch (error) {
      parked.add(streamKey(page))
      await park(runtime, consumer, { page, error })
      if (!(await consumer.handle([], step))) return false
    }
    from = step.to
  }
  return from === move.to || consumer.handle([], { from, to: move.to })
}

const park = (runtime: Runtime, { name }: Consumer, { page, error }: { page: Page; error: unknown }) =>
  openDeadLetter(runtime, {
    id: `${name}/${page.eventId}`,
    reason: 'PROCESSING_FAILED',
    consumer: name,
    subject: `${page.domain}/${page.type}`,
    detail: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000),
    payload: { eventId: page.eventId, position: page.position },
    cover: page,
    cause: page.eventId,
  })
