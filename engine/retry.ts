// Transient failures are tried again: exponential backoff with full jitter, 10 ms to 2 s, 10 attempts (engine.md §9).
import { named, Unavailable } from './errors.ts'
import type { Ports } from './ports.ts'

const attempts = 10
const shortest = 10
const longest = 2000

/** SQLSTATE classes of what may go well the next time, then the words of drivers and networks for a lost connection. */
const transientCodes = /^(08|40|53|55|57|58)[0-9A-Z]{3}$|^CONN|^E[A-Z]+$/

/** Whether trying again may help: not with a bug, not with refused data. Drivers wrap what happened as the cause. */
export const isTransient = (error: unknown): boolean => {
  if (named(error, 'Unavailable')) return true
  if (!(error instanceof Object)) return false
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? transientCodes.test(code) : isTransient(cause)
}

export const withRetries = async <T>(ports: Pick<Ports, 'clock' | 'chance'>, work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error
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

/** The work's answer, or Unavailable once the time is up: what was begun may be done all the same. */
export const inTime = async <T>(
  { clock }: Pick<Ports, 'clock'>,
  milliseconds: number,
  work: Promise<T>,
): Promise<T> => {
  let cancel = () => {}
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(milliseconds, () => reject(new Unavailable(`no answer in ${milliseconds} ms`)))
  })
  return Promise.race([work, late]).finally(() => cancel())
}
