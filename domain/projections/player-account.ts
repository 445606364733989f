// A player's own account: name, bankroll, what is reserved where, the last movements.
import type { Chips } from '../chips.ts'
import type { PlayerId, ReservationId, TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'

export type AccountMovement = { at: string; text: string; amount: number; bankroll: Chips }
export type AccountRow = {
  player: PlayerId
  name: string
  kind: PlayerKind
  bankroll: Chips
  available: Chips
  reservations: { reservation: ReservationId; table: TableId; amount: Chips; purpose: 'buy-in' | 'top-up' }[]
  /** Newest first, at most 50. */
  movements: AccountMovement[]
  /** Why the last reservation came back, until the next one. */
  lastRelease: { table: TableId; reason: string } | null
}
