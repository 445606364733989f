import type { PlayerId, Seat } from '@/domain/ids'
import type { HandHistory } from '@/domain/replay/history'
import type { Moment } from '@/domain/replay/moments'

/** A decision of the hand: where it was assigned, and whose it was. */
export type Decision = { at: number; player: PlayerId; seat: Seat }
/** Where the replay stands, for what hangs on it. Amounts in `history` are chips, names as they are. */
export type Spot = {
  history: HandHistory
  moments: readonly Moment[]
  at: number
  /** The decision that is open at `at`, or the next one after it. */
  decision: Decision | null
  jump: (to: number) => void
}
/** Another line that leaves this one at the decision `at`. */
export type Fork = { key: string; at: number; title: string; tone: string | undefined }

/** The first decision at or after a moment: answering it differently is what a branch begins with. */
export const decisionFrom = ({ history, moments }: Pick<Spot, 'history' | 'moments'>, at: number): Decision | null => {
  const found = moments.find(({ sequence, decision }) => sequence >= at && decision !== null)
  const player = found && (history.pages[found.sequence]?.data.player as PlayerId)
  const dealt = history.pages.find(({ type }) => type === 'CardsDealt')?.data.seats as
    | readonly { readonly player: PlayerId; readonly seat: Seat }[]
    | undefined
  const seat = dealt?.find(each => each.player === player)?.seat
  return found && player && seat !== undefined ? { at: found.sequence, player, seat } : null
}
