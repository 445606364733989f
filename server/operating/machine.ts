import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Chance, Clock } from '@/engine/ports'

/** Every event asks for its time, many in one millisecond: its text is made once. */
const written = { millisecond: Number.NaN, text: '' }
const textOf = (millisecond: number): string => {
  if (millisecond !== written.millisecond)
    Object.assign(written, { millisecond, text: new Date(millisecond).toISOString().slice(0, -1) })
  return written.text
}

/** The machine's clock. Microseconds come from the monotonic clock and count on between two milliseconds. */
export const machineClock: Clock = {
  now: () => Date.now(),
  recordedAt: () => {
    const now = performance.timeOrigin + performance.now()
    const micros = String(Math.floor((now % 1) * 1000)).padStart(3, '0')
    return `${textOf(Math.floor(now))}${micros}Z`
  },
  after: (milliseconds, call) => {
    if (milliseconds === 0) {
      const turn = setImmediate(call)
      return () => clearImmediate(turn)
    }
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

export const machineChance: Chance = { bytes: count => randomBytes(count), id: () => v7() }
