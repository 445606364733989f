// What a replay is made from: the events of one hand as one viewer may see them, and what its table says beside them.
import { eventOf, type Page } from '@/engine/message'
import type { Card } from '../cards/card.ts'
import type { HandEvent } from '../hand/events.ts'
import type { HandId, PlayerId, Seat, TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import type { TableRow } from '../projections/table-view.ts'

/** An event as everybody may see it. */
export type ReplayPage = Pick<Page, 'sequence' | 'type' | 'data' | 'recordedAt' | 'position' | 'eventId' | 'actor'>
/** Where the hand was played: what its own events do not say. */
export type Setting = Pick<TableRow, 'name' | 'host' | 'minBuyIn' | 'maxBuyIn' | 'capacity' | 'visibility'>

export type HandHistory = {
  readonly hand: HandId
  readonly edition: string
  readonly table: TableId
  readonly setting: Setting
  /** Its number at the table, from 1. */
  readonly number: number
  readonly names: Record<PlayerId, string>
  readonly kinds: Record<PlayerId, PlayerKind>
  /** Who looks; null for a stranger. */
  readonly viewer: PlayerId | null
  /** Null where the viewer was not dealt in. */
  readonly viewerSeat: Seat | null
  /** The viewer's own cards: all that was presented to nobody else. */
  readonly cards: readonly Card[] | null
  /** All of the hand, as far as it has come: sequences from 0, without gaps. */
  readonly pages: readonly ReplayPage[]
  readonly nextSequence: number
  readonly over: boolean
  /** The hands before and after it at the table, where there are any. */
  readonly previous: HandId | null
  readonly next: HandId | null
}

export type Presented = Pick<HandHistory, 'pages' | 'viewer' | 'cards'>

/** The event as it was presented to the viewer, who got the own cards with the deal. */
export const presentedEvent = ({ viewer, cards }: Presented, page: ReplayPage): HandEvent => {
  const event = eventOf(page)
  const own = page.type === 'CardsDealt' && viewer && cards ? { private: { [viewer]: { cards: [...cards] } } } : {}
  return { ...event, ...own } as unknown as HandEvent
}

/** The position before the first event: `at=start`. */
export const beforeAll = -1
