// One run: stores that last, machines whose processes come and go over them, and who sees all of it from outside.
import type { Domain } from '../define.ts'
import { type Engine, startEngine } from '../engine.ts'
import { memoryPorts } from '../memory/ports.ts'
import { type StreamName, streamKey } from '../message.ts'
import type { NewPage, Ports } from '../ports.ts'
import { bank, fees } from './bank.ts'
import type { Plant } from './simulator-bugs.ts'
import { type Dice, dice } from './simulator-dice.ts'
import { beginProcess, type Process } from './simulator-process.ts'
import { type SetClock, setClock, type VirtualTime, virtualTime } from './simulator-time.ts'
import { type Trace, trace } from './simulator-trace.ts'
import { fairWeather, type Weather, weatherOf } from './simulator-weather.ts'

export const simulatedDomain: Domain = { ...bank, processManagers: [...bank.processManagers, fees] }

export type Machine = {
  readonly name: string
  readonly clock: SetClock
  process: Process | undefined
  /** While it answers. */
  engine: Engine | undefined
  /** Rows as its process told them last. */
  told: Map<string, unknown>
}
/** What was stored, as nobody in the run can know it. */
export type Witness = {
  readonly log: readonly NewPage[]
  readonly lengthOf: (stream: StreamName) => number
}
export type World = {
  readonly seed: number
  readonly weather: () => Weather
  /** As it is before it clears up. */
  readonly forecast: Weather
  readonly clearUp: () => void
  readonly time: VirtualTime
  readonly trace: Trace
  readonly kept: ReturnType<typeof memoryPorts>
  readonly witness: Witness
  readonly machines: readonly Machine[]
  readonly diceFor: (purpose: number) => Dice
  readonly violations: string[]
  /** Looked at whenever a process ends: what it leaves behind. */
  readonly onEnd: (() => void)[]
}
export type Asked = {
  readonly seed: number
  readonly weather?: Partial<Weather>
  readonly plant?: Plant
  readonly kept?: boolean
}

const witnessed = (ports: Ports): { readonly ports: Ports; readonly witness: Witness } => {
  const log: NewPage[] = []
  const lengths = new Map<string, number>()
  const see = (pages: readonly NewPage[]) => {
    for (const page of pages) {
      log.push(page)
      lengths.set(streamKey(page), (lengths.get(streamKey(page)) ?? 0) + 1)
    }
  }
  const { events } = ports
  const append: Ports['events']['append'] = async wanted => {
    const appended = await events.append(wanted)
    if (appended.status === 'ok') see(wanted.pages)
    return appended
  }
  const appendAll: Ports['events']['appendAll'] = async (wanted, still) => {
    const answer = await events.appendAll(wanted, still)
    if ('stored' in answer) for (const { pages } of wanted) see(pages)
    return answer
  }
  return {
    ports: { ...ports, events: { ...events, append, appendAll } },
    witness: { log, lengthOf: stream => lengths.get(streamKey(stream)) ?? 0 },
  }
}

/** Ids that count, over every process of a run; bytes by the dice. */
const chanceBy = (throws: Dice): Ports['chance'] => {
  let ids = 0
  return {
    id: () => `00000000-0000-7000-8000-${(ids++).toString(16).padStart(12, '0')}`,
    bytes: count => Uint8Array.from({ length: count }, () => throws.below(256)),
  }
}

export const beginWorld = ({ seed, weather: asked, plant, kept: isKept = false }: Asked): World => {
  const diceFor = (purpose: number) => dice(seed, purpose)
  const forecast: Weather = { ...weatherOf(diceFor(1)), ...asked }
  let weather = forecast
  const time = virtualTime(diceFor(2))
  const said = trace(isKept, time.now)
  const storeClock = setClock(time)
  const kept = memoryPorts({ clock: storeClock, chance: chanceBy(diceFor(3)) })
  const { ports, witness } = witnessed(kept)
  const throws = diceFor(4)
  const machines = Array.from({ length: weather.engines }, (_, index): Machine => {
    return { name: `machine-${index}`, clock: setClock(time), process: undefined, engine: undefined, told: new Map() }
  })
  const onEnd: (() => void)[] = []
  let lives = 0
  const begin = (machine: Machine) => {
    lives += 1
    const name = `${machine.name}.${lives}`
    const process = beginProcess({
      name,
      ports,
      clock: machine.clock,
      time,
      throws,
      trace: said,
      weather: () => weather,
    })
    Object.assign(machine, { process, told: new Map() })
    process.onEnd(() => {
      machine.engine = undefined
      for (const look of onEnd) look()
      time.after(throws.between(20, 1500), () => begin(machine))
    })
    startEngine(plant?.ports?.(process.ports) ?? process.ports, plant?.domain ?? simulatedDomain).then(
      engine => {
        if (process.isOver()) return
        machine.engine = engine
        engine.onRows(({ projection, changes }) => {
          for (const { key, stored } of changes) machine.told.set(`${projection}/${key}`, stored?.row)
        })
      },
      () => process.end(),
    )
  }
  for (const machine of machines) begin(machine)
  return {
    seed,
    weather: () => weather,
    forecast,
    clearUp: () => {
      weather = { ...weather, ...fairWeather }
    },
    time,
    trace: said,
    kept,
    witness,
    machines,
    diceFor,
    violations: [],
    onEnd,
  }
}
