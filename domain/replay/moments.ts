// The hand as a list: one entry per event, in words, with its street and what was bet into which pot.
import { formatChips } from '../chips.ts'
import type { HandEvent, Street } from '../hand/events.ts'
import type { PlayerId } from '../ids.ts'
import { type HandHistory, presentedEvent } from './history.ts'
import type { Tape } from './tape.ts'

/** The showdown counts as a street of its own. */
export type Stage = Street | 'showdown'
export type Said = { readonly player: PlayerId | null; readonly text: string }
export type Moment = {
  readonly sequence: number
  readonly type: string
  readonly stage: Stage
  /** Each is told with a name in front where there is one. */
  readonly lines: readonly Said[]
  /** Of an action: what it put in, as a share of the pot that it found. */
  readonly share: number | null
  /** The decision that is open after this event, where one was just assigned. */
  readonly decision: number | null
  readonly recordedAt: string
  readonly position: number
}

/** What the log of the table passes over. */
const quiet: { readonly [T in HandEvent['type']]?: (event: Extract<HandEvent, { type: T }>) => Said } = {
  DeckCommitted: () => ({ player: null, text: 'The deck is committed to' }),
  TurnAssigned: ({ player, toCall }) => ({
    player,
    text: toCall > 0 ? `to act, ${formatChips(toCall)} to call` : 'to act',
  }),
  BettingRoundCompleted: () => ({ player: null, text: 'The betting round is over' }),
  ShowdownStarted: () => ({ player: null, text: 'Showdown' }),
  HandCompleted: () => ({ player: null, text: 'The hand is over' }),
  DeckRevealed: () => ({ player: null, text: 'The deck is revealed' }),
  UnseenReshuffled: () => ({ player: null, text: 'What nobody here had seen is dealt anew' }),
  AdminSecretViewed: () => ({ player: null, text: 'Hidden cards were shown to an administrator' }),
}
/** `MisdealCalled` → "Misdeal called": for events that this list has no words for. */
const spelled = (type: string): string => {
  const words = type.replace(/(?<=[a-z])[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const quietLine = (event: HandEvent): Said => {
  const words = quiet[event.type] as ((event: HandEvent) => Said) | undefined
  return words?.(event) ?? { player: null, text: spelled(event.type) }
}

const shareOf = (event: HandEvent): number | null => {
  if (event.type !== 'ActionTaken') return null
  return event.added / Math.max(1, event.pot - event.added)
}

const stageAfter = (before: Stage, event: HandEvent): Stage => {
  if (event.type === 'CommunityCardsDealt') return before === 'showdown' ? 'showdown' : event.street
  return event.type === 'ShowdownStarted' ? 'showdown' : before
}

/** The lines that an event adds to the table's log carry its position. */
const linesAt = (tape: Tape, sequence: number, position: number): readonly Said[] =>
  tape.at(sequence).row.log.filter(({ id }) => id === `${position}` || id.startsWith(`${position}.`))

export const momentsOf = (tape: Tape): readonly Moment[] => {
  let stage: Stage = 'preflop'
  return tape.history.pages.map(page => {
    const event = presentedEvent(tape.history, page)
    stage = stageAfter(stage, event)
    const lines = linesAt(tape, page.sequence, page.position)
    return {
      sequence: page.sequence,
      type: page.type,
      stage,
      lines: lines.length > 0 ? lines.map(({ player, text }) => ({ player, text })) : [quietLine(event)],
      share: shareOf(event),
      decision: event.type === 'TurnAssigned' ? event.decision : null,
      recordedAt: page.recordedAt,
      position: page.position,
    }
  })
}

export type Mark = { readonly letter: string; readonly stage: Stage; readonly at: number }
const letters: Record<Stage, string> = { preflop: 'P', flop: 'F', turn: 'T', river: 'R', showdown: 'S' }

/** Where each street begins: the deal, the new cards, the showdown. */
export const marksOf = (moments: readonly Moment[]): readonly Mark[] => {
  const dealt = moments.findIndex(({ type }) => type === 'CardsDealt')
  const begins = moments.filter(({ sequence, stage }) => sequence > dealt && stage !== moments[sequence - 1]?.stage)
  const first: Mark = { letter: letters.preflop, stage: 'preflop', at: Math.max(0, dealt) }
  return [first, ...begins.map(({ stage, sequence }) => ({ letter: letters[stage], stage, at: sequence }))]
}
/** The begin of the street before or behind a moment; the ends of the hand are streets' ends too. */
export const streetFrom = (moments: readonly Moment[], at: number, direction: 1 | -1): number => {
  const last = moments.length - 1
  const starts = marksOf(moments).map(mark => mark.at)
  if (direction === 1) return starts.find(start => start > at) ?? last
  return starts.findLast(start => start < at) ?? -1
}

export const wordsOf = ({ player, text }: Said, names: HandHistory['names']): string =>
  player ? `${names[player] ?? 'Somebody'} ${text}` : text
