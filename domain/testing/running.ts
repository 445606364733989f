// The process that answers for a house in tests, and the next one where it ends.
import type { Domain } from '@/engine/define'
import { type Engine, type Handling, startEngine } from '@/engine/engine'
import type { ManualClock } from '@/engine/memory/clock'
import type { Message } from '@/engine/message'
import type { Ports } from '@/engine/ports'
import { commandId } from './ids.ts'
import { type Life, life } from './mortal.ts'

export type Opened = {
  engine: Engine
  life: Life
  /** The next process, while it starts. */
  birth: Promise<void> | null
  readonly domain: Domain
  /** After how many writes each process ends. */
  readonly lifespan: () => number
  readonly clock: ManualClock
  readonly ports: Ports
  /** Processes so far. */
  readonly lives: { count: number }
  ids: number
}
export type Order = {
  readonly domain: string
  readonly root: string
  readonly actor: string
  readonly message: Message
  /** The nextSequence that the sender last saw. */
  readonly sequence?: number
  readonly handling?: Handling
}

/** A process is started, and another one where it ends before it has begun. */
export const start = async (
  house: Pick<Opened, 'ports' | 'domain' | 'lifespan' | 'lives'>,
): Promise<Pick<Opened, 'engine' | 'life'>> => {
  for (;;) {
    house.lives.count += 1
    const begun = life(house.ports, house.lifespan())
    const engine = await Promise.race([startEngine(begun.ports, house.domain), begun.ended])
    if (engine) return { engine, life: begun }
  }
}

const bringUp = async (house: Opened) => {
  if (!house.life.isOver()) return
  house.birth ??= start(house).then(begun => {
    Object.assign(house, { ...begun, birth: null })
  })
  await house.birth
}

/** Whom no process answers asks the next one. */
export const answered = async <Answer>(house: Opened, ask: (engine: Engine) => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    await bringUp(house)
    const answer = await Promise.race([ask(house.engine), house.life.ended.then(() => undefined)])
    if (answer !== undefined) return answer
  }
}

export const coverOf = (domain: string, root: string) => ({
  domain,
  root,
  edition: '',
  correlationId: domain === 'hand' ? root : '',
  ext: null,
})

export const send = (house: Opened, { domain, root, handling, ...order }: Order) => {
  house.ids += 1
  const command = { ...order, cover: coverOf(domain, root), commandId: commandId(house.ids) }
  return answered(house, engine => engine.execute(command, handling))
}

export const order = async (house: Opened, wanted: Order) => {
  const answer = await send(house, wanted)
  await atRest(house)
  return answer
}

/** What was caused is done, as far as no timer has to run for it. */
export const atRest = async (house: Opened) => {
  const { clock, ports } = house
  for (;;) {
    await bringUp(house)
    await clock.advance(0)
    const before = await ports.events.lastPosition()
    await clock.advance(0)
    const isBehind = house.life.isOver() || house.engine.status().some(({ lag }) => lag > 0)
    if (!isBehind && (await ports.events.lastPosition()) === before) return
  }
}
