// Trying things on a hand without a store: the hand's own decisions, folded at once.
import { type Decision, isRejection } from '@/engine/decision'
import type { Context } from '@/engine/define'
import type { HandCommand } from '../hand/commands.ts'
import { decide } from '../hand/decide.ts'
import type { HandEvent } from '../hand/events.ts'
import type { HandState } from '../hand/state.ts'
import type { Answer } from './commands.ts'

const nothingDrawn = () => {
  throw new Error('nothing is drawn here')
}

/** As in an edition, where nothing waits and no clock runs. */
const context: Context = {
  cover: { domain: 'hand', root: '', edition: 'in-memory', correlationId: '', ext: null },
  actor: 'engine/what-if',
  now: 0,
  id: nothingDrawn,
  random: nothingDrawn,
  seen: () => undefined,
  row: () => undefined,
}

type Decider = (command: HandCommand, hand: HandState, context: Context) => Decision<HandEvent>

export const decided = (hand: HandState, command: HandCommand): Decision<HandEvent> =>
  (decide[command.type] as Decider)(command, hand, context)

/** Why an answer to the open turn would be refused; undefined where it is legal. */
export const refusalOf = (hand: HandState, answer: Answer) => {
  const decision = decided(hand, { type: 'PlayerAction', ...answer })
  return isRejection(decision) ? decision.rejected : undefined
}
