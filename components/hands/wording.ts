import type { PlayerId } from '@/domain/ids'
import type { HandLine } from '@/server/instance'
import { cardsText, chips } from '../table/wording.ts'

/** "+1,010", "−40", "0": a minus that is as wide as the plus. */
export const signed = (amount: number): string => {
  if (amount === 0) return '0'
  return `${amount > 0 ? '+' : '−'}${chips(Math.abs(amount))}`
}
/** In big blinds, to one place: "+10.1 bb". */
export const inBigBlinds = (amount: number, bigBlind: number): string => {
  const tenths = Math.round((Math.abs(amount) / bigBlind) * 10)
  const sign = amount === 0 || tenths === 0 ? '' : amount > 0 ? '+' : '−'
  return `${sign}${chips(Math.floor(tenths / 10))}.${tenths % 10} bb`
}

type Names = Readonly<Record<PlayerId, string>>
const endings = { preflop: 'before the flop', flop: 'on the flop', turn: 'on the turn', river: 'on the river' } as const

/** One line on how it ended: "Ann wins 2,010 with two pair, aces and nines". */
export const endText = (hand: HandLine, names: Names): string => {
  if (hand.voided) return 'Called off'
  if (!hand.over) return 'Still being played'
  const [first, ...others] = hand.winners
  if (!first) return 'Nobody won anything'
  const name = names[first.player] ?? 'Somebody'
  if (others.length > 0)
    return `${[first, ...others].map(({ player }) => names[player] ?? 'Somebody').join(' and ')} share it`
  return `${name} wins ${first.description ? `with ${first.description}` : endings[hand.street]}`
}

export const resultOf = ({ players }: HandLine, viewer: PlayerId | null): number | null =>
  players.find(({ player }) => player === viewer)?.result ?? null

/** The whole row in one sentence, for who does not see it. */
export const handSentence = (hand: HandLine, names: Names, viewer: PlayerId | null): string => {
  const result = resultOf(hand, viewer)
  return [
    `Hand ${hand.number} at ${hand.tableName}`,
    hand.board.length > 0 ? `board ${cardsText(hand.board)}` : 'no board',
    `pot ${chips(hand.pot)}`,
    endText(hand, names),
    result === null ? '' : `your result ${signed(result)}, ${inBigBlinds(result, hand.blinds.big)}`,
  ]
    .filter(Boolean)
    .join(', ')
}
