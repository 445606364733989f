// The loop of every consumer: read on, hand over, checkpoint; what cannot be handled is parked, and its stream waits.
import type { Consumer } from './consumer.ts'
import type { Resume } from './dead-letter-attempt.ts'
import { Unavailable } from './errors.ts'
import { byAppend } from './grouped.ts'
import { inDoubt, type Lease, lease } from './lease.ts'
import type { Page } from './message.ts'
import { type Parking, parking } from './park.ts'
import type { Move } from './ports.ts'
import { type Resumptions, resumptions } from './resumptions.ts'
import { pause } from './retry.ts'
import type { Runtime } from './runtime.ts'
import type { Tail } from './tail.ts'
import { tracedConsumer } from './traced.ts'

export type RunningConsumer = {
  readonly name: string
  readonly version: number
  readonly kind: Consumer['kind']
  /** The last position that is handled, whether or not it was this consumer's business, and by whatever process. */
  readonly position: () => number
  /** It runs in this process. */
  readonly isHeld: () => boolean
  /** A stream that waits goes on, in whatever process the consumer runs; throws where it cannot. */
  readonly resume: Resumptions['ask']
  readonly stopped: Promise<void>
}

/** Idle progress is saved now and then, so that a restart has little to skip. */
const idleSave = 1000
/** Milliseconds: somebody else moved the checkpoint, or holds the lease and is at work. */
const lostCheckpoint = 50
const whileFollowing = 25
const whilePaused = 200
const afterFailure = 500
/** While nothing happens a lease is renewed all the same, or asked for. */
const heartbeat = 1000

export type Running = {
  readonly runtime: Runtime
  readonly tail: Tail
  readonly moved: () => void
  readonly owner: string
}
type Place = { readonly parked: Parking; readonly saved: number; readonly fence: number }
type Saved = Pick<Place, 'saved' | 'fence'>
/** One consumer at work: `at` is how far it has come, and what of that was saved last. */
type Working = Pick<Running, 'runtime' | 'tail'> & {
  readonly consumer: Consumer
  readonly asked: Resumptions
  readonly at: { position: number; saved: Saved }
}

export const runConsumer = ({ runtime, tail, moved, owner }: Running, declared: Consumer): RunningConsumer => {
  const consumer = tracedConsumer(runtime.ports, declared)
  const held: Lease = lease(runtime.ports, consumer, owner)
  const asked = resumptions(runtime, consumer, { isHeld: held.isHeld, isStopped: tail.isStopped, wake: tail.wake })
  const working: Working = { runtime, tail, consumer, asked, at: { position: -1, saved: { saved: 0, fence: 0 } } }
  /** Undefined: where it stands is not known, and is asked for again. */
  const step = async (place: Place | undefined): Promise<Place | undefined> => {
    const fence = await held.hold()
    if (fence !== undefined) return place?.fence === fence ? advance(working, place) : begin(working, fence)
    asked.giveUp()
    return void (await follow(working))
  }
  const loop = async () => {
    await untilStopped({ runtime, tail, moved, owner }, consumer.name, inDoubt(held, step))
    asked.giveUp()
    await held.release().catch(() => {})
  }
  return {
    name: consumer.name,
    version: consumer.version,
    kind: consumer.kind,
    position: () => working.at.position,
    isHeld: held.isHeld,
    resume: asked.ask,
    stopped: loop(),
  }
}

const begin = async ({ runtime, tail, consumer, at }: Working, fence: number): Promise<Place> => {
  const { checkpoints } = runtime.ports
  consumer.reset?.()
  at.position = await heardOut(tail, consumer, { from: at.position, to: await checkpoints.read(consumer) })
  const saved = await caughtUp(consumer, { saved: await checkpoints.read(consumer), position: at.position, fence })
  at.saved = { saved, fence }
  const parked = await parking(runtime, consumer, () => at.saved)
  at.position = Math.max(at.position, saved)
  return { parked, saved, fence }
}

const doJobs = async ({ consumer, asked, at }: Working, place: Place): Promise<Place> => {
  await consumer.attend?.()
  if (!(await asked.isDue(place.parked))) return place
  const saved = await caughtUp(consumer, { saved: place.saved, position: at.position, fence: place.fence })
  at.saved = { saved, fence: place.fence }
  await asked.serve(place.parked)
  return { ...place, saved }
}

const advance = async (working: Working, before: Place): Promise<Place | undefined> => {
  const { runtime, tail, consumer, at } = working
  const place = await doJobs(working, before)
  const { parked, saved, fence } = place
  const pages = await tail.after(Math.max(saved, at.position), heartbeat)
  // Asked once there is something to do: it may have been paused while it waited.
  if (await consumer.isPaused?.()) return pause(runtime.ports, whilePaused).then(() => place)
  const to = pages.at(-1)?.position ?? at.position
  // What waits is passed under the lease only: where it has ended, it may wait no longer.
  const wanted = pages.filter(consumer.wants)
  if (wanted.length === 0 && to - saved < idleSave) {
    at.position = to
    return place
  }
  if (!(await handleOrPark(runtime, consumer, { pages: wanted, move: { from: saved, to, fence }, parked })))
    return void (await pause(runtime.ports, lostCheckpoint))
  at.position = to
  return { parked, saved: to, fence }
}

/** Somebody else handles it: what they have passed, and what is nobody's business, counts as handled here too. */
const follow = async ({ runtime, tail, consumer, at }: Working): Promise<void> => {
  const { checkpoints } = runtime.ports
  if (at.position < 0) at.position = await checkpoints.read(consumer)
  const pages = await tail.after(at.position, heartbeat)
  const wanted = pages.filter(consumer.wants)
  const last = wanted.at(-1)?.position ?? 0
  if (last > 0 && (await checkpoints.read(consumer)) < last) return pause(runtime.ports, whileFollowing)
  await consumer.followed?.(wanted)
  at.position = pages.at(-1)?.position ?? at.position
}

/** What the process before this one did last is told here too: how far that is. */
const heardOut = async (tail: Tail, consumer: Consumer, { from, to }: Move): Promise<number> => {
  let position = from
  while (position >= 0 && position < to) {
    const pages = (await tail.after(position, heartbeat)).filter(page => page.position <= to)
    const last = pages.at(-1)
    if (!last) return position
    await consumer.followed?.(pages.filter(consumer.wants))
    position = last.position
  }
  return position
}

type Passed = { readonly saved: number; readonly position: number; readonly fence: number }

/** What was passed without a save is saved, so that a stream that goes on knows how far the others have come. */
const caughtUp = async (consumer: Consumer, { saved, position, fence }: Passed): Promise<number> => {
  if (position <= saved) return saved
  if (await consumer.handle([], { from: saved, to: position, fence })) return position
  throw new Unavailable(`${consumer.name} went on elsewhere`)
}

type Step = (place: Place | undefined) => Promise<Place | undefined>

const untilStopped = async ({ runtime, tail, moved }: Running, consumer: string, step: Step) => {
  let place: Place | undefined
  while (!tail.isStopped()) {
    try {
      place = await step(place)
    } catch (error) {
      place = undefined
      runtime.ports.journal({ event: 'consumer-failed', consumer, error: String(error) })
      await pause(runtime.ports, afterFailure)
    }
    moved()
  }
}

/** `tries`: how often they were handed over before, and failed. */
type Batch = { readonly pages: readonly Page[]; readonly move: Move; readonly parked: Parking; readonly tries?: number }

/** A batch that fails is halved, append by append, down to the poisoned one: what is sound goes on together. */
export const handleOrPark = async (runtime: Runtime, consumer: Consumer, batch: Batch): Promise<boolean> => {
  const { move, parked, tries = 0 } = batch
  const pages = consumer.unordered ? batch.pages : batch.pages.filter(page => !parked.has(page))
  try {
    return await consumer.handle(pages, move)
  } catch (error) {
    if (pages.length === 0) throw error
    runtime.ports.journal({ event: 'batch-failed', consumer: consumer.name, error: String(error) })
  }
  if ((await runtime.ports.checkpoints.read(consumer)) !== move.from) return false
  const appends = byAppend(pages)
  if (appends.length < 2) return lastTry(runtime, consumer, { pages, move, parked, tries: tries + 1 })
  const middle = Math.ceil(appends.length / 2)
  const [first, second] = [appends.slice(0, middle).flat(), appends.slice(middle).flat()]
  const to = first.at(-1)?.position ?? move.from
  const halves = { parked, tries: tries + 1 }
  return (
    (await handleOrPark(runtime, consumer, { ...halves, pages: first, move: { ...move, to } })) &&
    handleOrPark(runtime, consumer, { ...halves, pages: second, move: { ...move, from: to } })
  )
}

/** Once more, with a store that answers: an outage is nobody's fault, and parks nothing. */
const lastTry = async (
  runtime: Runtime,
  consumer: Consumer,
  { pages, move, parked, tries = 0 }: Batch,
): Promise<boolean> => {
  await runtime.ports.events.lastPosition()
  try {
    return await consumer.handle(pages, move)
  } catch (error) {
    const [page] = pages
    if (page) await parked.park(page, { error, attempts: tries + 1 })
    return consumer.handle([], move)
  }
}

/** Hands a stream over again to the consumer of that name. */
export const resuming =
  (reacting: readonly RunningConsumer[]): Resume =>
  async (name, stream, from) => {
    const consumer = reacting.find(one => one.name === name)
    if (!consumer) throw new TypeError(`${name} is handed nothing while it runs`)
    await consumer.resume(stream, from)
  }
