// Transient failures are tried again: exponential backoff with full jitter, 10 ms to 2 s, 10 attempts (engine.md §9).
import type { Ports } from './ports.ts'

const attempts = 10
const shortest = 10
const longest = 2000

export const withRetries = async <T>(ports: Pick<Ports, 'clock' | 'chance'>, work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts) throw error
      await pause(ports, backoff(attempt, ports.chance))
    }
  }
}

/** Milliseconds to wait after the n-th attempt. */
export const backoff = (attempt: number, chance: Ports['chance']) => {
  const ceiling = Math.min(longest, shortest * 2 ** attempt)
  const [high = 0, low = 0] = chance.bytes(2)
  return Math.ceil((ceiling * (high * 256 + low + 1)) / 65_536)
}

export const pause = ({ clock }: Pick<Ports, 'clock'>, milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    clock.after(milliseconds, resolve)
  })
