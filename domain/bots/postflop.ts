// From the flop on: equity against random hands, held against a fair share to bet and against the price to stay.
import type { Chance } from './chance.ts'
import { equityOf } from './equity.ts'
import { along, type Intent, out, up } from './intent.ts'
import type { Situation } from './situation.ts'
import { potRaise } from './sizing.ts'
import { type Style, styles, type Temperament } from './temperament.ts'

const deals = 300

/** How hot the water is: from the flop on, each street that was bet says more about the hands that stayed. */
const heat: { readonly [boardCards: number]: number } = { 3: 1, 4: 1.2, 5: 1.35 }

export const postflopIntent = (temperament: Temperament, situation: Situation, chance: Chance): Intent => {
  const prospect = { equity: equityOf(situation, deals, chance), style: styles[temperament], situation }
  return situation.toCall > 0 ? facingBet(prospect, chance) : unbet(prospect, chance)
}

type Prospect = { readonly equity: number; readonly style: Style; readonly situation: Situation }

const unbet = ({ equity, style, situation }: Prospect, chance: Chance): Intent => {
  const advantage = advantageOf(equity, situation)
  if (advantage >= style.bet) return up(potRaise(fractionOf(advantage, chance), situation))
  const bluffs = situation.opponents <= 2 && chance() < style.bluff
  const total = potRaise(fractionOf(0.3, chance), situation)
  return bluffs && total < 0.4 * situation.reach ? up(total) : along
}

const facingBet = ({ equity, style, situation }: Prospect, chance: Chance): Intent => {
  const { toCall, pot, board, reach, level } = situation
  const odds = toCall / (pot + toCall)
  const pressure = Math.min(1.5, toCall / Math.max(1, pot - toCall)) * (heat[board.length] ?? 1)
  const advantage = advantageOf(equity, situation)
  // The larger the part of the stack that is at stake already, the better the hand has to be to put in more.
  const enough = style.raise + (1 - style.raise) * 0.5 * Math.min(1, level / reach)
  if (advantage >= enough) return up(potRaise(fractionOf(advantage, chance), situation))
  return equity >= odds + style.respect * pressure * (1 - odds) ? along : out
}

/** How far equity lies between a fair share of the pot (0) and a sure win (1). */
const advantageOf = (equity: number, { opponents }: Situation): number => {
  const fair = 1 / (opponents + 1)
  return (equity - fair) / (1 - fair)
}

const fractions = [1 / 3, 1 / 2, 2 / 3, 3 / 4, 1] as const

/** The better the hand the larger, with enough noise that the size does not give it away. */
const fractionOf = (advantage: number, chance: Chance): number => {
  const step = Math.floor((advantage + 0.4 * (chance() - 0.5)) * fractions.length)
  return fractions[Math.min(fractions.length - 1, Math.max(0, step))] ?? 1 / 2
}
