// Carries out what reviewers decide about dead letters, and writes down what came of it. Survives any crash: every step is the same when it is done again.

import { notifySource } from './compensate.ts'
import { type Consumer, moveOn } from './consumer.ts'
import type { DeadLetterEvent } from './dead-letter.ts'
import { attempted, type Carrying, type Decision, hear, type Result, sentBack } from './dead-letter-attempt.ts'
import { eventBehind, isParked, type Letter, readLetter, stateOf } from './dead-letter-entry.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { eventOf, type Page, type Problem } from './message.ts'
import { derivedId } from './registry.ts'
import { isTransient, withRetries } from './retry.ts'

export const deadLetterFlowName = 'dead-letter-flow'
const carriedOut = ['DeadLetterResubmitted', 'DeadLetterAccepted', 'DeadLetterDiscarded']

export const deadLetterFlow = (carrying: Carrying): Consumer => ({
  name: deadLetterFlowName,
  version: 1,
  kind: 'saga',
  wants: page => page.domain === 'dead-letter' && carriedOut.includes(page.type),
  handle: async (pages, move) => {
    for (const page of pages) await carryOut(carrying, page)
    return moveOn(carrying.runtime.ports, { name: deadLetterFlowName, version: 1 }, move)
  },
})

const carryOut = async (carrying: Carrying, page: Page): Promise<void> => {
  const letter = await readLetter(carrying.runtime, page)
  if (!letter) return
  const event = eventOf(page) as unknown as DeadLetterEvent
  if (event.type === 'DeadLetterResubmitted') return resubmit(carrying, letter, { page, event })
  if (isParked(letter)) return passOver(carrying, letter)
  if (event.type === 'DeadLetterDiscarded') return deliverRejection(carrying, letter, { page, event })
}

/** Recorded after it is done; an attempt that is on record already is not done again. */
const resubmit = async (carrying: Carrying, letter: Letter, decision: Decision<'DeadLetterResubmitted'>) => {
  const { runtime } = carrying
  const { pending, attempt } = await stateOf(runtime, letter.stream)
  if (!pending || attempt !== decision.event.attempt) return
  const result = await resultOf(carrying, letter, decision)
  const outcome = await execute(runtime, {
    cover: { ...letter.stream, correlationId: letter.correlationId, ext: null },
    message: { type: 'RecordResubmission', attempt, result } as never,
    commandId: derivedId(letter.stream.edition, letter.id, 'recorded', attempt),
    actor: `engine/${deadLetterFlowName}`,
    cause: decision.page.eventId,
    origin: decision.page.commandId,
  })
  if (outcome.status === 'rejected') throw new Unavailable(`attempt ${attempt} of ${letter.id} could not be recorded`)
}

/** What fails for another reason than an outage has failed: the entry is open again, and says why. */
const resultOf = async (
  carrying: Carrying,
  letter: Letter,
  decision: Decision<'DeadLetterResubmitted'>,
): Promise<Result> => {
  const { ports } = carrying.runtime
  try {
    return await withRetries(ports, () => attempted(carrying, letter, decision))
  } catch (error) {
    // The consumer may run in another process: then its reviewer is told so, and nothing here waits for it.
    if (isTransient(error) && !isParked(letter)) throw error
    // A consumer that was handed an event may have failed at the store: an outage is nobody's fault.
    await ports.events.lastPosition()
    return { problem: failed(error) as never }
  }
}

const failed = (error: unknown): Problem => ({
  code: 'ABORTED',
  reason: 'failed-again',
  params: {},
  message: `It failed again: ${String(error).slice(0, 500)}`,
})

/** A parked event that is given up, or was done by hand, holds nobody any longer; a later one of its stream still does. */
const passOver = async ({ runtime, resume }: Carrying, letter: Letter): Promise<void> => {
  const event = await eventBehind(runtime, letter)
  if (event)
    await withRetries(runtime.ports, () => resume(letter.opened.consumer, letter.target, { past: event.sequence }))
}

/** First to the process manager that sent it, then to the source (engine.md §7), in the reviewer's words. */
const deliverRejection = async (carrying: Carrying, letter: Letter, decision: Decision<'DeadLetterDiscarded'>) => {
  const { runtime } = carrying
  const { reviewer, reason } = decision.event
  const problem: Problem = {
    code: 'FAILED_PRECONDITION',
    reason: 'discarded',
    params: { reviewer },
    message: reason,
  }
  const id = decision.page.commandId
  await withRetries(runtime.ports, async () => {
    if (await hear(carrying, letter, { id, problem })) return
    const back = await sentBack(runtime, letter, id)
    if (back) await notifySource(runtime, { ...back, problem, final: true })
  })
}
