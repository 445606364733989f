import type { Page, Problem } from '@/engine/message'
import type { SeatView } from '@/domain/hand/seat-view'
import type { PlayerId } from '@/domain/ids'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableView } from '@/domain/projections/table-view'

/** Who asks. Known by cookie, or by a bearer token. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'player'; readonly player: PlayerId; readonly name: string }
  | { readonly kind: 'administrator' }

/** A read model's row as it leaves the house. `version` goes up by one with every change of the row. */
export type Served<Row> = { readonly row: Row; readonly version: number; readonly position: number; readonly lagMs: number }

/** The read side, as pages and query routes use it: what this caller may see, undefined where there is nothing to see. */
export type Queries = {
  readonly lobby: (caller: Caller) => Promise<readonly Served<LobbyRow>[]>
  readonly table: (caller: Caller, table: string) => Promise<Served<TableView> | undefined>
  /** The caller's own seat in the running hand of a table. */
  readonly seat: (caller: Caller, table: string) => Promise<Served<SeatView | null>>
  readonly account: (caller: Caller, player: string) => Promise<Served<AccountRow> | undefined>
}
