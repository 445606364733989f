import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Chance, Clock } from '@/engine/ports'

/** The machine's clock. Microseconds come from the monotonic clock and count on between two milliseconds. */
export const machineClock: Clock = {
  now: () => Date.now(),
  recordedAt: () => {
    const now = performance.timeOrigin + performance.now()
    const micros = String(Math.floor((now % 1) * 1000)).padStart(3, '0')
    return new Date(Math.floor(now)).toISOString().replace('Z', `${micros}Z`)
  },
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

export const machineChance: Chance = { bytes: count => randomBytes(count), id: () => v7() }
