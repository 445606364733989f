import type { PlayerId, TableId } from '@/domain/ids'
import type { PlayerEvent } from '@/domain/player/events'
import { Player } from '@/domain/player/player'
import type { Player as PlayerState } from '@/domain/player/state'
import { type StatementLine, statementOf } from '@/domain/player/statement'
import { type HandRow, handTerms } from '@/domain/projections/hands'
import type { LobbyRow } from '@/domain/projections/lobby'
import { type Statistics, statisticsOf } from '@/domain/statistics'
import type { Engine } from '@/engine/engine'
import { eventOf } from '@/engine/message'
import { asked, StatementQuery } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { type Result, signInFirst } from '../operating/failures'

export type Statement = {
  readonly lines: readonly StatementLine[]
  readonly tables: Readonly<Record<TableId, string>>
  /** Where the next page begins; null where there is none. */
  readonly next: string | null
}
/** Of the last hands, at most so many. */
export type OwnStatistics = Statistics & { readonly ofLast: number }

const ofLast = 2000
const atOnce = 500

/** The stream is the statement: a page of it is a stretch of events, and the balance before them. */
export const readStatement = async (
  engine: Engine,
  caller: Caller,
  query: URLSearchParams,
): Promise<Result<Statement>> => {
  const wanted = asked(StatementQuery, query)
  if ('failure' in wanted) return wanted
  if (caller.kind !== 'player') return signInFirst
  const stream = { domain: Player.domain, root: caller.player, edition: '' }
  const viewer = viewerOf(caller)
  const { limit } = wanted.value
  const before = wanted.value.cursor ?? (await engine.state(Player, caller.player)).nextSequence
  const from = Math.max(0, before - limit)
  const { pages } = await engine.book(stream, { from, to: before - 1 }, viewer)
  const start =
    from === 0 ? Player.initial : ((await engine.stateAt(stream, { sequence: from - 1 }, viewer)).state as PlayerState)
  const events = pages.map(page => ({ event: eventOf(page) as unknown as PlayerEvent, source: page }))
  const lines = statementOf(start, events)
  return { value: { lines, tables: await tableNames(engine, lines), next: from > 0 ? String(from) : null } }
}

const tableNames = async (engine: Engine, lines: readonly StatementLine[]) => {
  const tables = [...new Set(lines.flatMap(({ table }) => (table ? [table] : [])))]
  const rows = await Promise.all(tables.map(table => engine.row<LobbyRow>('lobby', table)))
  return Object.fromEntries(rows.flatMap(stored => (stored ? [[stored.row.table, stored.row.name]] : [])))
}

export const readStatistics = async (engine: Engine, caller: Caller): Promise<Result<OwnStatistics>> => {
  if (caller.kind !== 'player') return signInFirst
  return { value: { ...statisticsOf(await lastHands(engine, caller.player), caller.player), ofLast } }
}

const lastHands = async (engine: Engine, player: PlayerId): Promise<readonly HandRow[]> => {
  const rows: HandRow[] = []
  let before: { readonly at: string; readonly key: string } | undefined
  do {
    const filter = { under: [[handTerms.player(player)]], limit: atOnce, ...(before ? { before } : {}) }
    const page = await engine.list<HandRow>('hands', filter)
    rows.push(...page.map(({ row }) => row))
    const last = page.at(-1)
    before = last && page.length === atOnce ? { at: last.row.listed.at, key: last.key } : undefined
  } while (before && rows.length < ofLast)
  return rows
}
