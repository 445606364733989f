// A hand as text for people: one line per event that they would tell each other.
import type { Envelope, Of } from '@/engine/message'
import { formatChips } from '../chips.ts'
import type { PlayerId } from '../ids.ts'
import { dealtLine, logged, loggedPost, wonLines } from '../projections/table-view/words.ts'
import type { HandEvent } from './events.ts'

/** `name` of everybody in it; `table` as it is called. */
export type Told = { readonly name: (player: PlayerId) => string; readonly table: string }
type Lines = readonly string[]

const variants: Record<Of<HandEvent, 'CardsDealt'>['variant'], string> = {
  'texas-holdem': 'no-limit hold’em',
  omaha: 'pot-limit Omaha',
  'five-card-draw': 'five-card draw',
}
const signed = (amount: number) => (amount > 0 ? `+${formatChips(amount)}` : formatChips(amount))

const opening = (event: Of<HandEvent, 'CardsDealt'>, { name, table }: Told, at: string): Lines => {
  const { number, variant, blinds, button, seats } = event
  const ante = blinds.ante.kind === 'none' ? '' : `, ante ${formatChips(blinds.ante.amount)}`
  const own = Object.entries(event.private ?? {}).flatMap(([player, { cards }]) =>
    cards ? [`Dealt to ${name(player as PlayerId)}: ${cards.join(' ')}`] : [],
  )
  return [
    `Riverbook, ${table}, hand ${number}`,
    `${variants[variant]}, blinds ${formatChips(blinds.small)}/${formatChips(blinds.big)}${ante}`,
    `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`,
    '',
    ...seats.map(
      ({ seat, player, stack }) =>
        `Seat ${seat + 1}: ${name(player)}, ${formatChips(stack)}${seat === button ? ', dealer' : ''}`,
    ),
    '',
    ...own,
  ]
}

const results = ({ stacks, rake }: Of<HandEvent, 'HandCompleted'>, dealt: Dealt, { name }: Told): Lines => [
  '',
  ...(rake > 0 ? [`Rake ${formatChips(rake)}`] : []),
  ...dealt.seats.map(({ player, stack }) => `${name(player)} ${signed((stacks[player] ?? stack) - stack)}`),
]
type Dealt = Of<HandEvent, 'CardsDealt'>

type Teller = { readonly [T in HandEvent['type']]?: (event: Of<HandEvent, T>, told: Told) => Lines }

const telling: Teller = {
  BlindPosted: (event, { name }) => [`${name(event.player)} ${loggedPost(event)}`],
  ActionTaken: (event, { name }) => [`${name(event.player)} ${logged(event)}`],
  PlayerTimedOut: ({ player }, { name }) => [`${name(player)} runs out of time`],
  UncalledBetReturned: ({ player, amount }, { name }) => [`${name(player)} takes back ${formatChips(amount)}`],
  CommunityCardsDealt: event => ['', dealtLine(event)],
  ShowdownStarted: () => ['', 'Showdown'],
  CardsRevealed: ({ player, cards, description }, { name }) => [
    `${name(player)} shows ${cards.join(' ')}${description ? `: ${description}` : ''}`,
  ],
  CardsMucked: ({ player }, { name }) => [`${name(player)} does not show`],
  PotAwarded: ({ pots }, { name }) => wonLines(pots).map(({ player, text }) => `${name(player)} ${text}`),
  HandVoided: ({ reason }) => [`The hand is called off: ${reason}`],
  DeckRevealed: ({ seed }) => ['', `Seed of the deck: ${seed}`],
}

type Recorded = { readonly event: HandEvent; readonly source: Pick<Envelope, 'recordedAt'> }

/** Of events as one viewer may see them: what is not in them is not in the text. */
export const historyText = (events: readonly Recorded[], told: Told): string => {
  const dealt = events.find(({ event }) => event.type === 'CardsDealt')?.event as Dealt | undefined
  const lines = events.flatMap(({ event, source }) => {
    if (event.type === 'CardsDealt') return opening(event, told, source.recordedAt)
    if (event.type === 'HandCompleted') return dealt ? results(event, dealt, told) : []
    return (telling[event.type] as ((event: HandEvent, told: Told) => Lines) | undefined)?.(event, told) ?? []
  })
  const committed = events.flatMap(({ event }) =>
    event.type === 'DeckCommitted' ? ['', `Deck committed to before the deal: ${event.commitment}`] : [],
  )
  return `${[...lines, ...committed].join('\n')}\n`
}
