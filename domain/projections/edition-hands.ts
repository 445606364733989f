// How far a hand is in an edition: one row for each hand and edition. Of main, the table's row tells it.
import type { Projector } from '@/engine/define'
import { projector } from '@/engine/define'
import type { Envelope } from '@/engine/message'
import type { HandEvent } from '../hand/events.ts'
import { Hand } from '../hand/hand.ts'
import { evolve } from '../hand/state.ts'
import type { PlayerId } from '../ids.ts'
import type { PerPlayer } from '../table/terms.ts'

export type EditionHandRow = {
  hand: string
  edition: string
  nextSequence: number
  /** Whose turn came up last in the edition, as long as it is open. */
  turn: PlayerId | null
  over: boolean
  /** What everybody has at the end. */
  stacks: PerPlayer | null
}

const opened = ({ root, edition }: Envelope): EditionHandRow => {
  return { hand: root, edition, nextSequence: 0, turn: null, over: false, stacks: null }
}

const turnAfter = (row: EditionHandRow, event: HandEvent): PlayerId | null => {
  if (event.type === 'TurnAssigned') return event.player
  return event.type === 'ActionTaken' || event.type === 'HandVoided' ? null : row.turn
}

const took = (row: EditionHandRow | undefined, event: HandEvent, source: Envelope): EditionHandRow => {
  const before = row ?? opened(source)
  const ended = event.type === 'HandCompleted'
  return {
    ...before,
    nextSequence: source.sequence + 1,
    turn: turnAfter(before, event),
    over: before.over || ended,
    stacks: ended ? event.stacks : before.stacks,
  }
}

export const editionHands = projector<HandEvent, EditionHandRow>(
  {
    name: 'edition-hands',
    version: 1,
    sources: [Hand],
    editions: true,
    key: (_, { root, edition }) => (edition === '' ? undefined : root),
  },
  Object.fromEntries(Object.keys(evolve).map(type => [type, took])) as Projector<HandEvent, EditionHandRow>,
)

/** Rows of editions lie apart. */
export const editionHandKey = (hand: string, edition: string) => `${hand}@${edition}`
