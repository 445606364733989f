// A process that can end between any two of its writes: from then on nothing answers it, and no timer calls it.
import type { Clock, Ports } from '@/engine/ports'

export type Life = {
  readonly ports: Ports
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>
  readonly isOver: () => boolean
  readonly end: () => void
}

type Work = (...args: never[]) => Promise<unknown>

const never = new Promise<never>(() => {})

/** Ports that answer for so many writes; the last of them is done or not, by the evenness of their number. */
export const life = (ports: Ports, writes: number): Life => {
  let left = writes
  let over = false
  let tell = () => {}
  const ended = new Promise<void>(resolve => {
    tell = resolve
  })
  const end = () => {
    over = true
    tell()
  }
  const written =
    (work: Work): Work =>
    async (...args) => {
      left -= 1
      if (left > 0) return work(...args)
      if (left === 0 && writes % 2 === 0) await work(...args)
      end()
    }
  const answered =
    (work: Work): Work =>
    async (...args) => {
      const answer = over ? never : await work(...args)
      return over ? never : answer
    }
  const port = <P extends object>(methods: P, writing: readonly (keyof P)[] = []): P =>
    Object.fromEntries(
      Object.entries(methods).map(([name, work]) => [
        name,
        answered(writing.includes(name as keyof P) ? written(work as Work) : (work as Work)),
      ]),
    ) as P
  return {
    ended,
    isOver: () => over,
    end,
    ports: {
      ...ports,
      events: port(ports.events, ['append']),
      vault: port(ports.vault),
      projections: port(ports.projections, ['save']),
      checkpoints: port({ ...ports.checkpoints }, ['save']),
      timeouts: port(ports.timeouts, ['replace', 'remove']),
      clock: calledWhile(ports.clock, () => !over),
    },
  }
}

const calledWhile = (clock: Clock, isAlive: () => boolean): Clock => ({
  ...clock,
  after: (milliseconds, call) => clock.after(milliseconds, () => (isAlive() ? call() : undefined)),
})
