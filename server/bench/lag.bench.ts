import { v7 } from 'uuid'
import type { Engine } from '@/engine/engine'
import { accountsWithBalances, onHandled } from './account'
import { figuresOf, latencyHead, latencyRow, type Section } from './figures'
import { engineOn, newDatabase, type Place } from './place'
import { order } from './riverbook'

const wanted = { p50: 3, p99: 20 }
const pauseBetween = 4
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/** From an append's answer, which is durable, to the beginning of the handler of its event. */
export const lag = async (place: Place): Promise<Section> => {
  const url = await newDatabase(place)
  const first = await engineOn(url, accountsWithBalances)
  await first.engine.settled()
  const count = place.quick ? 200 : 1000
  const spaced = await lags(first.engine, { writers: 1, each: count, between: pauseBetween })
  const busy = await lags(first.engine, { writers: 8, each: count / 2, between: 0 })
  // The first engine holds the leases of the consumers: what the second one appends is handled by the first.
  const second = await engineOn(url, accountsWithBalances)
  const across = await lags(second.engine, { writers: 1, each: Math.min(count, 200), between: pauseBetween })
  await second.stop()
  await first.stop()
  return {
    title: 'Append to handler',
    lines: [
      ...latencyHead,
      latencyRow('one append every few milliseconds', figuresOf(spaced), wanted),
      latencyRow('8 writers without a pause', figuresOf(busy), wanted),
      latencyRow('handled by another engine on the same database', figuresOf(across)),
    ],
  }
}

type Traffic = { readonly writers: number; readonly each: number; readonly between: number }

const lags = async (engine: Engine, { writers, each, between }: Traffic): Promise<readonly number[]> => {
  const handled = new Map<number, number>()
  const answered = new Map<number, number>()
  const end = onHandled(position => handled.set(position, handled.get(position) ?? performance.now()))
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const root = v7()
      for (let n = 0; n < each; n++) {
        const { pages } = await order(engine, root, { type: 'Deposit', amount: 1 })
        for (const { position } of pages) answered.set(position, performance.now())
        if (between > 0) await pause(between)
      }
    }),
  )
  await engine.settled()
  end()
  return [...answered].map(([position, at]) => Math.max(0, (handled.get(position) ?? Number.NaN) - at))
}
