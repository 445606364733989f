// Before the flop: a chart by position, stretched and shrunk by the price.
import type { Chance } from './chance.ts'
import { along, type Intent, out, up } from './intent.ts'
import type { Situation } from './situation.ts'
import { handPercentile } from './starting-hands.ts'
import { charts, type Range, type Temperament } from './temperament.ts'

export const preflopIntent = (temperament: Temperament, situation: Situation, chance: Chance): Intent => {
  const range = charts[temperament][situation.position]
  // A tenth to and fro, so that the edge of a range is not a wall.
  const hand = handPercentile(situation.cards) * (0.9 + 0.2 * chance())
  return situation.level > situation.big ? facingRaise(hand, range, situation) : unraised(hand, range, situation)
}

const unraised = (hand: number, range: Range, situation: Situation): Intent => {
  if (hand <= range.open) return up(openingTotal(situation))
  return hand <= range.limp ? along : out
}

/** Two and a half blinds and one for each who limped in; a short stack goes in whole. */
const openingTotal = ({ big, reach, callers, position }: Situation) => {
  const outOfPosition = position === 'small-blind' || position.endsWith('big-blind')
  return reach <= 12 * big ? reach : (outOfPosition ? 3 : 2.5) * big + callers * big
}

const facingRaise = (hand: number, range: Range, situation: Situation): Intent => {
  const worth = dearness(situation)
  if (hand <= range.reraise * worth) return up(situation.level * 3 + situation.callers * situation.big)
  return hand <= range.call * worth * price(situation) ? along : out
}

/** 1 against a raise to three big blinds, less against more: a third against twenty-seven. */
const dearness = ({ level, reach, big }: Situation) => Math.min(1.2, Math.sqrt((3 * big) / Math.min(level, reach)))

/** 1 where a bit more than a third of the pot has to be paid, up to 2 where it is cheaper. */
const price = ({ toCall, pot }: Situation) => Math.min(2, Math.max(0.8, (0.35 * (pot + toCall)) / Math.max(1, toCall)))
