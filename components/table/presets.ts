import type { LegalActions } from '@/domain/hand/seat-view'

/** What sizing a bet depends on. `level` is the highest bet of the street, `pot` everything put in so far. */
export type Spot = { street: string; pot: number; toCall: number; level: number; bigBlind: number }
export type Range = { min: number; max: number }
export type Preset = { label: string; spoken: string; amount: number }

export const within = (amount: number, { min, max }: Range): number => Math.min(max, Math.max(min, Math.round(amount)))

/** A raise by a share of the pot: call first, then add the share of what then lies in the middle. */
export const potShare = (spot: Spot, share: number): number => spot.level + share * (spot.pot + spot.toCall)

const opening = ({ bigBlind, level }: Spot): Preset[] => {
  const [unit, word] = level > bigBlind ? ['×', ' times the bet'] : [' BB', ' big blinds']
  const of = Math.max(level, bigBlind)
  return [2.5, 3].map(times => ({ label: `${times}${unit}`, spoken: `${times}${word}`, amount: times * of }))
}
const shares = (spot: Spot): Preset[] => [
  { label: '½ pot', spoken: 'half the pot', amount: potShare(spot, 1 / 2) },
  { label: '¾ pot', spoken: 'three quarters of the pot', amount: potShare(spot, 3 / 4) },
]
/** Four amounts, in an order that never changes. They set the amount and send nothing. */
export const presetsOf = (spot: Spot, range: Range): Preset[] =>
  [
    ...(spot.street === 'preflop' ? opening(spot) : shares(spot)),
    { label: 'Pot', spoken: 'the pot', amount: potShare(spot, 1) },
    { label: 'Max', spoken: 'all your chips', amount: range.max },
  ].map(preset => ({ ...preset, amount: within(preset.amount, range) }))

/** The slider stops at whole small steps and at both ends. */
export const snapped = (amount: number, step: number, range: Range): number => {
  if (amount >= range.max) return range.max
  return within(Math.round(amount / step) * step, range)
}
export type Typed = { amount: number } | { wrong: string }

/** What was typed into the amount box: digits, with separators or without. */
export const typedAmount = (text: string, { min, max }: Range, show: (amount: number) => string): Typed => {
  const digits = text.replaceAll(/[\s,.’']/g, '')
  if (!/^\d+$/.test(digits)) return { wrong: 'A whole number' }
  const amount = Number(digits)
  if (amount < min) return { wrong: `Min ${show(min)}` }
  if (amount > max) return { wrong: `Max ${show(max)}` }
  return { amount }
}
export const raiseRange = (legal: LegalActions | null): Range | null =>
  legal?.raise ? { min: legal.raise.min, max: legal.raise.max } : null
