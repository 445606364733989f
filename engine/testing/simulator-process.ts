// One process over the stores that outlive it: its calls fail, come late or are its last, and it may be frozen meanwhile.
import type { Ports } from '../ports.ts'
import type { Dice } from './simulator-dice.ts'
import type { SetClock, VirtualTime } from './simulator-time.ts'
import type { Trace } from './simulator-trace.ts'
import type { Weather } from './simulator-weather.ts'

export type Process = {
  readonly ports: Ports
  readonly isOver: () => boolean
  /** Now, whatever it is doing. */
  readonly end: () => void
  /** It does nothing for so long, and knows nothing of it. */
  readonly freeze: (milliseconds: number) => void
  readonly onEnd: (listener: () => void) => void
}
export type Surroundings = {
  readonly name: string
  readonly ports: Ports
  readonly clock: SetClock
  readonly time: VirtualTime
  readonly throws: Dice
  readonly trace: Trace
  /** Of now: it clears up in the end. */
  readonly weather: () => Weather
}

type Work = (...args: never[]) => Promise<unknown>
type Fate = 'plain' | 'refused' | 'lost' | 'late' | 'ended'

const lostConnection = () => Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' })
/** No answer, ever. */
const silence = () => new Promise<never>(() => {})

export const beginProcess = ({ name, ports, clock, time, throws, trace, weather }: Surroundings): Process => {
  let over = false
  let frozenUntil = 0
  const listeners: (() => void)[] = []
  const end = () => {
    if (over) return
    over = true
    trace.say(`${name} ends`)
    for (const listener of listeners) listener()
  }
  const thawed = async () => {
    while (time.now() < frozenUntil) await time.wait(frozenUntil - time.now())
  }
  const fateOf = (): Fate => {
    const { refused, lost, late, ended } = weather()
    const thrown = throws.next() * 1000
    if (thrown < refused) return 'refused'
    if (thrown < refused + lost) return 'lost'
    if (thrown < refused + lost + ended) return 'ended'
    return thrown < refused + lost + ended + late ? 'late' : 'plain'
  }
  /** The wish is late, or the answer is; what was on its way when the process ended may arrive all the same. */
  const late = async (work: () => Promise<unknown>) => {
    const delay = throws.between(1, weather().latest)
    if (throws.chance(0.5)) {
      const answer = await work()
      await time.wait(delay)
      return answer
    }
    await time.wait(delay)
    return over && throws.chance(0.5) ? silence() : work()
  }
  const met = async (fate: Fate, work: () => Promise<unknown>): Promise<unknown> => {
    if (fate === 'plain') return work()
    if (fate === 'late') return late(work)
    if (fate === 'lost' || (fate === 'ended' && throws.chance(0.5))) await work()
    if (fate !== 'ended') throw lostConnection()
    end()
    return silence()
  }
  const called = (call: string, work: Work): Work => {
    const line = `${name} ${call}`
    return async (...args) => {
      if (over) return silence()
      if (time.now() < frozenUntil) await thawed()
      const fate = fateOf()
      trace.say(fate === 'plain' ? line : `${line} ${fate}`)
      const answer = met(fate, () => work(...args))
      return alive(answer)
    }
  }
  const alive = async (answer: Promise<unknown>): Promise<unknown> => {
    try {
      const value = await answer
      if (time.now() < frozenUntil) await thawed()
      return over ? silence() : value
    } catch (error) {
      if (time.now() < frozenUntil) await thawed()
      return over ? silence() : Promise.reject(error)
    }
  }
  const port = <P extends object>(of: string, methods: P): P =>
    Object.fromEntries(Object.entries(methods).map(([key, work]) => [key, called(`${of}.${key}`, work as Work)])) as P
  const { chance: _, journal: __, clock: ___, ...doors } = ports
  const wrapped = Object.fromEntries(Object.entries(doors).map(([of, methods]) => [of, port(of, methods)]))
  const after: SetClock['after'] = (milliseconds, call) => {
    const rung = () => {
      if (over) return
      if (time.now() < frozenUntil) return void time.after(frozenUntil - time.now(), rung)
      call()
    }
    return time.after(milliseconds, rung)
  }
  return {
    ports: { ...ports, ...wrapped, clock: { ...clock, after } },
    isOver: () => over,
    end,
    freeze: milliseconds => {
      frozenUntil = time.now() + milliseconds
      trace.say(`${name} is frozen`)
    },
    onEnd: listener => listeners.push(listener),
  }
}
