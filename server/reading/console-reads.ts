import { type EditionRow, editionTerms } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import { type OperationRow, operationTerms } from '@/engine/operation'
import type { Listed, Ports } from '@/engine/ports'
import { asked, CompareQuery, EditionsQuery, isName, NoQuery, OperationsQuery } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { nothingHere, type Result } from '../operating/failures'
import { deadLetterReads } from '../sending/dead-letter-desk'
import { forAdministrators } from '../sending/orders'
import { auditReads } from './audit'
import { catalogReads } from './catalog-reads'
import { type ConsumerGiven, makeConsumerReads } from './consumer-reads'
import { densityReads } from './density'
import { logPage } from './event-book'
import { makeProcessReads } from './process-reads'
import type { Reads } from './reads'
import { makeSnapshotReads } from './snapshot-reads'
import { makeVitalReads, type VitalGiven } from './vital-reads'
import { mayFollow, mayRead, mayUse } from './who-may-read'

type Given = ConsumerGiven & VitalGiven & { readonly ports: Pick<Ports, 'events'> }

const answered = async <T>(wanted: Result<T>, read: (wanted: T) => Promise<unknown>): Promise<Result<unknown>> =>
  'failure' in wanted ? wanted : { value: await read(wanted.value) }

/** What operators look at, and what everybody may know of what there is. */
export const makeConsoleReads = ({
  engine,
  ports,
  vitals,
}: Given): Omit<
  Reads,
  'rows' | 'row' | 'streams' | 'book' | 'state' | 'course' | 'verify' | 'event' | 'hand' | 'timeline' | 'correlation'
> => ({
  ...catalogReads({ engine, ports }),
  ...auditReads(engine),
  ...densityReads({ engine, ports }),
  ...makeConsumerReads({ engine, ports, vitals }),
  ...makeProcessReads({ engine, ports }),
  ...makeSnapshotReads(engine),
  ...makeVitalReads({ engine, ports, vitals }),
  editions: (caller, { query }) => answered(asked(EditionsQuery, query), wanted => editionsOf(engine, caller, wanted)),
  compare: async (caller, { query, address: { name } }) => {
    const wanted = asked(CompareQuery, query)
    if ('failure' in wanted) return wanted
    const other = wanted.value.with
    const may = name !== '' && (await mayUse(engine, caller, name)) && (await mayUse(engine, caller, other))
    return may
      ? { value: { edition: name, with: other, streams: await compared(engine, caller, { name, other }) } }
      : nothingHere
  },
  planMerge: forAdministrators(async (_, { query, address: { name, action } }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const plan = action === 'merge' ? await engine.editions.planMerge(name) : undefined
    return plan ? { value: { edition: name, ...plan, commands: await engine.editions.ordered(name) } } : nothingHere
  }),
  ...deadLetterReads(engine),
  operations: forAdministrators((_, { query }) =>
    answered(asked(OperationsQuery, query), wanted => operationsOf(engine, wanted)),
  ),
  operation: async (caller, { query, address: { id } }) =>
    (await mayFollow(engine, caller, id)) ? row(engine, query, { projection: 'operations', id }) : nothingHere,
})

type Listing = { readonly cursor?: string | undefined; readonly limit: number }
/** One's own; administrators see all. */
const editionsOf = async (
  engine: Engine,
  caller: Caller,
  { status, ...wanted }: Listing & { readonly status?: EditionRow['status'] | undefined },
) => {
  if (caller.kind === 'anonymous') return { rows: [], next: null }
  const own = caller.kind === 'player' ? [[editionTerms.owner(caller.player)]] : []
  return newestFirst(engine, 'editions', {
    ...wanted,
    under: [...own, ...(status ? [[editionTerms.status(status)]] : [])],
  })
}

type OperationsWanted = Listing & {
  readonly status?: OperationRow['status'] | undefined
  readonly kind?: string | undefined
}
const operationsOf = (engine: Engine, { status, kind, ...wanted }: OperationsWanted) => {
  const under = [...(status ? [[operationTerms.status(status)]] : []), ...(kind ? [[operationTerms.kind(kind)]] : [])]
  return newestFirst(engine, 'operations', { ...wanted, under })
}

const compared = async (engine: Engine, caller: Caller, { name, other }: { name: string; other: string }) => {
  const streams = await engine.editions.compare(name, other, viewerOf(caller))
  const may = await Promise.all(
    streams.map(({ domain, root }) => mayRead(engine, caller, { domain, root, edition: name })),
  )
  return streams
    .filter((_, n) => may[n])
    .map(({ only, ...stream }) => ({
      ...stream,
      only: { edition: only.edition.map(logPage), other: only.other.map(logPage) },
    }))
}

const isThere = (engine: Engine, projection: string) =>
  engine.registry.projectors.some(({ name }) => name === projection)

type Newest = Listing & { readonly under?: readonly (readonly string[])[] }

/** A page of a list by when its rows began. The cursor is where the page before ended. */
const newestFirst = async (engine: Engine, projection: string, { cursor, limit, under = [] }: Newest) => {
  const [at = '', key = ''] = cursor?.split(' ') ?? []
  const before = cursor === undefined ? {} : { before: { at, key } }
  const rows = isThere(engine, projection) ? await engine.list<Begun>(projection, { under, ...before, limit }) : []
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    rows: rows.map(({ key: id, row, version, position }) => {
      const { listed: _, ...told } = row as Begun
      return { id, ...told, version, position }
    }),
    next: last ? `${last.row.listed.at} ${last.key}` : null,
  }
}
type Begun = { readonly listed: Listed }

const row = async (
  engine: Engine,
  query: URLSearchParams,
  { projection, id }: { readonly projection: string; readonly id: string },
): Promise<Result<unknown>> => {
  const wanted = asked(NoQuery, query)
  if ('failure' in wanted) return wanted
  const stored = isThere(engine, projection) && isName(id) ? await engine.row<object>(projection, id) : undefined
  return stored ? { value: { id, ...stored.row, version: stored.version, position: stored.position } } : nothingHere
}
