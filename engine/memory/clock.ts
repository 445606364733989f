// A clock for tests: time passes when it is told to, and due calls run in their order.
import type { Clock } from '../ports.ts'

export type ManualClock = Clock & {
  /** Lets time pass; calls that come due on the way run, each at its own time. */
  readonly advance: (milliseconds: number) => Promise<void>
}

type Call = { readonly at: number; readonly call: () => void }

/** `yieldTurn` lets pending promises run: the tests' own, for `engine/` has no timers. */
export const manualClock = (start: number, yieldTurn: () => Promise<void>): ManualClock => {
  let now = start
  let micro = 0
  let calls: Call[] = []
  let soon = 0
  /** What waits for nothing does not wait for somebody to let time pass. */
  const atOnce = (call: () => void) => {
    let isStopped = false
    soon += 1
    void yieldTurn().then(() => {
      soon -= 1
      if (!isStopped) call()
    })
    return () => {
      isStopped = true
    }
  }
  /** No time passes while something is still to be done at once. */
  const rest = async () => {
    do await yieldTurn()
    while (soon > 0)
  }
  return {
    now: () => now,
    recordedAt: () => {
      micro = (micro + 1) % 1000
      return rfc3339(now).replace('Z', `${String(micro).padStart(3, '0')}Z`)
    },
    after: (milliseconds, call) => {
      if (milliseconds === 0) return atOnce(call)
      const entry = { at: now + milliseconds, call }
      calls.push(entry)
      return () => {
        calls = calls.filter(one => one !== entry)
      }
    },
    advance: async milliseconds => {
      const end = now + milliseconds
      for (;;) {
        await rest()
        const next = calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        calls = calls.filter(one => one !== next)
        now = Math.max(now, next.at)
        next.call()
      }
      now = end
      await rest()
    },
  }
}

// biome-ignore lint/style/noRestrictedGlobals: a conversion, not a reading of the clock
const rfc3339 = (epoch: number): string => new Date(epoch).toISOString()
