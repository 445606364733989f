// What is promised of word between processes. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, startEngine } from '../engine.ts'
import type { Ports, Wakeup } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { bank } from './bank.ts'
import type { Harness, MakeHarness } from './harness.ts'

/** Longer than any test: nothing is found by looking. */
const never = 600_000

export const wakeupContract = (name: string, make: MakeHarness) =>
  describe(`wake-up: ${name}`, () => {
    let harness: Harness
    let all: readonly Ports[]
    beforeAll(async () => {
      harness = await make()
      all = [harness.ports, await harness.another(), await harness.another()]
    })
    afterAll(() => harness.close())

    const wakeupOf = ({ wakeup }: Ports): Wakeup => {
      if (!wakeup) throw new Error('there is no wake-up')
      return wakeup
    }
    /** What each process hears, from the moment that it listens. */
    const listening = async () => {
      const ears = all.map(ports => {
        const ear = { words: 0, stop: () => {} }
        ear.stop = wakeupOf(ports).listen(() => {
          ear.words += 1
        })
        return ear
      })
      const [speaker, ...others] = ears
      const isHeard = () => {
        wakeupOf(harness.ports).tell()
        return others.every(({ words }) => words > 0)
      }
      await expect.poll(isHeard, { timeout: 10_000 }).toBe(true)
      return { speaker, others, stop: () => ears.forEach(({ stop }) => void stop()) }
    }

    test('[WK1] all others hear who stored something, once for much, and who stops listening hears nothing more', async () => {
      const { others, stop } = await listening()
      const [first, second] = others
      first?.stop()
      const [before, silent] = [second?.words ?? 0, first?.words]
      for (let n = 0; n < 1000; n++) wakeupOf(harness.ports).tell()
      await expect.poll(() => second?.words ?? 0).toBeGreaterThan(before)
      expect(first?.words).toBe(silent)
      stop()
    })

    test('[WK2] engines on one store hear of each other’s events at once: none of them has to look', {
      timeout: 30_000,
    }, async () => {
      const engines: Engine[] = []
      const heard: Set<string>[] = []
      for (const ports of all) {
        const engine = await startEngine({ ...ports, wakeup: { ...wakeupOf(ports), lookEvery: never } }, bank)
        const rows = new Set<string>()
        engine.onRows(({ changes }) => changes.forEach(({ key }) => void rows.add(key)))
        // Who begins later than an event hears of it no more.
        await engine.settled()
        engines.push(engine)
        heard.push(rows)
      }
      for (let n = 0; n < 9; n++) {
        const root = derivedId('woken', n)
        const answer = await engines[n % 3]?.execute({
          cover: { domain: 'account', root, edition: '', correlationId: '', ext: null },
          message: { type: 'Open', amount: 1 } as never,
          commandId: derivedId('woken order', n),
          actor: 'ann',
        })
        expect(answer?.status).toBe('accepted')
        for (const rows of heard) await expect.poll(() => rows.has(root), { timeout: 10_000 }).toBe(true)
      }
      await Promise.all(engines.map(engine => engine.stop()))
    })
  })
