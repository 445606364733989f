// Ports that fail when told to: the n-th call is refused, its answer is lost, or the process ends there.
import type { Clock, Ports } from '../ports.ts'

/** `refused`: an error, nothing done. `lost`: done, and an error. `ended`: nothing, and from then on no answer at all. */
export type Fault = { readonly at: number; readonly kind: 'refused' | 'lost' | 'ended' }
export type Faulty = {
  readonly ports: Ports
  /** Calls so far, as `port.method`. */
  readonly calls: readonly string[]
  readonly isOver: () => boolean
}

type Work = (...args: never[]) => Promise<unknown>

const never = new Promise<never>(() => {})
const lostConnection = () => Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' })

export const faulty = (ports: Ports, fault?: Fault): Faulty => {
  const calls: string[] = []
  let over = false
  const failed = async (work: Work, args: never[]): Promise<unknown> => {
    if (fault?.kind === 'lost') await work(...args)
    if (fault?.kind !== 'ended') throw lostConnection()
    over = true
    return never
  }
  const watched =
    (name: string, work: Work): Work =>
    async (...args) => {
      if (over) return never
      calls.push(name)
      const answer = await (calls.length === fault?.at ? failed(work, args) : work(...args))
      return over ? never : answer
    }
  const port = <P extends object>(name: string, methods: P): P =>
    Object.fromEntries(
      Object.entries(methods).map(([key, work]) => [key, watched(`${name}.${key}`, work as Work)]),
    ) as P
  const { read, save, acquire, release, leases } = ports.checkpoints
  return {
    calls,
    isOver: () => over,
    ports: {
      ...ports,
      events: port('events', ports.events),
      vault: port('vault', ports.vault),
      projections: port('projections', ports.projections),
      checkpoints: port('checkpoints', { read, save, acquire, release, leases }),
      snapshots: port('snapshots', ports.snapshots),
      timeouts: port('timeouts', ports.timeouts),
      clock: calledWhile(ports.clock, () => !over),
    },
  }
}

const calledWhile = (clock: Clock, isAlive: () => boolean): Clock => ({
  ...clock,
  after: (milliseconds, call) => clock.after(milliseconds, () => (isAlive() ? call() : undefined)),
})
