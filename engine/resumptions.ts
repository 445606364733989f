// Parked streams that are asked to go on, by this process or, through the shelf, by another one.
import { Unavailable } from './errors.ts'
import type { StreamName } from './message.ts'
import { askToResume, type Parking, type ResumeFrom } from './park.ts'
import type { ProjectionName } from './ports.ts'
import type { Runtime } from './runtime.ts'

export type Resumptions = {
  /** Resolves when it is done; throws where it fails, or nobody answers. */
  readonly ask: (stream: StreamName, from: ResumeFrom) => Promise<void>
  /** Whether the loop has something to serve between two batches. */
  readonly isDue: (parked: Parking) => Promise<boolean>
  readonly serve: (parked: Parking) => Promise<void>
  /** The loop does nothing more here: whoever waits is told. */
  readonly giveUp: () => void
}
type Loop = { readonly isHeld: () => boolean; readonly isStopped: () => boolean; readonly wake: () => void }
type Job = {
  readonly stream: StreamName
  readonly from: ResumeFrom
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** How often the shelf is looked at, in milliseconds. */
const lookEvery = 1000

export const resumptions = (runtime: Runtime, consumer: ProjectionName, loop: Loop): Resumptions => {
  const jobs: Job[] = []
  let wishes: Awaited<ReturnType<Parking['wishes']>> = []
  let looked = 0
  const look = async (parked: Parking) => {
    const now = runtime.ports.clock.now()
    if (now - looked < lookEvery) return
    looked = now
    wishes = await parked.wishes()
  }
  return {
    ask: async (stream, from) => {
      if (loop.isStopped()) throw new Unavailable(`${consumer.name} has stopped`)
      if (!loop.isHeld()) return askToResume(runtime, consumer, { stream, from })
      return new Promise((resolve, reject) => {
        jobs.push({ stream, from, resolve, reject })
        loop.wake()
      })
    },
    isDue: async parked => {
      await look(parked)
      return jobs.length + wishes.length > 0
    },
    serve: async parked => {
      for (const { stream, from, resolve, reject } of jobs.splice(0))
        await parked.resume(stream, from).then(resolve, reject)
      const asked = wishes
      wishes = []
      for (const grant of asked) await grant()
    },
    giveUp: () => {
      wishes = []
      for (const { reject } of jobs.splice(0)) reject(new Unavailable(`${consumer.name} goes on elsewhere`))
    },
  }
}
