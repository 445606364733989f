import { figuresOf } from './figures'

export const streamLength = 20

/** Somebody who handles a command on a stream at an expected version, and throws where that was not stored. */
export type Contender<Stream = never> = {
  readonly name: string
  /** On each stream, before its writer goes on to its next one: none grows far beyond its 20 events. */
  readonly commandsPerStream: number
  readonly streams: (count: number) => Promise<readonly Stream[]>
  readonly handle: (stream: Stream) => Promise<void>
  /** Whatever still goes on behind the answers is over. */
  readonly rest: () => Promise<void>
  readonly stop: () => Promise<void>
}
export type Slice = { readonly rate: number; readonly p50: number; readonly p99: number }
export type Load = { readonly writers: number; readonly seconds: number; readonly expectedRate: number }

const mostInParallel = 32

/** So many at a time. */
export const inParallel = async <T>(count: number, work: (index: number) => Promise<T>): Promise<readonly T[]> => {
  const done: T[] = new Array(count)
  let next = 0
  const worker = async () => {
    while (next < count) {
      const index = next++
      done[index] = await work(index)
    }
  }
  await Promise.all(Array.from({ length: mostInParallel }, worker))
  return done
}

/** A slice of about so many seconds, by the rate of the slice before. */
export const measured = async <S>(contender: Contender<S>, load: Load): Promise<Slice> => {
  const { writers, seconds, expectedRate } = load
  const { commandsPerStream } = contender
  const each = Math.max(1, Math.ceil((expectedRate * seconds) / writers / commandsPerStream))
  const streams = await contender.streams(writers * each)
  await contender.rest()
  const latencies: number[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (const stream of streams.slice(writer * each, (writer + 1) * each)) {
        for (let n = 0; n < commandsPerStream; n++) {
          const sent = performance.now()
          await contender.handle(stream)
          latencies.push(performance.now() - sent)
        }
      }
    }),
  )
  const took = performance.now() - start
  await contender.rest()
  const { p50, p99 } = figuresOf(latencies)
  return { rate: (latencies.length / took) * 1000, p50, p99 }
}
