import type { AccountRow } from '@/domain/projections/player-account'
import type { Engine } from '@/engine/engine'
import type { Json } from '@/engine/message'
import type { StoredRow } from '@/engine/ports'
import { asked, given, isName, NoQuery, Root, RowsQuery } from '../asked'
import type { Caller } from '../callers/callers'
import type { Queries, Served } from '../instance'
import { nothingHere, type Result } from '../operating/failures'
import type { Names } from './names'
import type { Reads } from './reads'

type Given = { readonly engine: Engine; readonly queries: Queries; readonly names: Names }
type Wanted = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly where: { [field: string]: Json }
}

/** Read models over HTTP: those of the pages for everybody, as much of them as they show; all others for administrators. */
export const makeRowReads = (needs: Given): Pick<Reads, 'rows' | 'row'> => ({
  rows: async (caller, { query, address: { projection } }) => {
    const wanted = asked(RowsQuery, query)
    if ('failure' in wanted) return wanted
    const { cursor, limit, ...fields } = wanted.value
    const where = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fieldOf(String(value))]))
    return rowsOf(needs, caller, { projection, wanted: { cursor, limit, where } })
  },
  row: async (caller, { query, address: { projection, id } }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const own = Object.hasOwn(readers, projection) ? readers[projection] : undefined
    const served = own ? await own(needs, caller, id) : await anyRow(needs, caller, { projection, id })
    return served ? { value: served } : nothingHere
  },
})

/** As a field of a row holds it. */
const fieldOf = (text: string): Json => {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

type Reader = (needs: Given, caller: Caller, id: string) => Promise<Served<unknown> | undefined>
const readers: Readonly<Record<string, Reader>> = {
  table: ({ queries }, caller, id) => queries.table(caller, id),
  seat: ({ queries }, caller, id) => queries.seat(caller, id),
  chat: ({ queries }, caller, id) => queries.chat(caller, id),
  player: async (needs, caller, id) => (await needs.queries.account(caller, id)) ?? publicRow(needs, id),
}

/** Of a player, what every table shows of whoever sits there. */
const publicRow = async ({ engine, names }: Given, id: string) => {
  const root = Root.safeParse(id)
  const stored = root.success ? await engine.row<AccountRow>('player', root.data) : undefined
  if (!stored) return undefined
  const { player, kind } = stored.row
  return servedBy(engine, 'player', { ...stored, row: { player, name: (await names([player]))[player], kind } })
}

const servedBy = <Row>(
  engine: Engine,
  projection: string,
  { row, version, position }: Pick<StoredRow, 'version' | 'position'> & { readonly row: Row },
): Served<Row> => {
  const status = engine.status().find(({ name }) => name === projection)
  return { row, version, position, lagMs: status?.lagMs ?? 0 }
}

const isProjection = (engine: Engine, name: string) => engine.registry.projectors.some(one => one.name === name)
const mayReadAll = ({ engine }: Given, caller: Caller, projection: string) =>
  caller.kind === 'administrator' && isProjection(engine, projection)

const anyRow = async (needs: Given, caller: Caller, { projection, id }: { projection: string; id: string }) => {
  if (!mayReadAll(needs, caller, projection) || !isName(id)) return undefined
  const stored = await needs.engine.row(projection, id)
  return stored && servedBy(needs.engine, projection, stored)
}

const rowsOf = async (
  needs: Given,
  caller: Caller,
  { projection, wanted }: { readonly projection: string; readonly wanted: Wanted },
): Promise<Result<unknown>> => {
  if (projection === 'lobby') return { value: lobbyPage(await needs.queries.lobby(caller), wanted) }
  if (!mayReadAll(needs, caller, projection)) return nothingHere
  const { cursor: after, limit, where } = wanted
  const filter = { ...given({ after }), ...(Object.keys(where).length > 0 ? { where } : {}), limit }
  const rows = await needs.engine.page(projection, filter)
  const next = rows.length === limit ? (rows.at(-1)?.key ?? null) : null
  return { value: { rows: rows.map(row => ({ key: row.key, ...servedBy(needs.engine, projection, row) })), next } }
}

type Listed = Awaited<ReturnType<Queries['lobby']>>
const lobbyPage = (listed: Listed, { cursor, limit, where }: Wanted) => {
  const matching = listed.filter(({ row }) =>
    Object.entries(where).every(([field, value]) => (row as unknown as Record<string, Json>)[field] === value),
  )
  const from = cursor === undefined ? 0 : matching.findIndex(({ row }) => row.table === cursor) + 1
  const rows = matching.slice(from, from + limit)
  return { rows, next: from + limit < matching.length ? (rows.at(-1)?.row.table ?? null) : null }
}
