import type { Card } from '@/domain/cards/card'
import type { PlayerId } from '@/domain/ids'
import type { TableAward } from '@/domain/projections/table-view'
import { chips } from './wording.ts'

/** What a player takes from all pots together. */
export const wonBy = (awards: readonly TableAward[] | null, player: PlayerId): number =>
  (awards ?? [])
    .flatMap(award => award.winners)
    .filter(winner => winner.player === player)
    .reduce((total, { amount }) => total + amount, 0)

/** The five cards that a player won with; nothing for who did not win, or did not show. */
export const wonWith = (awards: readonly TableAward[] | null, player: PlayerId): readonly Card[] | null =>
  (awards ?? []).flatMap(award => award.winners).find(winner => winner.player === player)?.best ?? null

/** The five cards that won the main pot: one winner's, so that on the board no more than five are lit. */
export const winningCards = (awards: readonly TableAward[] | null): readonly Card[] | null =>
  awards?.[0]?.winners.find(winner => winner.best !== null)?.best ?? null

const sentence = (names: Record<string, string>, { amount, winners }: TableAward): string => {
  const who = winners.map(({ player }) => names[player] ?? 'Somebody')
  const hand = winners.find(winner => winner.description)?.description
  const verb = who.length > 1 ? 'split' : 'wins'
  return `${who.join(' and ')} ${verb} ${chips(amount)}${hand ? ` with ${hand}` : ''}.`
}
/** "Dana wins 1,240 with two pair, aces and nines." */
export const awardText = (awards: readonly TableAward[] | null, names: Record<string, string>): string =>
  (awards ?? []).map(award => sentence(names, award)).join(' ')
