// What a player's hands come to, counted from the rows of the hands that everybody may see.
import { sum } from './chips.ts'
import type { PlayerId } from './ids.ts'
import type { HandRow } from './projections/hands.ts'

export type Statistics = {
  /** Finished, and not called off. */
  readonly hands: number
  readonly won: number
  readonly lost: number
  /** What all of them did to the stacks, in chips and in big blinds. */
  readonly result: number
  readonly bigBlinds: number
  readonly biggestWin: number
  /** Entered, and raised, before the flop; went to the showdown, and won there. */
  readonly entered: number
  readonly raised: number
  readonly showdowns: number
  readonly showdownsWon: number
}

export const statisticsOf = (rows: readonly HandRow[], player: PlayerId): Statistics => {
  const played = rows.flatMap(row => {
    const own = row.players.find(one => one.player === player)
    return own && row.over && !row.voided ? [{ row, own, result: own.result ?? 0 }] : []
  })
  const count = (is: (one: (typeof played)[number]) => boolean) => played.filter(is).length
  const shown = played.filter(({ row, own }) => row.showdown && !own.folded)
  return {
    hands: played.length,
    won: count(({ result }) => result > 0),
    lost: count(({ result }) => result < 0),
    result: sum(played.map(({ result }) => result)),
    bigBlinds: sum(played.map(({ row, result }) => result / row.blinds.big)),
    biggestWin: Math.max(0, ...played.map(({ result }) => result)),
    entered: count(({ own }) => own.entered),
    raised: count(({ own }) => own.raised),
    showdowns: shown.length,
    showdownsWon: shown.filter(({ row }) => row.winners.some(winner => winner.player === player)).length,
  }
}
