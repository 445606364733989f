import type { ShownDeadLetter } from '@/server/instance'
import type { Problem } from '../../live/http.ts'
import { payloadOf } from './words.ts'

export type Decision = 'claim' | 'release' | 'resubmit' | 'accept' | 'discard'
export type Decide = (decision: Decision, body?: object) => Promise<Problem | null>
export type SheetName = 'try' | 'resubmit' | 'edit' | 'accept' | 'discard'
export type SheetProps = { letter: ShownDeadLetter; decide: Decide; onClose: () => void }
/** Which sheets can be opened now. */
export type May = Readonly<Record<SheetName | 'claim', boolean>>

/** Whether somebody may still decide: not while a resubmission is under way. */
const isUndecided = ({ state: { status, pending } }: ShownDeadLetter): boolean =>
  (status === 'open' || status === 'claimed') && !pending

/** What was kept can be sent again, what happened cannot be edited, and an older one of the stream comes first. */
export const mayOf = (letter: ShownDeadLetter, isSending: boolean): May => {
  const any = isUndecided(letter) && !isSending
  const { command, eventId } = payloadOf(letter)
  const isCommand = letter.event === null && eventId === undefined
  const isKept = !isCommand || command !== undefined
  const isNext = any && !letter.blocked
  return {
    try: any && isKept,
    resubmit: isNext && isKept,
    edit: isNext && isCommand,
    accept: isNext,
    discard: isNext,
    claim: any,
  }
}
