// The hands of main: one row per hand, with what everybody may know of it. What its players alone know is not in here.
import { projector } from '@/engine/define'
import type { Envelope, Of } from '@/engine/message'
import type { Listed } from '@/engine/ports'
import type { Card } from '../cards/card.ts'
import { type Chips, sum } from '../chips.ts'
import type { HandEvent, Street } from '../hand/events.ts'
import { Hand } from '../hand/hand.ts'
import { HandId, type PlayerId, type Seat, type TableId } from '../ids.ts'
import type { Blinds, Terms, Variant } from '../table/terms.ts'

/** `result` is what the hand did to the stack, null while it is played. */
export type HandPlayer = {
  player: PlayerId
  seat: Seat
  stack: Chips
  result: number | null
  /** Put chips in before the flop, or raised there, without having to. */
  entered: boolean
  raised: boolean
  folded: boolean
}
export type HandWinner = { player: PlayerId; amount: Chips; description: string | null }
export type HandRow = {
  hand: HandId
  table: TableId
  number: number
  variant: Variant
  blinds: Blinds
  reveal: Terms['reveal']
  button: Seat
  players: HandPlayer[]
  board: Card[]
  /** The last one that was reached. */
  street: Street
  pot: Chips
  showdown: boolean
  winners: HandWinner[]
  /** Called off, everybody has again what was dealt in. */
  voided: boolean
  over: boolean
  startedAt: string
  endedAt: string | null
  listed: Listed
}

/** Pots go up to 10^12: each power of two begins a class of its own, so that large ones are found among many. */
const classes = 40
const classOf = (pot: Chips) => Math.floor(Math.log2(Math.max(1, pot)))

/** By what lists find a hand; of its id, the first eight digits are enough; by its pot only once it is over. */
export const handTerms = {
  player: (player: string) => `player:${player}`,
  table: (table: string) => `table:${table}`,
  number: (number: number) => `number:${number}`,
  id: (id: string) => `id:${id.slice(0, 8)}`,
  pot: (pot: Chips) => `pot:${classOf(pot)}`,
  /** Under one of these stands every hand with such a pot or a larger one, and some with a smaller one. */
  potsFrom: (pot: Chips) => Array.from({ length: classes - classOf(pot) }, (_, n) => `pot:${classOf(pot) + n}`),
}

const dealt = (
  _: HandRow | undefined,
  { table, number, variant, blinds, terms, button, seats }: Of<HandEvent, 'CardsDealt'>,
  { root, recordedAt }: Envelope,
): HandRow => ({
  hand: HandId.parse(root),
  table,
  number,
  variant,
  blinds,
  reveal: terms.reveal,
  button,
  players: seats.map(({ seat, player, stack }) => ({
    player,
    seat,
    stack,
    result: null,
    entered: false,
    raised: false,
    folded: false,
  })),
  board: [],
  street: 'preflop',
  pot: 0,
  showdown: false,
  winners: [],
  voided: false,
  over: false,
  startedAt: recordedAt,
  endedAt: null,
  listed: {
    at: recordedAt,
    under: [
      handTerms.table(table),
      handTerms.number(number),
      handTerms.id(root),
      ...seats.map(({ player }) => handTerms.player(player)),
    ],
  },
})

/** A reaction to an event of a hand whose cards were dealt. */
const played =
  <E>(react: (row: HandRow, event: E, source: Envelope) => HandRow) =>
  (row: HandRow | undefined, event: E, source: Envelope): HandRow | undefined =>
    row && react(row, event, source)

const withPlayer = (row: HandRow, player: PlayerId, change: Partial<HandPlayer>): HandRow => ({
  ...row,
  players: row.players.map(one => (one.player === player ? { ...one, ...change } : one)),
})

const acted = (row: HandRow, { player, action, pot }: Of<HandEvent, 'ActionTaken'>): HandRow => {
  const early = row.street === 'preflop'
  return withPlayer({ ...row, pot }, player, {
    ...(action === 'fold' ? { folded: true } : {}),
    ...(early && action !== 'fold' && action !== 'check' ? { entered: true } : {}),
    ...(early && (action === 'bet' || action === 'raise') ? { raised: true } : {}),
  })
}

/** Each winner once, with the sum of the pots; the words are those of the first. */
const winnersOf = ({ pots }: Of<HandEvent, 'PotAwarded'>): HandWinner[] => {
  const shares = pots.flatMap(({ winners }) => winners)
  return [...new Set(shares.map(({ player }) => player))].map(player => {
    const own = shares.filter(share => share.player === player)
    return { player, amount: sum(own.map(({ amount }) => amount)), description: own[0]?.description ?? null }
  })
}

const completed = (row: HandRow, { stacks }: Of<HandEvent, 'HandCompleted'>, { recordedAt }: Envelope): HandRow => ({
  ...row,
  players: row.players.map(one => ({ ...one, result: (stacks[one.player] ?? one.stack) - one.stack })),
  over: true,
  endedAt: recordedAt,
  listed: { ...row.listed, under: [...row.listed.under, handTerms.pot(row.pot)] },
})

export const hands = projector<HandEvent, HandRow>(
  { name: 'hands', version: 1, sources: [Hand] },
  {
    CardsDealt: dealt,
    BlindPosted: played((row, { pot }) => ({ ...row, pot })),
    ActionTaken: played(acted),
    UncalledBetReturned: played((row, { pot }) => ({ ...row, pot })),
    CommunityCardsDealt: played((row, { street, cards }) => ({ ...row, street, board: [...row.board, ...cards] })),
    ShowdownStarted: played(row => ({ ...row, showdown: true })),
    PotAwarded: played((row, event) => ({ ...row, winners: winnersOf(event) })),
    HandVoided: played(row => ({ ...row, voided: true })),
    HandCompleted: played(completed),
  },
)
