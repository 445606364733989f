// Word between engines that share the stores of one process, each of them a process of its own as far as it knows.
import type { Wakeup } from '../ports.ts'

/** Each call is another process. */
export const memoryWakeups = (lookEvery = 250): (() => Wakeup) => {
  const listeners = new Map<Wakeup, Set<() => void>>()
  return () => {
    const mine = new Set<() => void>()
    const wakeup: Wakeup = {
      tell: () => {
        for (const [whose, heard] of listeners) if (whose !== wakeup) for (const hear of heard) hear()
      },
      listen: heard => {
        mine.add(heard)
        return () => mine.delete(heard)
      },
      lookEvery,
    }
    listeners.set(wakeup, mine)
    return wakeup
  }
}
