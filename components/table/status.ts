import type { TableHand, TableView } from '@/domain/projections/table-view'
import { awardText } from './winners.ts'

type Told = Pick<TableView, 'status' | 'seats' | 'hand' | 'names'>

const standing: Partial<Record<TableView['status'], string>> = {
  paused: 'Paused by the host',
  closing: 'Closes after this hand',
  closed: 'This table has closed',
}
const shuffling = 'Shuffling…'
const ready = ({ seats }: Told) => seats.filter(({ status, stack }) => status === 'seated' && stack > 0).length

const betweenHands = (table: Told): string => {
  if (ready(table) >= 2) return shuffling
  return table.seats.length === 0 ? 'Nobody is seated yet' : 'Waiting for another player'
}
/** With side pots, the middle is full of them: nothing more is said there. */
const running = ({ phase, pots }: TableHand): string => {
  if (phase === 'dealing') return 'Dealing…'
  return phase === 'showdown' && pots.length < 2 ? 'Showdown' : ''
}
/** The one line in the middle: who won, or what is being waited for. Empty while somebody is to act. */
export const feltStatus = (table: Told): string => {
  const { hand, names, status } = table
  const next = standing[status] ?? betweenHands(table)
  if (hand?.awards) return [awardText(hand.awards, names), next === shuffling ? '' : next].filter(Boolean).join(' ')
  if (hand && hand.phase !== 'over') return running(hand)
  return next
}
