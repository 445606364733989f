// A story told to an engine on the memory ports, with a fault at one call: a process that ends is followed by another.
import type { Domain } from '../define.ts'
import { type Engine, startEngine } from '../engine.ts'
import { type ManualClock, manualClock } from '../memory/clock.ts'
import { memoryPorts } from '../memory/ports.ts'
import type { Message } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { type Fault, type Faulty, faulty } from './faults.ts'

type Order = {
  readonly domain: string
  readonly root: string
  readonly actor: string
  readonly message: Message & { readonly [field: string]: unknown }
}
type Kept = {
  readonly domain: Domain
  readonly clock: ManualClock
  /** What outlives a process. */
  readonly ports: Ports
  readonly lives: { count: number }
  /** Rows as this process told them last, by projection and key. */
  readonly told: Map<string, unknown>
}
type Process = { life: Faulty; engine: Engine }
type World = Kept & Process

export type Told = World & {
  /** Tried until it is answered, under the same command id, as a caller does who got no answer. */
  readonly order: (order: Order) => Promise<void>
  /** Everything that was caused is done, then so many milliseconds go by, then again. */
  readonly later: (milliseconds?: number) => Promise<void>
}

const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))
const patience = 400
/** Nobody misses a process for longer than this. */
const atOnce = 500
const opening = 1_790_000_000_000

export const tell = async (domain: Domain, story: (told: Told) => Promise<void>, fault?: Fault): Promise<Told> => {
  const clock = manualClock(opening, yieldTurn)
  const lives = { count: 0 }
  // Of a process that has ended every lease is over when the next one begins: how long that takes is not told here.
  const ports = memoryPorts({ clock }, () => lives.count * 60_000)
  const kept: Kept = { domain, clock, ports, told: new Map(), lives }
  const world: World = { ...kept, ...(await begin(kept, fault)) }
  const told: Told = Object.assign(world, {
    order: (order: Order) => deliver(world, order),
    later: async (milliseconds = 0) => {
      await atRest(world)
      for (let passed = 0; passed < milliseconds; passed += atOnce) {
        await world.clock.advance(atOnce)
        if (world.life.isOver()) await restart(world)
      }
      if (milliseconds > 0) await atRest(world)
    },
  })
  await story(told)
  return told
}

/** Of the calls that only look whether something is new every sixtieth will do: there are hundreds. */
const isLook = (call: string) =>
  ['events.readAll', 'timeouts.due', 'timeouts.nextDueAt', 'checkpoints.acquire'].includes(call)

/** Where a story without faults can be disturbed. */
export const placesOf = ({ life }: Told): readonly { readonly call: string; readonly at: number }[] =>
  life.calls
    .map((call, index) => ({ call, at: index + 1 }))
    .filter(({ call, at }) => !isLook(call) || at % 60 === 0 || at < 20)

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

const start = async ({ domain, clock, ports, told, lives }: Kept, fault?: Fault) => {
  lives.count += 1
  const life = faulty(ports, fault)
  told.clear()
  const engine = await finished(clock, life, startEngine(life.ports, domain))
  engine?.onRows(({ projection, changes }) => {
    for (const { key, stored } of changes) told.set(`${projection}/${key}`, stored?.row)
  })
  return { life, engine }
}

/** A process that could not start, or ended, is followed by one without faults. */
const begin = async (kept: Kept, fault?: Fault): Promise<Process> => {
  const { life, engine } = await start(kept, fault).catch(() => ({ life: undefined, engine: undefined }))
  return life && engine ? { life, engine } : begin(kept)
}

const restart = async (world: World) => Object.assign(world, await begin(world))

const deliver = async (world: World, { domain, root, actor, message }: Order) => {
  const cover = { domain, root, edition: '', correlationId: root, ext: null }
  const commandId = derivedId('order', root, JSON.stringify(message))
  for (let attempt = 0; attempt < 3; attempt++) {
    const sent = world.engine.execute({ cover, message, commandId, actor })
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
    const last = await world.ports.events.lastPosition()
    const due = await world.ports.timeouts.due(world.clock.now(), 10)
    const isBehind = world.engine.status().some(({ position }) => position < last)
    if (!isBehind && due.length === 0 && (await world.ports.events.lastPosition()) === last) return
  }
  throw new Error(`never at rest after ${world.life.calls.slice(-3)}`)
}
