// One event of poker as one sentence: "Dana bets 120". Told to people who read the log, whatever stream it is of.
import type { Of, Page } from '@/engine/message'
import type { ChatEvent } from '../chat/events.ts'
import { formatChips } from '../chips.ts'
import type { HandEvent } from '../hand/events.ts'
import type { PlayerEvent } from '../player/events.ts'
import { dealtLine, logged, loggedPost, wonLines } from '../projections/table-view/words.ts'
import type { TableEvent } from '../table/events.ts'

export type Told = Pick<Page, 'domain' | 'root' | 'type' | 'data' | 'actor'>
type NameOf = (player: string) => string
type Words<E extends { type: string }> = { readonly [T in E['type']]: (event: Of<E, T>, of: NameOf) => string }

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const listed = (names: readonly string[]) => names.join(', ')
/** Whoever the event names does it. */
const does =
  <E extends { readonly player: string }>(say: (event: E) => string) =>
  (event: E, of: NameOf) =>
    `${of(event.player)} ${say(event)}`

const ofHand: Words<HandEvent> = {
  DeckCommitted: () => 'The deck is shuffled and committed to',
  CardsDealt: ({ seats }) => `Cards are dealt to ${plural(seats.length, 'player')}`,
  BlindPosted: does(loggedPost),
  TurnAssigned: does(({ toCall }) => (toCall > 0 ? `is to act, ${formatChips(toCall)} to call` : 'is to act')),
  TurnExtended: ({ reason }) =>
    reason === 'time-bank' ? 'Time is taken from the bank' : 'The turn is given more time',
  ActionTaken: does(logged),
  PlayerTimedOut: does(event => `runs out of time: ${event.default}`),
  UncalledBetReturned: does(({ amount }) => `takes back ${formatChips(amount)}`),
  BettingRoundCompleted: ({ street, pots }) =>
    `Betting ${street === 'preflop' ? 'before the flop' : `on the ${street}`} is over, ${formatChips(pots.reduce((all, { amount }) => all + amount, 0))} in the pot`,
  CommunityCardsDealt: dealtLine,
  ShowdownStarted: ({ order }, of) => `Showdown: ${listed(order.map(of))}`,
  CardsRevealed: does(({ cards, description }) => `shows ${cards.join(' ')}${description ? `: ${description}` : ''}`),
  CardsMucked: does(() => 'mucks'),
  PotAwarded: ({ pots }, of) => listed(wonLines(pots).map(({ player, text }) => `${of(player)} ${text}`)),
  HandVoided: ({ reason }) => `The hand is void: ${reason}`,
  HandCompleted: () => 'The hand is over',
  DeckRevealed: () => 'The deck is revealed',
  UnseenReshuffled: () => 'What nobody had seen is dealt anew',
  AdminSecretViewed: () => 'An administrator looked at hidden cards',
}
const ofTable: Words<TableEvent> = {
  TableCreated: ({ name }) => `${name} is opened`,
  PlayerSeated: does(({ seat, stack }) => `takes seat ${seat + 1} with ${formatChips(stack)}`),
  PlayerLeaving: does(() => 'leaves after this hand'),
  PlayerLeft: does(({ cashedOut }) => `leaves with ${formatChips(cashedOut)}`),
  PlayerSatOut: does(() => 'sits out'),
  PlayerSatIn: does(() => 'is back'),
  ChipsAdded: does(({ amount, stack }) => `adds ${formatChips(amount)} and has ${formatChips(stack)}`),
  AddChipsQueued: does(({ amount }) => `adds ${formatChips(amount)} after this hand`),
  AddChipsCancelled: () => 'Chips that were to be added go back',
  HandStarted: ({ number, seats }) => `Hand ${number} starts with ${plural(seats.length, 'player')}`,
  HandEnded: ({ changes }, of) => {
    const won = Object.entries(changes).filter(([, change]) => change > 0)
    return won.length === 0
      ? 'The hand ends even'
      : `The hand ends: ${listed(won.map(([player, change]) => `${of(player)} +${formatChips(change)}`))}`
  },
  TablePaused: () => 'The table is paused',
  TableResumed: () => 'The table goes on',
  TableClosing: () => 'The table closes after this hand',
  TableClosed: () => 'The table is closed',
  PlayerDisconnected: does(() => 'loses the connection'),
  PlayerReconnected: does(() => 'is connected again'),
  RulingRecorded: ({ text }) => `Ruling: ${text}`,
}
const ofChat: Words<ChatEvent> = {
  ChatOpened: () => 'The chat is opened',
  MessagePosted: ({ player, text }, of) => `${of(player)}: ${text}`,
  PlayerMuted: does(() => 'is muted'),
  PlayerUnmuted: does(() => 'may write again'),
}
const ofPlayer: Words<PlayerEvent> = {
  PlayerRegistered: ({ displayName }) => `${displayName} registers`,
  PlayerRenamed: ({ displayName }) => `The new name is ${displayName}`,
  FundsDeposited: ({ amount, bankroll }) => `+${formatChips(amount)} paid in, ${formatChips(bankroll)} in the bankroll`,
  FundsWithdrawn: ({ amount, bankroll }) =>
    `−${formatChips(amount)} paid out, ${formatChips(bankroll)} in the bankroll`,
  FundsReserved: ({ amount, purpose }) => `${formatChips(amount)} set aside for a ${purpose}`,
  FundsReleased: ({ cashedOut, bankroll }) =>
    `Back from a table with ${formatChips(cashedOut)}, ${formatChips(bankroll)} in the bankroll`,
  BankrollAdjusted: ({ amount, reason }) => `Adjusted by ${formatChips(amount)}: ${reason}`,
  PlayerForgotten: () => 'The player is forgotten',
}
type Say = (event: { readonly type: string }, of: NameOf) => string
const words: { readonly [domain: string]: { readonly [type: string]: Say } } = {
  hand: ofHand,
  table: ofTable,
  chat: ofChat,
  player: ofPlayer,
} as never

/** The event in words; its type where there are none for it. */
export const wordsOf = ({ domain, type, data }: Told, nameOf: NameOf): string => {
  const own = Object.hasOwn(words, domain) ? words[domain] : undefined
  const say = own && Object.hasOwn(own, type) ? own[type] : undefined
  return say ? say({ ...data, type }, nameOf) : type
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** The players that the words are about, and who did it: ids of other kinds are among them. */
export const idsIn = ({ data, actor }: Told): readonly string[] => {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string' && uuid.test(value)) found.add(value)
    else if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) for (const each of [key, inner]) look(each)
  }
  for (const value of [actor, data.player, data.order, data.pots, data.changes]) look(value)
  return [...found]
}
