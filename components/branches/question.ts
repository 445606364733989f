import type { Action } from '@/domain/hand/commands'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import type { HandHistory, ReplayPage } from '@/domain/replay/history'
import { seatViewAt, tableViewAt, tapeOf } from '@/domain/replay/tape'
import type { Decision } from '../replay/spot.ts'
import { type OwnTurn, ownTurn, spotOf, type Verb } from '../table/turn.ts'

/** What was answered: the street's total where that has a size. */
export type Given = { readonly action: Action; readonly amount: number | null }

export const isSized = (action: Action): boolean => action === 'bet' || action === 'raise'

const answerAfter = ({ pages }: HandHistory, { at, player }: Decision): Given | null => {
  const page = pages.find(
    ({ sequence, type, data }: ReplayPage) => sequence > at && type === 'ActionTaken' && data.player === player,
  )
  if (!page) return null
  const action = page.data.action as Action
  return { action, amount: isSized(action) ? Number(page.data.streetTotal) : null }
}

/** A decision as it was asked: what was legal, what the sizes depended on, and what was answered. */
export const questionAt = (history: HandHistory, decision: Decision) => {
  const frame = tapeOf(history).at(decision.at)
  const table: TableView = tableViewAt(frame, history)
  const seat: SeatView | null = seatViewAt(frame, decision.player)
  const turn: OwnTurn | null = ownTurn(table, seat)
  const own: TableSeat | undefined = table.seats.find(({ player }) => player === decision.player)
  const spot = table.hand && own ? spotOf({ ...table, hand: table.hand }, own) : null
  return { table, turn, spot, answered: answerAfter(history, decision) }
}
export type Question = ReturnType<typeof questionAt>

/** The verbs of a turn, in the order of the tray. */
export const verbsOf = ({ legal }: OwnTurn): readonly Verb[] => {
  const pass: Verb[] = legal.check ? ['check'] : legal.call === null ? [] : ['call']
  return ['fold', ...pass, ...(legal.raise ? [legal.raise.kind] : [])]
}
/** What to begin with: the first that is something else than what was answered, and no fold where that can be. */
export const firstOther = (turn: OwnTurn, answered: Given | null): Verb => {
  const others = verbsOf(turn).filter(verb => verb !== answered?.action)
  return others.find(verb => verb !== 'fold') ?? others[0] ?? 'fold'
}

/** Whether nothing of the deck is dealt anew: every card is open to who asks. */
export const isDeckOpen = ({ pages, viewerSeat }: HandHistory, isAdministrator: boolean): boolean => {
  const had = (wanted: string) => pages.some(({ type }) => type === wanted)
  return had('DeckRevealed') || (isAdministrator && viewerSeat === null && had('AdminSecretViewed'))
}
