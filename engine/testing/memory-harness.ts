// The memory ports as a contract suite takes them.
import { memoryPorts } from '../memory/ports.ts'
import { memoryWakeups } from '../memory/wakeup.ts'
import type { Clock } from '../ports.ts'
import type { Harness } from './harness.ts'
import { shiftedClock } from './shifted-clock.ts'

export const memoryHarness = async (real: Clock): Promise<Harness> => {
  const clock = shiftedClock(real)
  const wakeup = memoryWakeups()
  const ports = memoryPorts({ clock, wakeup: wakeup() })
  return { ports, clock, another: async () => ({ ...ports, wakeup: wakeup() }), close: async () => {} }
}
