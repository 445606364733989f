// House bots: the action that a temperament takes on what its seat may see, and on nothing else.
import type { Chance } from './chance.ts'
import { actionOf, along, type BotAction, type Intent, out, withoutChips } from './intent.ts'
import { postflopIntent } from './postflop.ts'
import { preflopIntent } from './preflop.ts'
import { type Sight, type Situation, situationOf } from './situation.ts'
import type { Temperament } from './temperament.ts'

/**
 * Legal by the seat's own `legal`, and the same again for the same chance. Ask only in the seat's turn, and once the
 * table shows it (`isCurrent`): a table of another hand is answered with a check where it is free, else with a fold.
 */
export const botAction = (temperament: Temperament, sight: Sight, chance: Chance): BotAction => {
  if (!sight.seat.legal) throw new Error('a bot acts in its own turn only')
  const situation = situationOf(sight)
  return situation ? actionOf(intentOf(temperament, situation, chance), situation) : withoutChips(sight.seat.legal)
}

const intentOf = (temperament: Temperament, situation: Situation, chance: Chance): Intent => {
  if (situation.cards.length !== 2) return unfamiliar(situation)
  return situation.board.length === 0
    ? preflopIntent(temperament, situation, chance)
    : postflopIntent(temperament, situation, chance)
}

/** Games with more than two hole cards are played along while it is cheap. */
const unfamiliar = ({ toCall, pot, big }: Situation): Intent => (toCall <= 4 * big && toCall * 3 <= pot ? along : out)
