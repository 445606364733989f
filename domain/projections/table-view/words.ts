// What was done, in plain words: on the seat ("Call 120") and in the log ("calls 120").
import type { Of } from '@/engine/message'
import { formatChips } from '../../chips.ts'
import type { HandEvent, Street } from '../../hand/events.ts'
import type { PostKind } from '../../table/terms.ts'

type Action = Of<HandEvent, 'ActionTaken'>
type Awarded = Of<HandEvent, 'PotAwarded'>['pots']

const postWords: Record<Of<HandEvent, 'BlindPosted'>['kind'], string> = {
  ante: 'ante',
  small: 'small blind',
  big: 'big blind',
  straddle: 'straddle',
  post: 'post',
  dead: 'dead blind',
} satisfies Record<(typeof PostKind)['enum'][keyof (typeof PostKind)['enum']], string>

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const saidPost = ({ kind, amount }: Of<HandEvent, 'BlindPosted'>): string =>
  `${capital(postWords[kind])} ${formatChips(amount)}`

export const loggedPost = ({ kind, amount, stack }: Of<HandEvent, 'BlindPosted'>): string =>
  `posts ${postWords[kind]} ${formatChips(amount)}${stack === 0 ? ' and is all-in' : ''}`

const saidAction: Record<Action['action'], (event: Action) => string> = {
  fold: () => 'Fold',
  check: () => 'Check',
  call: ({ added }) => `Call ${formatChips(added)}`,
  bet: ({ streetTotal }) => `Bet ${formatChips(streetTotal)}`,
  raise: ({ streetTotal }) => `Raise to ${formatChips(streetTotal)}`,
}
const loggedAction: Record<Action['action'], (event: Action) => string> = {
  fold: () => 'folds',
  check: () => 'checks',
  call: ({ added }) => `calls ${formatChips(added)}`,
  bet: ({ streetTotal }) => `bets ${formatChips(streetTotal)}`,
  raise: ({ streetTotal }) => `raises to ${formatChips(streetTotal)}`,
}

/** The last chips went in with this action. A fold or a check of an empty stack is no such thing. */
export const isAllIn = ({ added, stack }: Action): boolean => added > 0 && stack === 0

export const said = (event: Action): string =>
  isAllIn(event) ? `All-in ${formatChips(event.streetTotal)}` : saidAction[event.action](event)

export const logged = (event: Action): string =>
  `${loggedAction[event.action](event)}${isAllIn(event) ? ' and is all-in' : ''}`

const potName = (index: number, pots: number): string => {
  if (pots === 1) return ''
  if (index === 0) return ' from the main pot'
  return pots === 2 ? ' from the side pot' : ` from side pot ${index}`
}

/** One line per pot and winner: "wins 1,240 with two pair, aces and nines". */
export const wonLines = (pots: Awarded) =>
  pots.flatMap(({ winners }, index) =>
    winners.map(({ player, amount, description }) => ({
      player,
      text: `wins ${formatChips(amount)}${potName(index, pots.length)}${description ? ` with ${description}` : ''}`,
    })),
  )

const streetWords: Record<Street, string> = { preflop: 'Before the flop', flop: 'Flop', turn: 'Turn', river: 'River' }

export const dealtLine = ({ street, cards }: Of<HandEvent, 'CommunityCardsDealt'>): string =>
  `${streetWords[street]}: ${cards.join(' ')}`
