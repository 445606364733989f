import { v7 } from 'uuid'
import type { Engine } from '@/engine/engine'
import { loadStream } from '@/engine/load'
import { type Account, accounts } from './account'
import { figuresOf, latencyHead, latencyRow, type Section, whole } from './figures'
import { engineOn, newDatabase, type Place } from './place'
import { order } from './riverbook'

const perAppend = 100
/** Behind the last snapshot, as many as there ever are. */
const rest = 15
const wanted = { p50: 50, p99: 50 }

const fill = async (engine: Engine, root: string, length: number) => {
  for (let left = length; left > 0; left -= perAppend)
    await order(engine, root, { type: 'Fill', count: Math.min(left, perAppend) })
}

/** The state of a stream of 100,000 events, nothing of it in memory. */
export const longStream = async (place: Place): Promise<Section> => {
  const length = place.quick ? 20_000 : 100_000
  const { engine, ports, stop } = await engineOn(await newDatabase(place), accounts)
  const root = v7()
  const stream = { domain: 'account', root, edition: '' }
  await fill(engine, root, length - rest)
  for (let n = 0; n < rest; n++) await order(engine, root, { type: 'Deposit', amount: 1 })
  const loading = { ports, registry: engine.registry }
  const load = async (upTo: number) => {
    const start = performance.now()
    const { state, nextSequence: end } = await loadStream<Account>(loading, stream, upTo)
    if (end !== upTo || state.deposits !== upTo)
      throw new Error(`${end} events folded to ${state.deposits}, not ${upTo}`)
    return performance.now() - start
  }
  const times = async (count: number, upTo: () => number) => {
    const sample: number[] = []
    for (let n = 0; n < count; n++) sample.push(await load(upTo()))
    return figuresOf(sample.slice(2))
  }
  const atHead = await times(52, () => length)
  const further = await times(22, () => Math.ceil(Math.random() * length))
  await ports.snapshots.remove(stream)
  const without = await times(4, () => length)
  await stop()
  return {
    title: `State of a stream of ${whole(length)} events`,
    lines: [
      ...latencyHead,
      latencyRow('at its head, with snapshots', atHead, wanted),
      latencyRow('at some earlier sequence, with snapshots', further),
      latencyRow('at its head, without any', without),
    ],
  }
}
