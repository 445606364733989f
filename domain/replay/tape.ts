// The fold of a hand's presented events into what the live table shows, at any sequence.
import { handlerOf } from '@/engine/define'
import type { Envelope, Of } from '@/engine/message'
import type { HandEvent } from '../hand/events.ts'
import { type SeatView, seatView } from '../hand/seat-view.ts'
import { evolve, type HandState, initial } from '../hand/state.ts'
import type { PlayerId } from '../ids.ts'
import { ofHand } from '../projections/table-view/of-hand.ts'
import { newSeat, ofTable } from '../projections/table-view/of-table.ts'
import type { TableRow, TableView } from '../projections/table-view.ts'
import { beforeAll, type HandHistory, type Presented, presentedEvent, type ReplayPage } from './history.ts'

export type Dealt = Of<HandEvent, 'CardsDealt'>
/** One moment: the row of the table, and the hand as the viewer may know it. */
export type Frame = { readonly row: TableRow; readonly hand: HandState }
export type Tape = {
  readonly history: HandHistory
  /** The state after the event with this sequence; before the first one `beforeAll`. */
  readonly at: (sequence: number) => Frame
}
type Told = Pick<HandHistory, 'hand' | 'table' | 'setting' | 'kinds' | 'edition'> & Presented

export const dealOf = (history: Presented): Dealt | undefined => {
  const page = history.pages.find(({ type }) => type === 'CardsDealt')
  return page && (presentedEvent(history, page) as Dealt)
}

/** The table before the hand: whoever is dealt in sits there with the stack that the hand starts with. */
const opening = (history: Told): TableRow => {
  const { table, setting, kinds } = history
  const dealt = dealOf(history)
  if (!dealt) throw new Error('no cards were dealt')
  const seats = dealt.seats.map(({ seat, player, stack }) =>
    newSeat({ seat, player, stack, kind: kinds[player] ?? 'human' }),
  )
  const { variant, blinds, terms } = dealt
  return {
    table,
    ...setting,
    variant,
    blinds,
    actionSeconds: terms.actionSeconds,
    reveal: terms.reveal,
    status: 'open',
    seats: seats.toSorted((one, other) => one.seat - other.seat),
    hand: null,
    nextDeck: null,
    log: [],
  }
}

/** What read models are told of an event beside its fields; hands of the house name their table in `ext`. */
const envelopeOf = ({ hand, table, edition }: Told, page: ReplayPage): Envelope => ({
  domain: 'hand',
  root: hand,
  edition,
  correlationId: '',
  ext: { domain: 'table', root: table },
  eventId: page.eventId,
  sequence: page.sequence,
  schemaVersion: 1,
  causationId: '',
  commandId: '',
  actor: page.actor,
  recordedAt: page.recordedAt,
  position: page.position,
  hash: '',
  privateHash: null,
  externalId: null,
  isolated: false,
  mergedFrom: null,
})

/** The table says that a hand starts, the hand that its cards are dealt, in the same words. */
const rowAfter = (row: TableRow, event: HandEvent, source: Envelope): TableRow => {
  if (event.type === 'CardsDealt') return handlerOf(ofTable, 'HandStarted')?.(row, event, source)
  return handlerOf(ofHand, event.type)?.(row, event, source) ?? row
}
const handAfter = (hand: HandState, event: HandEvent): HandState => handlerOf(evolve, event.type)?.(hand, event) ?? hand

/** Every moment that was looked at is kept, with all before it: they share whatever did not change between them. */
export const tapeOf = (history: HandHistory): Tape => {
  const start: Frame = { row: opening(history), hand: initial }
  const frames: Frame[] = []
  const advance = (frame: Frame, page: ReplayPage): Frame => {
    const event = presentedEvent(history, page)
    return { row: rowAfter(frame.row, event, envelopeOf(history, page)), hand: handAfter(frame.hand, event) }
  }
  return {
    history,
    at: sequence => {
      for (const page of history.pages.slice(frames.length, sequence + 1)) {
        frames.push(advance(frames.at(-1) ?? start, page))
      }
      return sequence <= beforeAll ? start : (frames[sequence] ?? frames.at(-1) ?? start)
    },
  }
}

/** What everybody at the table sees. No clock runs in a replay. */
export const tableViewAt = ({ row }: Frame, { names }: Pick<HandHistory, 'names'>): TableView => ({
  ...row,
  names,
  serverNow: 0,
})
/** What the seat of this player sees beyond that, as far as the viewer of the tape may know it. */
export const seatViewAt = ({ hand }: Frame, player: PlayerId | null): SeatView | null =>
  player === null ? null : seatView(hand, player)
