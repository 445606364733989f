import type { Payload } from '@/engine/dead-letter-entry'
import type { DeadLetterGroup, DeadLetterListed } from '@/engine/dead-letter-rows'
import type { ShownDeadLetter } from '@/server/instance'
import { shortened, whole } from '../../timeline/words.ts'

type Reason = DeadLetterListed['reason']

/** What is the matter, after the name of what it is about. */
export const matter: Readonly<Record<Reason, string>> = {
  SEQUENCE_MISMATCH: 'needs review',
  PROCESSING_FAILED: 'could not be handled',
  COMPENSATION_MISSING: 'could not be taken back',
  COMMAND_REJECTED: 'was refused',
  PAYLOAD_REFUSED: 'cannot be read',
}
export const reasonWords: Readonly<Record<Reason, string>> = {
  SEQUENCE_MISMATCH: 'Sent from a stale screen',
  PROCESSING_FAILED: 'Could not be handled',
  COMPENSATION_MISSING: 'Could not be taken back',
  COMMAND_REJECTED: 'Refused by a rule',
  PAYLOAD_REFUSED: 'Cannot be read',
}
export const statusWords: Readonly<Record<string, string>> = {
  open: 'Open',
  claimed: 'Claimed',
  blocked: 'Behind an older one',
  resubmitted: 'Resubmitted',
  accepted: 'Accepted as done',
  discarded: 'Discarded',
}

/** `player/WithdrawFunds` is told by its type. */
export const subjectType = (subject: string): string => subject.split('/')[1] ?? subject

export const payloadOf = ({ payload }: Pick<ShownDeadLetter, 'payload'>) => payload as unknown as Payload

const upTo = (nextSequence: number) => (nextSequence === 0 ? 'nothing of it' : `it up to #${nextSequence - 1}`)

/** Why it is here, in one sentence. */
export const causeOf = (letter: ShownDeadLetter): string => {
  const { reason, consumer, attempts, detail, event } = letter
  const { sequence, nextSequence, problem } = payloadOf(letter)
  if (reason === 'SEQUENCE_MISMATCH')
    return sequence === null || nextSequence === null
      ? 'It was sent from a screen that did not show the stream as it was.'
      : `Its sender had seen ${upTo(sequence)}; by then the stream was at #${nextSequence - 1}.`
  const why = problem?.message ?? firstLine(detail)
  if (reason === 'COMMAND_REJECTED') return `${consumer} sent it, and it was refused: ${why}`
  if (reason === 'COMPENSATION_MISSING') return `It was to be taken back, and nothing says how: ${why}`
  if (reason === 'PAYLOAD_REFUSED')
    return `${consumer} cannot read ${event ? `event #${event.sequence}` : 'it'}: ${why}`
  return `${consumer} failed on it ${attempts === 1 ? 'once' : `${whole(attempts)} times`}: ${why}`
}
const firstLine = (detail: string) => detail.split('\n')[0] ?? ''

/** 9:41 */
export const timeLeft = (until: number, now: number): string => {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A player is told by the ends of the id, everybody else by name. */
export const actorWords = (actor: string): string => (/^[\da-f-]{36}$/.test(actor) ? shortened(actor) : actor)

export type Counts = { readonly waiting: number; readonly all: number }
export const countsOf = (groups: readonly DeadLetterGroup[]): Counts => ({
  waiting: groups.reduce((sum, { unsettled }) => sum + unsettled, 0),
  all: groups.reduce((sum, { count }) => sum + count, 0),
})

/** Retry 3 of 12 (filtered): both numbers, wherever it is said. */
export const bulkWords = (verb: string, found: Counts, all: Counts | null): string =>
  all ? `${verb} ${whole(found.waiting)} of ${whole(all.waiting)} (filtered)` : `${verb} all ${whole(found.waiting)}`
