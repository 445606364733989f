// What a bot wants, and the legal action that it comes to.
import type { Chips } from '../chips.ts'
import type { Action } from '../hand/commands.ts'
import type { LegalActions } from '../hand/seat-view.ts'
import type { Situation } from './situation.ts'
import { raiseTotal } from './sizing.ts'

export type Intent = { readonly go: 'out' } | { readonly go: 'along' } | { readonly go: 'up'; readonly to: Chips }

export type BotAction = { readonly action: Exclude<Action, 'all-in'>; readonly amount?: Chips }

export const out: Intent = { go: 'out' }
export const along: Intent = { go: 'along' }
export const up = (to: Chips): Intent => ({ go: 'up', to })

/** Never folds what may be checked; a raise that is not open becomes a call. */
export const actionOf = (intent: Intent, situation: Situation): BotAction => {
  if (intent.go === 'out') return withoutChips(situation.legal)
  if (intent.go === 'along') return matching(situation.legal)
  const { raise } = situation.legal
  const amount = raiseTotal(intent.to, situation)
  return raise && amount !== undefined ? { action: raise.kind, amount } : matching(situation.legal)
}

export const withoutChips = ({ check }: LegalActions): BotAction => ({ action: check ? 'check' : 'fold' })

const matching = (legal: LegalActions): BotAction => (legal.call === null ? withoutChips(legal) : { action: 'call' })
