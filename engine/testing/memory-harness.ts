// The memory ports as a contract suite takes them.
import { memoryPorts } from '../memory/ports.ts'
import type { Clock } from '../ports.ts'
import type { Harness } from './harness.ts'
import { shiftedClock } from './shifted-clock.ts'

export const memoryHarness = async (real: Clock): Promise<Harness> => {
  const clock = shiftedClock(real)
  const ports = memoryPorts({ clock })
  return { ports, clock, another: async () => ports, close: async () => {} }
}
