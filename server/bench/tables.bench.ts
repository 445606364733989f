import { v7 } from 'uuid'
import { accountsWithBalances } from './account'
import { figuresOf, latencyHead, latencyRow, reached, type Section, whole } from './figures'
import { engineOn, newDatabase, type Place } from './place'
import { order } from './riverbook'
import { inParallel } from './writers'

const tables = 500
const wantedRate = 500
/** Commands of each table, one after another, so far apart in milliseconds: more than the rate that is wanted. */
const between = 800
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/** 500 streams at once, each with its own pace, and a read model behind them. */
export const tablesAtOnce = async (place: Place): Promise<Section> => {
  const { engine, ports, stop } = await engineOn(await newDatabase(place), accountsWithBalances)
  const each = place.quick ? 5 : 12
  // A server has its connections open before so many come.
  await inParallel(64, () => order(engine, v7(), { type: 'Deposit', amount: 1 }))
  const latencies: number[] = []
  let unanswered = 0
  const before = await ports.events.lastPosition()
  const start = performance.now()
  await Promise.all(
    Array.from({ length: tables }, async (_, table) => {
      const root = v7()
      for (let n = 0; n < each; n++) {
        const due = start + (table / tables) * between + n * between
        await pause(Math.max(0, due - performance.now()))
        const sent = performance.now()
        await order(engine, root, { type: 'Deposit', amount: 1 }).catch(() => unanswered++)
        latencies.push(performance.now() - sent)
      }
    }),
  )
  const took = performance.now() - start
  const rate = (((await ports.events.lastPosition()) - before) / took) * 1000
  await engine.settled()
  await stop()
  return {
    title: '500 tables at once',
    lines: [
      ...latencyHead,
      latencyRow('a command', figuresOf(latencies), { p99: 50 }),
      '',
      `${whole(rate)} events/s, wanted ${wantedRate}: ${reached(rate >= wantedRate && unanswered === 0)}. Offered were ${whole((tables * 1000) / between)}/s; ${unanswered} commands got no answer in time.`,
    ],
  }
}
