import type { LegalActions } from '@/domain/hand/seat-view'

/** An answer given ahead of the turn. `call` holds the price it was given for. */
export type PreAction =
  | { kind: 'check-fold' }
  | { kind: 'check' }
  | { kind: 'call'; amount: number }
  | { kind: 'call-any' }
export type PreActionKind = PreAction['kind']

/** In an order that never changes. */
export const preActionKinds: readonly PreActionKind[] = ['check-fold', 'check', 'call', 'call-any']

/** Arms a pre-action at today's price; nothing where it makes no sense. */
export const arm = (kind: PreActionKind, toCall: number): PreAction | null => {
  if (kind === 'call') return toCall > 0 ? { kind, amount: toCall } : null
  if (kind === 'check') return toCall === 0 ? { kind } : null
  return { kind }
}
/** What stays armed when the price changes: a check while it is free, a call only at its own price. */
export const stillArmed = (armed: PreAction | null, toCall: number): PreAction | null => {
  if (armed?.kind === 'check' && toCall > 0) return null
  if (armed?.kind === 'call' && armed.amount !== toCall) return null
  return armed
}

type Answer = 'fold' | 'check' | 'call' | null
const answers: { [K in PreActionKind]: (armed: Extract<PreAction, { kind: K }>, legal: LegalActions) => Answer } = {
  'check-fold': (_, { check }) => (check ? 'check' : 'fold'),
  check: (_, { check }) => (check ? 'check' : null),
  call: ({ amount }, { call }) => (call === amount ? 'call' : null),
  'call-any': (_, { check, call }) => (check ? 'check' : call === null ? null : 'call'),
}
/** What is sent when the turn comes; null leaves the turn to the player. */
export const answerOf = (armed: PreAction, legal: LegalActions): Answer => answers[armed.kind](armed as never, legal)

const labels: Record<PreActionKind, (price: string) => string> = {
  'check-fold': () => 'Check / fold',
  check: () => 'Check',
  call: price => (price ? `Call ${price}` : 'Call'),
  'call-any': () => 'Call any',
}
export const preActionLabel = (kind: PreActionKind, price: string): string => labels[kind](price)
