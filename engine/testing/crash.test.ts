// One story of a bank, told again with a fault at every single call of a port: in the end nothing may tell them apart.
import { expect, test } from 'vitest'
import { type Engine, startEngine } from '../engine.ts'
import { type ManualClock, manualClock } from '../memory/clock.ts'
import { memoryPorts } from '../memory/ports.ts'
import type { Message, Page } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { verifyLog } from '../verify.ts'
import { bank, fees } from './bank.ts'
import { type Fault, type Faulty, faulty } from './faults.ts'

type World = {
  readonly clock: ManualClock
  /** What outlives a process. */
  readonly kept: Ports
  /** Rows as this process told them last. */
  readonly told: Map<string, unknown>
  life: Faulty
  engine: Engine
}

const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))
const domain = { ...bank, processManagers: [...bank.processManagers, fees] }
const balances = { name: 'balances', version: 1 }
const patience = 400

/** Lets time pass until the work is done; undefined where the process ended first. */
const finished = async <T>(clock: ManualClock, life: Faulty, work: Promise<T>): Promise<T | undefined> => {
  let done: { value: T } | { error: unknown } | undefined
  work.then(
    value => {
      done = { value }
    },
    (error: unknown) => {
      done = { error }
    },
  )
  for (let turn = 0; turn < patience && !life.isOver(); turn++) {
    await clock.advance(turn === 0 ? 0 : 20)
    if (done && 'error' in done) throw done.error
    if (done) return done.value
  }
  if (life.isOver()) return undefined
  throw new Error(`nothing goes on after ${life.calls.slice(-3)}`)
}

const start = async ({ clock, kept, told }: Omit<World, 'life' | 'engine'>, fault?: Fault) => {
  const life = faulty(kept, fault)
  told.clear()
  const engine = await finished(clock, life, startEngine(life.ports, domain))
  engine?.onRows(({ projection, changes }) => {
    if (projection === balances.name) for (const { key, stored } of changes) told.set(key, stored?.row)
  })
  return { life, engine }
}

/** A process that could not start, or ended, is followed by one without faults. */
const begin = async (world: Omit<World, 'life' | 'engine'>, fault?: Fault): Promise<Pick<World, 'life' | 'engine'>> => {
  const { life, engine } = await start(world, fault).catch(() => ({ life: undefined, engine: undefined }))
  return life && engine ? { life, engine } : begin(world)
}

const restart = async (world: World) => Object.assign(world, await begin(world))

/** Tried until it is answered, under the same command id, as a caller does who got no answer. */
const order = async (world: World, account: string, message: Message & Record<string, unknown>) => {
  const cover = { domain: 'account', root: derivedId(account), edition: '', correlationId: account, ext: null }
  const commandId = derivedId('order', account, JSON.stringify(message))
  for (let attempt = 0; attempt < 3; attempt++) {
    const sent = world.engine.execute({ cover, message, commandId, actor: 'ann' })
    const answer = await finished(world.clock, world.life, sent).catch(() => undefined)
    if (world.life.isOver()) await restart(world)
    else if (answer) return
  }
  throw new Error(`no answer to ${message.type}`)
}

/** Everything that was caused is done, and nothing is due. */
const atRest = async (world: World): Promise<void> => {
  for (let turn = 0; turn < patience; turn++) {
    await world.clock.advance(turn === 0 ? 0 : 20)
    if (world.life.isOver()) return atRest(await restart(world))
    const behind = world.engine.status().filter(({ position }) => position < 0)
    const last = await world.kept.events.lastPosition()
    const due = await world.kept.timeouts.due(world.clock.now(), 10)
    const isBehind = behind.length > 0 || world.engine.status().some(({ position }) => position < last)
    if (!isBehind && due.length === 0 && (await world.kept.events.lastPosition()) === last) return
  }
  throw new Error(`never at rest after ${world.life.calls.slice(-3)}`)
}

const later = async (world: World, milliseconds: number) => {
  await atRest(world)
  await world.clock.advance(milliseconds)
  await atRest(world)
}

/** Two accounts, a transfer that arrives, one that comes back, two timers, refusals handled and unhandled. */
const story = async (fault?: Fault) => {
  const clock = manualClock(1_790_000_000_000, yieldTurn)
  const beginning = { clock, kept: memoryPorts({ clock }), told: new Map<string, unknown>() }
  const world: World = { ...beginning, ...(await begin(beginning, fault)) }
  await order(world, 'ann', { type: 'Open', amount: 100 })
  await order(world, 'bob', { type: 'Open' })
  await order(world, 'ann', { type: 'Transfer', amount: 10, to: derivedId('bob') })
  await atRest(world)
  await order(world, 'ann', { type: 'Transfer', amount: 5, to: derivedId('nobody') })
  await later(world, 40_000)
  await later(world, 40_000)
  await order(world, 'ann', { type: 'Deposit', amount: 2 })
  await later(world, 80_000)
  return world
}

/** What must not depend on faults: no times, no ids, and no order between streams. */
const lineOf = ({ domain, root, sequence, type, data, actor }: Page) => {
  const { dueAt: _, lateBy: __, at: ___, label, detail: ____, payload: _____, ...rest } = data
  const named = typeof label === 'string' ? { label: label.replace(/\d{5,}/, 'when') } : {}
  // A dead letter's id derives from the label of what was refused, and this bank's labels hold the time.
  const at = domain === 'dead-letter' ? '' : root
  return `${domain} ${at} ${sequence} ${type} ${JSON.stringify({ ...rest, ...named })} ${actor}`
}

const outcome = async ({ kept, told }: World) => {
  const pages = await kept.events.readAll(0, 10_000)
  expect(await verifyLog(kept.events)).toEqual({ ok: true, checked: pages.length })
  const rows = [...(await kept.projections.all(balances))]
  // Nobody watches a process that is gone: who comes to the next one reads anew.
  for (const [key, row] of told) expect(row).toEqual((await kept.projections.rows(balances, [key])).get(key)?.row)
  return {
    events: pages.map(lineOf).sort(),
    rows: rows.map(([key, { row }]) => [key, row]).sort(),
    due: (await kept.timeouts.due(Number.MAX_SAFE_INTEGER, 100)).map(({ process, key, name }) => [process, key, name]),
  }
}

const faultless = await story()
const expected = await outcome(faultless)

/** Of the calls that only look whether something is new every sixtieth will do: there are hundreds. */
const isLook = (call: string) => ['events.readAll', 'timeouts.due', 'timeouts.nextDueAt'].includes(call)
const places = faultless.life.calls
  .map((call, index) => ({ call, at: index + 1 }))
  .filter(({ call, at }) => !isLook(call) || at % 60 === 0 || at < 20)

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

const kinds = [
  ['CR2', 'lost', 'an answer that is lost'],
  ['CR3', 'refused', 'a call that is refused'],
  ['CR4', 'ended', 'a process that ends'],
] as const
for (const [rule, kind, title] of kinds) {
  test(`[${rule}] ${title}, wherever that is, loses nothing and doubles nothing`, { timeout: 60_000 }, async () => {
    const traces: string[] = []
    for (const { call, at } of places) if (await differs({ at, kind })) traces.push(`${at} ${call}`)
    expect(traces).toEqual([])
  })
}
