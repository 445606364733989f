import type { ShownDeadLetter } from '@/server/instance'
import type { Problem } from '../../live/http.ts'
import { payloadOf } from './words.ts'

export type Decision = 'claim' | 'release' | 'resubmit' | 'accept' | 'discard'
export type Decide = (decision: Decision, body?: object) => Promise<Problem | null>
export type SheetName = 'try' | 'resubmit' | 'edit' | 'accept' | 'discard'
export type SheetProps = { letter: ShownDeadLetter; decide: Decide; onClose: () => void }
/** Why something cannot be done now; nothing where it can. */
export type Refusals = Readonly<Record<SheetName | 'claim', string | undefined>>

const decidedWords = (letter: ShownDeadLetter, isSending: boolean): string | undefined => {
  const { status, pending } = letter.state
  if (isSending || pending) return 'A decision is under way.'
  return status === 'open' || status === 'claimed' ? undefined : `It is ${status} already.`
}

/** What was kept can be sent again, what happened cannot be edited, and an older one of the stream comes first. */
export const refusalsOf = (letter: ShownDeadLetter, isSending: boolean): Refusals => {
  const decided = decidedWords(letter, isSending)
  const { command, eventId } = payloadOf(letter)
  const isCommand = letter.event === null && eventId === undefined
  const unkept = isCommand && command === undefined ? 'What was sent was not kept.' : undefined
  const behind = letter.blocked ? 'An older one of the same stream is decided first.' : undefined
  const next = decided ?? behind
  return {
    try: decided ?? unkept,
    resubmit: next ?? unkept,
    edit: next ?? (isCommand ? undefined : 'What happened cannot be edited.'),
    accept: next,
    discard: next,
    claim: decided,
  }
}
