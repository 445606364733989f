// The lobby: one row per table, as the list shows it.
import type { Chips } from '../chips.ts'
import type { TableId } from '../ids.ts'
import type { Blinds, Variant } from '../table/terms.ts'

export type LobbyRow = {
  table: TableId
  name: string
  variant: Variant
  blinds: Blinds
  minBuyIn: Chips
  maxBuyIn: Chips
  capacity: number
  seated: number
  bots: number
  playing: boolean
  hands: number
  reveal: 'full' | 'shown-only'
  visibility: 'public' | 'private'
  host: string
  closed: boolean
}
