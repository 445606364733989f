import type { PlayerId, TableId } from '@/domain/ids'
import { type HandRow, handTerms } from '@/domain/projections/hands'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { Engine } from '@/engine/engine'
import type { StoredRow } from '@/engine/ports'
import type { Listing } from '@/engine/read-models'
import { asked, given, HandsQuery } from '../asked'
import type { Caller } from '../callers/callers'
import { type Result, signInFirst } from '../operating/failures'
import type { Names } from './names'

/** A hand as lists show it; `tableName` is what the table is called now. */
export type HandLine = Omit<HandRow, 'listed'> & {
  readonly tableName: string
  readonly visibility: LobbyRow['visibility']
}
export type HandsPage = {
  readonly hands: readonly HandLine[]
  readonly names: Readonly<Record<PlayerId, string>>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}
type Given = { readonly engine: Engine; readonly names: Names }
type Stored = Omit<StoredRow, 'row'> & { readonly row: HandRow; readonly key: string }

/** Names are looked for among those who played in so many hands of the list. */
const namesFrom = 500
const mostTables = 200
const nobody: HandsPage = { hands: [], names: {}, next: null }

/** Newest first. Public ones are those of public tables, and of the caller's own; the others are found by who was dealt in. */
export const listHands = async (needs: Given, caller: Caller, query: URLSearchParams): Promise<Result<HandsPage>> => {
  const wanted = asked(HandsQuery, query)
  if ('failure' in wanted) return wanted
  if (wanted.value.scope === 'mine' && caller.kind === 'anonymous') return signInFirst
  const narrowed = await narrow(needs, caller, wanted.value)
  if (!narrowed) return { value: nobody }
  const { limit } = wanted.value
  const rows = await needs.engine.list<HandRow>('hands', { ...narrowed, limit: limit + 1 })
  return { value: await pageOf(needs, rows, limit) }
}

/** Undefined where nothing can be found. */
const narrow = async (
  needs: Given,
  caller: Caller,
  wanted: HandsQuery,
): Promise<Omit<Listing, 'limit'> | undefined> => {
  const { player, table, from, to, minPot, cursor, q } = wanted
  const place = scopeOf(caller, wanted.scope)
  if (!place) return undefined
  const found = q ? [await termsFor(needs, place, q)] : []
  const [at = '', key = ''] = cursor?.split('~') ?? []
  return {
    ...place,
    under: [
      ...place.under,
      ...(player ? [[handTerms.player(player)]] : []),
      ...(table ? [[handTerms.table(table)]] : []),
      ...(minPot ? [handTerms.potsFrom(minPot)] : []),
      ...found,
    ],
    ...given({
      from,
      to,
      atLeast: minPot ? { field: 'pot', amount: minPot } : undefined,
      before: cursor ? { at, key } : undefined,
    }),
  }
}

type Scope = Pick<Listing, 'under' | 'beside'>

const scopeOf = (caller: Caller, scope: HandsQuery['scope']): Scope | undefined => {
  if (scope === 'mine') return caller.kind === 'player' ? { under: [[handTerms.player(caller.player)]] } : undefined
  if (caller.kind === 'administrator') return { under: [] }
  const own = caller.kind === 'player' ? [{ host: caller.player }] : []
  return { under: [], beside: { of: 'lobby', field: 'table', any: [{ visibility: 'public' }, ...own] } }
}

/** What a text may mean: a hand's number, the beginning of its id, names of tables, names of players. */
const termsFor = async (needs: Given, scope: Scope, q: string): Promise<readonly string[]> => {
  const text = q.toLowerCase()
  const [, number] = /^#?(\d{1,9})$/.exec(text) ?? []
  const tables = [...(await needs.engine.rows<LobbyRow>('lobby')).values()].filter(({ row }) => isIn(row.name, text))
  return [
    ...(number ? [handTerms.number(Number(number))] : []),
    ...(/^[\da-f]{8}[\da-f-]{0,28}$/.test(text) ? [handTerms.id(text)] : []),
    ...tables.slice(0, mostTables).map(({ row }) => handTerms.table(row.table)),
    ...(await playersNamed(needs, scope, text)).map(handTerms.player),
  ]
}

const isIn = (name: string, text: string) => name.toLowerCase().includes(text)

/** Names lie encrypted in the rows, so they are opened here rather than searched there. */
const playersNamed = async ({ engine, names }: Given, scope: Scope, text: string): Promise<readonly PlayerId[]> => {
  const recent = await engine.list<HandRow>('hands', { ...scope, limit: namesFrom })
  const players = [...new Set(recent.flatMap(({ row }) => row.players.map(({ player }) => player)))]
  const called = await names(players)
  return players.filter(player => isIn(called[player] ?? '', text))
}

const pageOf = async (needs: Given, rows: readonly Stored[], limit: number): Promise<HandsPage> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const tables = await tablesOf(needs.engine, [...new Set(shown.map(({ row }) => row.table))])
  const players = new Set(shown.flatMap(({ row }) => row.players.map(({ player }) => player)))
  return {
    hands: shown.map(({ row: { listed, ...hand } }) => {
      const table = tables.get(hand.table)
      return { ...hand, tableName: table?.name ?? 'A table', visibility: table?.visibility ?? 'private' }
    }),
    names: await needs.names([...players]),
    next: last && rows.length > limit ? `${last.row.listed.at}~${last.key}` : null,
  }
}

const tablesOf = async (engine: Engine, tables: readonly TableId[]): Promise<ReadonlyMap<TableId, LobbyRow>> => {
  const rows = await Promise.all(tables.map(table => engine.row<LobbyRow>('lobby', table)))
  return new Map(rows.flatMap(stored => (stored ? [[stored.row.table, stored.row] as const] : [])))
}
