// The loop of every consumer: read on, hand over, checkpoint; what cannot be handled is parked, and its stream waits.
import type { Consumer } from './consumer.ts'
import { byAppend } from './grouped.ts'
import type { Page } from './message.ts'
import { type Parking, parking } from './park.ts'
import type { Move } from './ports.ts'
import { pause } from './retry.ts'
import type { Runtime } from './runtime.ts'
import type { Tail } from './tail.ts'

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
const afterFailure = 500

type Running = { readonly runtime: Runtime; readonly tail: Tail; readonly moved: () => void }
type Place = { readonly parked: Parking; readonly saved: number }

export const runConsumer = ({ runtime, tail, moved }: Running, consumer: Consumer): RunningConsumer => {
  const { checkpoints, journal } = runtime.ports
  let position = -1
  const begin = async (): Promise<Place> => {
    const saved = await checkpoints.read(consumer)
    const parked = await parking(runtime, consumer, saved)
    position = saved
    return { parked, saved }
  }
  const advance = async ({ parked, saved }: Place): Promise<Place | undefined> => {
    const pages = await tail.after(position)
    const to = pages.at(-1)?.position ?? position
    const wanted = pages.filter(page => consumer.wants(page) && !parked.has(page))
    if (wanted.length === 0 && to - saved < idleSave) {
      position = to
      return { parked, saved }
    }
    if (!(await handleOrPark(runtime, consumer, { pages: wanted, move: { from: saved, to }, parked }))) {
      await pause(runtime.ports, lostCheckpoint)
      return undefined
    }
    position = to
    return { parked, saved: to }
  }
  /** Undefined: where it stands is not known, and is asked for again. */
  const loop = async () => {
    let place: Place | undefined
    while (!tail.isStopped()) {
      try {
        place = place ? await advance(place) : await begin()
      } catch (error) {
        place = undefined
        journal({ event: 'consumer-failed', consumer: consumer.name, error: String(error) })
        await pause(runtime.ports, afterFailure)
      }
      moved()
    }
  }
  return { name: consumer.name, kind: consumer.kind, position: () => position, stopped: loop() }
}

type Batch = { readonly pages: readonly Page[]; readonly move: Move; readonly parked: Parking }

/** A batch that fails is taken apart, append by append, down to the poisoned one. */
const handleOrPark = async (runtime: Runtime, consumer: Consumer, { pages, move, parked }: Batch): Promise<boolean> => {
  try {
    return await consumer.handle(pages, move)
  } catch (error) {
    runtime.ports.journal({ event: 'batch-failed', consumer: consumer.name, error: String(error) })
  }
  let from = await runtime.ports.checkpoints.read(consumer)
  if (from !== move.from) return false
  for (const own of byAppend(pages)) {
    const [first] = own
    const to = own.at(-1)?.position ?? from
    if (!first || parked.has(first)) continue
    try {
      if (!(await consumer.handle(own, { from, to }))) return false
    } catch {
      if (!(await lastTry(runtime, consumer, { pages: own, move: { from, to }, parked }))) return false
    }
    from = to
  }
  return from === move.to || consumer.handle([], { from, to: move.to })
}

/** Once more, with a store that answers: an outage is nobody's fault, and parks nothing. */
const lastTry = async (runtime: Runtime, consumer: Consumer, { pages, move, parked }: Batch): Promise<boolean> => {
  await runtime.ports.events.lastPosition()
  try {
    return await consumer.handle(pages, move)
  } catch (error) {
    const [page] = pages
    if (page) await parked.park(page, error)
    return consumer.handle([], move)
  }
}
