// An engine on the memory ports whose time passes only when a test says so.
import type { Domain } from '../define.ts'
import { type Engine, type Handling, startEngine } from '../engine.ts'
import { manualClock } from '../memory/clock.ts'
import { memoryPorts } from '../memory/ports.ts'
import type { Message } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { bank } from './bank.ts'

const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))

export type Driven = Awaited<ReturnType<typeof driven>>

/** `change` stands between the engine and what is kept: where a test lets something go wrong. */
export const driven = async (domain: Domain = bank, change: (ports: Ports) => Ports = ports => ports) => {
  const clock = manualClock(1_790_000_000_000, yieldTurn)
  const journal: { readonly event: string; readonly [field: string]: unknown }[] = []
  const kept = memoryPorts({ clock, journal: line => journal.push(line) })
  let engine: Engine = await startEngine(change(kept), domain)
  let orders = 0
  /** In steps, so that what comes due on the way has its effects. */
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 50) await clock.advance(Math.min(50, milliseconds - passed))
    await clock.advance(0)
  }
  return {
    clock,
    kept,
    journal,
    engine: () => engine,
    pass,
    order: (account: string, message: Message & Record<string, unknown>, handling: Handling = {}) => {
      const cover = { domain: 'account', root: derivedId(account), edition: '', correlationId: account, ext: null }
      orders += 1
      return engine.execute({ cover, message, commandId: derivedId('order', orders), actor: 'ann' }, handling)
    },
    typesOf: async (domain: string, account: string) =>
      (await kept.events.read({ domain, root: derivedId(account), edition: '' })).map(({ type }) => type),
    deadLetters: async () => (await kept.events.readAll(0, 10_000)).filter(page => page.domain === 'dead-letter'),
    /** The process ends; another one may have other code, or other ports. */
    restart: async (next: Domain = domain, changed: (ports: Ports) => Ports = ports => ports) => {
      let isStopped = false
      const stopped = engine.stop().then(() => {
        isStopped = true
      })
      while (!isStopped) await pass(50)
      await stopped
      engine = await startEngine(changed(kept), next)
      await pass(100)
    },
  }
}
