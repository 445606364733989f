import { type DeadLetterRow, rowsWhere } from '@/engine/dead-letter-rows'
import type { ConsumerStatus, Engine } from '@/engine/engine'
import { type OperationRow, operationTerms } from '@/engine/operation'
import { type ParkedStream, shelfOf } from '@/engine/park'
import type { Ports } from '@/engine/ports'
import { projectionRoot } from '@/engine/projection'
import { asked, NoQuery } from '../asked'
import { viewerOf } from '../callers/callers'
import { nothingHere } from '../operating/failures'
import { forAdministrators } from '../sending/orders'
import { type Standing, standingOf } from './consumer-standing'
import type { Reads } from './reads'
import type { Vitals } from './vitals'

export type ConsumerGiven = {
  readonly engine: Engine
  readonly ports: Pick<Ports, 'projections' | 'clock'>
  readonly vitals: Vitals
}

/** Points of the last minutes: when, events behind, milliseconds behind. */
type Trend = readonly (readonly [at: number, lag: number, lagMs: number])[]
export type ConsumerRow = ConsumerStatus & {
  readonly consistency?: 'async' | 'inline'
  readonly paused?: boolean
  readonly standing: Standing
  readonly head: number
  /** The operation that makes it anew. */
  readonly rebuilding: string | null
  /** Streams that wait behind an event that it could not handle. */
  readonly parked: number
  /** Dead letters of it that nobody has decided about. */
  readonly letters: number
  readonly breakdown: string | null
  readonly trend: Trend
}
export type ConsumersPage = { readonly projections: readonly ConsumerRow[] }

export type ConsumerTold = {
  readonly consumer: ConsumerRow
  readonly inputs: readonly { readonly domain: string; readonly types: readonly string[] }[]
  /** Of a projection that can be made anew. */
  readonly rebuild: RebuildFacts | null
  readonly waiting: readonly ParkedStream[]
  readonly history: readonly Happened[]
}
export type RebuildFacts = {
  readonly events: number
  readonly rows: number
  /** As the last rebuild of any projection went; null where there was none. */
  readonly perSecond: number | null
  /** People read its rows. */
  readonly visible: boolean
}
export type Happened = {
  readonly at: string
  readonly what: 'paused' | 'resumed' | 'rebuild'
  readonly by: string
  readonly reason: string
  readonly operation: string | null
  readonly outcome: string
}

export const makeConsumerReads = (given: ConsumerGiven): Pick<Reads, 'projections' | 'projection'> => ({
  projections: forAdministrators(async (_, { query }) => {
    const wanted = asked(NoQuery, query)
    return 'failure' in wanted ? wanted : { value: { projections: await rowsOf(given) } }
  }),
  projection: forAdministrators(async (caller, { query, address: { name } }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const consumer = (await rowsOf(given)).find(one => one.name === name)
    return consumer ? { value: await told(given, consumer, viewerOf(caller)) } : nothingHere
  }),
})

const rowsOf = async (given: ConsumerGiven): Promise<readonly ConsumerRow[]> => {
  const { engine, ports, vitals } = given
  const consumers = engine.status()
  const [head, projections, letters, parked] = await Promise.all([
    engine.lastPosition(),
    engine.projections.status(),
    unsettledLetters(engine),
    ports.projections.counts(consumers.map(shelfOf)),
  ])
  const byName = new Map(projections.map(one => [one.name, one]))
  const samples = vitals.samples()
  const now = ports.clock.now()
  return consumers.map((status, n) => {
    const { name } = status
    const { consistency, paused = false, rebuilding = null } = byName.get(name) ?? {}
    const breakdown = vitals.breakdown(name)
    return {
      ...status,
      ...(consistency ? { consistency, paused } : {}),
      standing: standingOf({ status, paused, rebuilding, breakdown, samples, now }),
      head,
      rebuilding,
      parked: parked[n] ?? 0,
      letters: letters.filter(({ consumer }) => consumer === name).length,
      breakdown: breakdown?.error ?? null,
      trend: trendOf(samples, name),
    }
  })
}

/** Nobody has decided about them yet. */
export const unsettledLetters = async (engine: Engine): Promise<readonly DeadLetterRow[]> =>
  engine.registry.projectors.some(({ name }) => name === 'dead-letters')
    ? rowsWhere(filter => engine.page<DeadLetterRow>('dead-letters', filter), { settled: false })
    : []

const trendOf = (samples: ReturnType<Vitals['samples']>, name: string): Trend =>
  samples.flatMap(({ at, consumers }) => {
    const stood = consumers[name]
    return stood ? [[at, stood.lag, stood.lagMs] as const] : []
  })

type Viewer = ReturnType<typeof viewerOf>

const told = async ({ engine, ports }: ConsumerGiven, consumer: ConsumerRow, viewer: Viewer): Promise<ConsumerTold> => {
  const rebuilds = await operationsOf(engine, 'rebuild')
  const own = rebuilds.filter(({ params }) => projectionIn(params) === consumer.name)
  const [waiting, holds, [rows = 0]] = await Promise.all([
    engine.parked(consumer),
    consumer.consistency ? holdsOf(engine, consumer.name, viewer) : [],
    consumer.consistency === 'async' ? ports.projections.counts([consumer]) : [0],
  ])
  const [last] = rebuilds.filter(({ status }) => status === 'completed')
  return {
    consumer,
    inputs: inputsOf(engine, consumer.name),
    rebuild:
      consumer.consistency === 'async'
        ? { events: consumer.head, rows, perSecond: last?.perSecond || null, visible: isVisible(engine, consumer.name) }
        : null,
    waiting,
    history: [...holds, ...own.map(rebuildTold)].sort((a, b) => b.at.localeCompare(a.at)).slice(0, mostHistory),
  }
}

const mostHistory = 50
const mostOperations = 500
const projectionIn = (params: OperationRow['params']) =>
  (params as { readonly projection?: unknown } | null)?.projection

/** Newest first. */
const operationsOf = async (engine: Engine, kind: string): Promise<readonly OperationRow[]> => {
  const under = [[operationTerms.kind(kind)]]
  return (await engine.list<OperationRow>('operations', { under, limit: mostOperations })).map(({ row }) => row)
}

const rebuildTold = ({ id, startedAt, startedBy, params, status }: OperationRow): Happened => ({
  at: startedAt,
  what: 'rebuild',
  by: startedBy,
  reason: String((params as { readonly reason?: string } | null)?.reason ?? ''),
  operation: id,
  outcome: status,
})

/** When it was let stand, and by whom: the holds of a rebuild's own moment are its operation's matter. */
const holdsOf = async (engine: Engine, name: string, viewer: Viewer): Promise<readonly Happened[]> => {
  const stream = { domain: 'projection', root: projectionRoot(name), edition: '' }
  const { pages } = await engine.book(stream, {}, viewer)
  return pages
    .filter(({ data }) => data.hold === 'operator')
    .map(({ type, recordedAt, actor, data }) => ({
      at: recordedAt,
      what: type === 'ProjectionPaused' ? 'paused' : 'resumed',
      by: actor,
      reason: String(data.reason ?? ''),
      operation: null,
      outcome: '',
    }))
}

/** What the engine brings along for operators is read by nobody else. */
const forOperatorsOnly = new Set(['dead-letter', 'edition', 'operation'])
const isVisible = ({ registry }: Engine, name: string): boolean =>
  registry.projectors.find(one => one.name === name)?.domains.some(domain => !forOperatorsOnly.has(domain)) ?? false

const typesIn = (handlers: object) => Object.keys(handlers).filter(type => !type.includes(' '))

/** By domain, the types of events that there are and that it listens for. */
const inputsOf = ({ registry }: Engine, name: string): ConsumerTold['inputs'] => {
  const named = <T extends { readonly name: string }>(all: readonly T[]) => all.find(one => one.name === name)
  const [projector, saga, process] = [
    named(registry.projectors),
    named(registry.sagas),
    named(registry.processManagers),
  ]
  const domains = projector?.domains ?? process?.domains ?? (saga ? [saga.domain] : [])
  const types = typesIn(projector?.reactions ?? saga?.reactions ?? process?.process.evolve ?? {})
  return domains.map(domain => {
    const events = registry.find(domain)?.events ?? {}
    return { domain, types: types.filter(type => Object.hasOwn(events, type)) }
  })
}
