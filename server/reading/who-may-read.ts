import { z } from 'zod'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { Engine } from '@/engine/engine'
import { familyOf } from '@/engine/log-filter'
import type { Page, StreamName } from '@/engine/message'
import type { OperationRow } from '@/engine/operation'
import { recentMap } from '@/engine/recent-map'
import type { Caller } from '../callers/callers'

/** Streams that whoever may watch their table reads: knowing the address is enough, as it is for the table itself. */
const ofTables = new Set(['table', 'hand', 'chat'])

/** An edition that is there, merged ones included, and this caller's to use; main is everybody's. */
export const mayUse = async (engine: Engine, caller: Caller, edition: string): Promise<boolean> => {
  if (edition === '') return true
  if (caller.kind === 'anonymous') return false
  const found = await engine.editions.find(edition)
  if (found?.status !== 'open' && found?.status !== 'merged') return false
  return caller.kind === 'administrator' || found.owner === caller.player
}

/** In place of an edition's name: main and every edition. */
export const everyEdition = '*'

/** A list may also go over all of them, for administrators. */
export const mayGoOver = async (engine: Engine, caller: Caller, edition: string): Promise<boolean> =>
  edition === everyEdition ? caller.kind === 'administrator' : mayUse(engine, caller, edition)

/** The one rule of reading: what is refused here looks like what is not there. */
export const mayRead = async (engine: Engine, caller: Caller, { domain, root, edition }: StreamName) => {
  if (!engine.registry.find(domain) || !(await mayUse(engine, caller, edition))) return false
  if (caller.kind === 'administrator' || ofTables.has(domain)) return true
  return domain === 'player' && caller.kind === 'player' && caller.player === root
}

/** Private tables are listed to their host alone; others have to know the address. */
type Listing = Pick<LobbyRow, 'visibility' | 'host'>
export const mayListTable = (caller: Caller, row: Listing | undefined): boolean =>
  row !== undefined && (row.visibility === 'public' || (caller.kind === 'player' && row.host === caller.player))

const tablesKept = 10_000

/** Whether a page may stand in a list that its reader did not name the stream of. */
export type MayList = (caller: Caller, page: Page) => Promise<boolean>

/** Who may list a table is settled when it is created, and so looked up once. */
export const makeMayList = (engine: Engine): MayList => {
  const known = recentMap<Promise<Listing | undefined>>(tablesKept)
  const look = async (table: string): Promise<Listing | undefined> => {
    const row = (await engine.row<LobbyRow>('lobby', table).catch(() => undefined))?.row
    if (!row) known.drop(table)
    return row && { visibility: row.visibility, host: row.host }
  }
  const listingOf = (table: string) => {
    const found = known.get(table) ?? look(table)
    known.set(table, found)
    return found
  }
  return async (caller, page) => {
    if (!(await mayRead(engine, caller, page))) return false
    if (caller.kind === 'administrator' || !ofTables.has(page.domain)) return true
    return mayListTable(caller, await listingOf(page.domain === 'hand' ? familyOf(page) : page.root))
  }
}

/** Long work is its beginner's and the administrators'. */
export const mayFollow = async (engine: Engine, caller: Caller, operation: string): Promise<boolean> => {
  if (caller.kind !== 'player') return caller.kind === 'administrator'
  if (!z.uuid().safeParse(operation).success) return false
  const stored = await engine.row<OperationRow>('operations', operation)
  return stored?.row.startedBy === caller.player
}
