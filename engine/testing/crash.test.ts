// One story of a bank, told again with a fault at every single call of a port: in the end nothing may tell them apart.
import { expect, test } from 'vitest'
import type { Page } from '../message.ts'
import { derivedId } from '../registry.ts'
import { verifyLog } from '../verify.ts'
import { bank, fees } from './bank.ts'
import type { Fault } from './faults.ts'
import { placesOf, type Told, tell } from './story.ts'

const balances = { name: 'balances', version: 1 }
const domain = { ...bank, processManagers: [...bank.processManagers, fees] }

/** Two accounts, a transfer that arrives, one that comes back, two timers, refusals handled and unhandled. */
const story = (fault?: Fault) =>
  tell(
    domain,
    async ({ order, later }) => {
      const ann = { domain: 'account', root: derivedId('ann'), actor: 'ann' }
      const bob = { domain: 'account', root: derivedId('bob'), actor: 'bob' }
      await order({ ...ann, message: { type: 'Open', amount: 100 } })
      await order({ ...bob, message: { type: 'Open' } })
      await order({ ...ann, message: { type: 'Transfer', amount: 10, to: bob.root } })
      await later()
      await order({ ...ann, message: { type: 'Transfer', amount: 5, to: derivedId('nobody') } })
      await later(40_000)
      await later(40_000)
      await order({ ...ann, message: { type: 'Deposit', amount: 2 } })
      await later(80_000)
    },
    fault,
  )

/** What must not depend on faults: no times, no ids, and no order between streams. */
const lineOf = ({ domain, root, sequence, type, data, actor }: Page) => {
  const { dueAt: _, lateBy: __, at: ___, label, detail: ____, payload: _____, ...rest } = data
  const named = typeof label === 'string' ? { label: label.replace(/\d{5,}/, 'when') } : {}
  // A dead letter's id derives from the label of what was refused, and this bank's labels hold the time.
  const at = domain === 'dead-letter' ? '' : root
  return `${domain} ${at} ${sequence} ${type} ${JSON.stringify({ ...rest, ...named })} ${actor}`
}

const outcome = async ({ ports, told }: Told) => {
  const pages = await ports.events.readAll(0, 10_000)
  expect(await verifyLog(ports.events)).toEqual({ ok: true, checked: pages.length })
  const rows = [...(await ports.projections.all(balances))]
  // Nobody watches a process that is gone: who comes to the next one reads anew.
  for (const [key, { row }] of rows) if (told.has(`balances/${key}`)) expect(told.get(`balances/${key}`)).toEqual(row)
  return {
    events: pages.map(lineOf).sort(),
    rows: rows.map(([key, { row }]) => [key, row]).sort(),
    due: (await ports.timeouts.due(Number.MAX_SAFE_INTEGER, 100)).map(({ process, key, name }) => [process, key, name]),
  }
}

const faultless = await story()
const expected = await outcome(faultless)
const places = placesOf(faultless)

const differs = async (fault: Fault): Promise<boolean> => {
  try {
    expect(await outcome(await story(fault))).toEqual(expected)
    return false
  } catch {
    return true
  }
}

test('[CR1] the story has everything in it that may go wrong', () => {
  const types = expected.events.map(line => line.split(' ')[3])
  for (const type of ['TransferReturned', 'TimeoutElapsed', 'CommandRejected', 'Nudged', 'DeadLetterOpened'])
    expect(types).toContain(type)
  expect(places.length).toBeGreaterThan(100)
})

const tracesOf = async (kind: Fault['kind']) => {
  const traces: string[] = []
  for (const { call, at } of places) if (await differs({ at, kind })) traces.push(`${at} ${call}`)
  return traces
}
/** However busy the machine is. */
const slow = { timeout: 300_000 }

test('[CR2] an answer that is lost, wherever that is, loses nothing and doubles nothing', slow, async () => {
  expect(await tracesOf('lost')).toEqual([])
})

test('[CR3] a call that is refused, wherever that is, loses nothing and doubles nothing', slow, async () => {
  expect(await tracesOf('refused')).toEqual([])
})

test('[CR4] a process that ends, wherever that is, loses nothing and doubles nothing', slow, async () => {
  expect(await tracesOf('ended')).toEqual([])
})
