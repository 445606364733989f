// How long a table's stream takes to fold as it grows: `node --import tsx domain/table/fold.bench.ts`.
import { performance } from 'node:perf_hooks'
import { stdout } from 'node:process'
import { Seat } from '../ids.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import type { TableEvent } from './events.ts'
import { after } from './evolve.ts'
import { initial } from './state.ts'
import { opened, seated, withHand, withHandEnded } from './table.fixture.ts'

const sizes = [2500, 5000, 10_000, 20_000, 40_000]
const runs = 15

const start: readonly TableEvent[] = [opened(), ...[0, 1, 2, 3, 4, 5].map(seat => seated(seat + 1, seat))]
const hand = withHandEnded(withHand(...start)).slice(start.length)

/** One hand after the other, and after each a player who leaves and buys in again, with a reservation of their own. */
const streamOf = (length: number): readonly TableEvent[] => {
  const events = [...start]
  for (let n = 0; events.length < length; n++) {
    const seat = n % 6
    const player = playerId(seat + 1)
    const gone = { player, seat: Seat.parse(seat), cashedOut: 1000, reservations: [] }
    const back = { ...seated(seat + 1, seat), reservation: reservationId(100 + n) } as TableEvent
    events.push(...hand, { type: 'PlayerLeft', ...gone }, back)
  }
  return events.slice(0, length)
}

for (const size of sizes) {
  const stream = streamOf(size)
  const spent = Array.from({ length: runs }, () => {
    const from = performance.now()
    after(initial, stream)
    return performance.now() - from
  })
  const median = spent.toSorted((one, other) => one - other)[runs >> 1] ?? 0
  stdout.write(`${size} events: ${median.toFixed(1)} ms\n`)
}
