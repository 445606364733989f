import { performance } from 'node:perf_hooks'
import type { Counter, Histogram, Registry } from 'prom-client'
import type { ConsumerStatus, Engine } from '@/engine/engine'
import type { Journal } from '@/engine/ports'
import { lineOf } from '../operating/log'

/** Where one consumer stood. */
export type Stood = Pick<ConsumerStatus, 'position' | 'lag' | 'lagMs'>
/** One look at the process. Rates are those since the look before; null where nothing of the kind happened. */
export type Sample = {
  readonly at: number
  readonly head: number
  readonly eventsPerSecond: number
  readonly commandsPerSecond: number
  readonly appendMs: number | null
  readonly commandMs: number | null
  readonly retriesPerSecond: number
  /** How much of the time the event loop was at work, from 0 to 1. */
  readonly busy: number
  readonly memory: number
  readonly consumers: Readonly<Record<string, Stood>>
}
/** What a consumer last broke at. */
export type Breakdown = { readonly at: number; readonly error: string }

export type Vitals = {
  /** Oldest first. */
  readonly samples: () => readonly Sample[]
  readonly everyMs: number
  readonly startedAt: number
  readonly breakdown: (consumer: string) => Breakdown | undefined
  readonly journaled: Journal
  /** Looks from now on, again and again, until what comes back is called. */
  readonly watch: (engine: Pick<Engine, 'status' | 'lastPosition'>, registry?: Registry) => () => void
}

const everyMs = 5000
/** Ten minutes of them. */
const most = 120

type Totals = {
  readonly at: number
  readonly events: number
  readonly commands: number
  readonly retries: number
  readonly appends: Timed
  readonly answers: Timed
}
type Timed = { readonly seconds: number; readonly count: number }

/** The last minutes of this process, kept in it: whoever opens a page finds them there. */
export const keepVitals = (now: () => number): Vitals => {
  const kept: Sample[] = []
  const broken = new Map<string, Breakdown>()
  return {
    samples: () => kept,
    everyMs,
    startedAt: now(),
    breakdown: consumer => broken.get(consumer),
    journaled: line => {
      const { error } = lineOf(line) as { readonly error?: string }
      if (line.event === 'consumer-failed') broken.set(String(line.consumer), { at: now(), error: error ?? '' })
    },
    watch: (engine, registry) => {
      let before: Totals | undefined
      let loop = performance.eventLoopUtilization()
      const look = async () => {
        const totals = await totalsOf(registry, now())
        const { utilization: busy } = performance.eventLoopUtilization(loop)
        loop = performance.eventLoopUtilization()
        kept.push({ ...rates(before, totals), busy, ...(await standing(engine)) })
        kept.splice(0, Math.max(0, kept.length - most))
        before = totals
      }
      const again = () => void look().catch(() => {})
      again()
      const timer = setInterval(again, everyMs)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

type Engined = Pick<Engine, 'status' | 'lastPosition'>

const standing = async (engine: Engined) => {
  const consumers = engine.status().map(({ name, position, lag, lagMs }) => [name, { position, lag, lagMs }] as const)
  return {
    head: await engine.lastPosition(),
    memory: process.memoryUsage.rss(),
    consumers: Object.fromEntries(consumers),
  }
}

const rates = (before: Totals | undefined, now: Totals) => {
  const seconds = before ? Math.max(0.001, (now.at - before.at) / 1000) : 0
  const perSecond = (of: 'events' | 'commands' | 'retries') => (before ? (now[of] - before[of]) / seconds : 0)
  const mean = (of: 'appends' | 'answers') => {
    const count = now[of].count - (before?.[of].count ?? now[of].count)
    return before && count > 0 ? (1000 * (now[of].seconds - before[of].seconds)) / count : null
  }
  return {
    at: now.at,
    eventsPerSecond: perSecond('events'),
    commandsPerSecond: perSecond('commands'),
    retriesPerSecond: perSecond('retries'),
    appendMs: mean('appends'),
    commandMs: mean('answers'),
  }
}

const totalsOf = async (registry: Registry | undefined, at: number): Promise<Totals> => ({
  at,
  events: await sumOf(registry, 'events_appended_total'),
  commands: await sumOf(registry, 'commands_total'),
  retries: await sumOf(registry, 'retries_total'),
  appends: await timesOf(registry, 'append_seconds'),
  answers: await timesOf(registry, 'command_seconds'),
})

type Measured = Pick<Counter, 'get'>
const valuesOf = async (registry: Registry | undefined, name: string) =>
  (await (registry?.getSingleMetric(`riverbook_${name}`) as Measured | undefined)?.get())?.values ?? []

const sumOf = async (registry: Registry | undefined, name: string): Promise<number> =>
  (await valuesOf(registry, name)).reduce((sum, { value }) => sum + value, 0)

const timesOf = async (registry: Registry | undefined, name: string): Promise<Timed> => {
  const values: Awaited<ReturnType<Histogram['get']>>['values'] = await valuesOf(registry, name)
  const sum = (ending: string) =>
    values.filter(({ metricName = '' }) => metricName.endsWith(ending)).reduce((total, { value }) => total + value, 0)
  return { seconds: sum('_sum'), count: sum('_count') }
}
