import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Answer, Engine } from '@/engine/engine'
import type { Append, Appended, Journal } from '@/engine/ports'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Lines of the journal after which something is tried again. */
const triedAgain = new Set(['consumer-failed', 'batch-failed', 'timers-failed', 'timeout-failed', 'tail-failed'])

type Sent = Parameters<Engine['execute']>[0]

/** What is counted of a running server, and told to Prometheus. No label comes from outside: all are declared names. */
export const makeMetrics = () => {
  const registers = [new Registry()] as const
  const [registry] = registers
  collectDefaultMetrics({ register: registry, prefix: 'riverbook_' })
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `riverbook_${name}`, help, labelNames, registers: [registry] })
  const histogram = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name: `riverbook_${name}`, help, labelNames, buckets: seconds, registers: [registry] })
  const commands = counter('commands_total', 'Commands from outside, by what became of them', [
    'domain',
    'type',
    'outcome',
  ])
  const latency = histogram('command_seconds', 'From a command to its answer', ['domain', 'type'])
  const conflicts = counter('conflicts_total', 'Commands from a stale screen, by merge strategy', ['strategy'])
  const events = counter('events_appended_total', 'Events that became durable', ['domain'])
  const appends = histogram('append_seconds', 'One append to the store', [])
  const races = counter('append_races_total', 'Appends that lost a race and were decided again', ['domain'])
  const refusals = counter('reactions_refused_total', 'Commands of sagas and process managers that were refused', [
    'domain',
    'type',
  ])
  const replays = histogram('replay_seconds', 'Reading a stream to fold it', ['domain'])
  const retries = counter('retries_total', 'Work that failed for now and is tried again', ['what'])
  return {
    registry,
    answered: ({ cover, message }: Sent, outcome: string, time: number) => {
      commands.inc({ domain: cover.domain, type: message.type, outcome })
      latency.observe({ domain: cover.domain, type: message.type }, time)
    },
    conflict: (strategy: string) => conflicts.inc({ strategy }),
    appended: ({ stream, pages }: Append, { status }: Appended, time: number) => {
      appends.observe({}, time)
      if (status === 'ok') events.inc({ domain: stream.domain }, pages.length)
      if (status === 'conflict') races.inc({ domain: stream.domain })
    },
    refused: (domain: string, type: string) => refusals.inc({ domain, type }),
    replayed: (domain: string, time: number) => replays.observe({ domain }, time),
    journaled: ((line): void => {
      if (triedAgain.has(line.event)) retries.inc({ what: line.event })
    }) satisfies Journal,
    /** Asked for whenever somebody looks. */
    gauge: (name: string, help: string, read: () => Promise<readonly Measured[]> | readonly Measured[]) => {
      const made: Gauge = new Gauge({
        name: `riverbook_${name}`,
        help,
        labelNames: ['name'],
        registers: [registry],
        collect: async () => {
          made.reset()
          for (const { labels = {}, value } of await read()) made.set(labels, value)
        },
      })
    },
  }
}
export type Metrics = ReturnType<typeof makeMetrics>
type Measured = { readonly labels?: { readonly name: string }; readonly value: number }

const mostDeadLetters = 500

/** What stands where: consumers, dead letters. */
export const watchEngine = ({ gauge }: Metrics, engine: Engine): void => {
  const ofConsumers = (read: (status: ReturnType<Engine['status']>[number]) => number) => () =>
    engine.status().map(status => ({ labels: { name: status.name }, value: read(status) }))
  gauge(
    'consumer_lag_events',
    'Events that a consumer has not handled yet',
    ofConsumers(({ lag }) => lag),
  )
  gauge(
    'consumer_lag_milliseconds',
    'Age of the oldest of them',
    ofConsumers(({ lagMs }) => lagMs),
  )
  gauge('dead_letters_open', 'Dead letters that wait for somebody, at most 500', async () => {
    const isThere = engine.registry.projectors.some(({ name }) => name === 'dead-letters')
    const filter = { where: { status: 'open' }, limit: mostDeadLetters }
    return isThere ? [{ value: (await engine.page('dead-letters', filter)).length }] : []
  })
}

/** What an answer counts as. */
export const outcomeOf = (answer: Answer): string => {
  if (answer.status === 'rejected') return answer.problem.reason === 'needs-review' ? 'review' : 'rejected'
  return answer.repeated ? 'repeated' : 'accepted'
}
