// What a resubmission does: a command's own handler on fresh state, or the parked event to the consumer that failed.
import { strictly, write } from './append.ts'
import type { Command } from './command.ts'
import type { DeadLetterCommand, DeadLetterEvent } from './dead-letter.ts'
import { eventBehind, isParked, type Letter, messageOf, triggerOf } from './dead-letter-entry.ts'
import { handlerOf, type Sent } from './define.ts'
import { execute } from './execute.ts'
import type { Message, Of, Page, Problem, StreamName } from './message.ts'
import type { ResumeFrom } from './park.ts'
import type { DueTimeout } from './ports.ts'
import type { Heard, ProcessRunner } from './process.ts'
import { reactSaga } from './react.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { upcast } from './upcast.ts'

/**
 * Hands a consumer the events of a stream that waits for it, from the parked one on, or past it. Throws where it
 * cannot handle them even now.
 */
export type Resume = (consumer: string, stream: StreamName, from: ResumeFrom) => Promise<void>
export type Carrying = {
  readonly runtime: Runtime
  readonly runners: ReadonlyMap<string, ProcessRunner>
  readonly resume: Resume
}
export type Result = Of<DeadLetterCommand, 'RecordResubmission'>['result']
/** The page of the decision, and what it says. */
export type Decision<T extends DeadLetterEvent['type']> = {
  readonly page: Page
  readonly event: Of<DeadLetterEvent, T>
}

export const attempted = async (
  carrying: Carrying,
  letter: Letter,
  decision: Decision<'DeadLetterResubmitted'>,
): Promise<Result> => {
  if (isParked(letter)) return again(carrying, letter)
  if (letter.opened.consumer === 'undo') return takeBackAgain(carrying.runtime, letter, decision)
  const { reviewer, attempt, data } = decision.event
  const message = await messageOf(carrying.runtime, letter, data)
  if (!message) return { problem: nothingKept(letter) as never }
  const outcome = await execute(carrying.runtime, {
    ...commandOf(letter, { message, reviewer, attempt }),
    cause: decision.page.eventId,
    origin: decision.page.commandId,
  })
  if (outcome.status === 'rejected') return { problem: toldOf(outcome.problem) as never }
  if (letter.payload.reply?.decision) await hear(carrying, letter, { id: decision.page.commandId })
  return { events: namesOf(outcome.pages) }
}

/** Of the stream and workflow as it was, under an id of its own per attempt, without an expected sequence. */
export const commandOf = (
  { id, target, correlationId }: Letter,
  asked: { readonly message: Message; readonly reviewer: string; readonly attempt: number },
): Command => ({
  cover: { ...target, correlationId, ext: null },
  message: asked.message,
  commandId: derivedId(target.edition, id, 'attempt', asked.attempt),
  actor: asked.reviewer,
})

export const nothingKept = ({ payload }: Letter): Problem => ({
  code: 'FAILED_PRECONDITION',
  reason: 'nothing-kept',
  params: {},
  message: `The command could not be kept: ${payload.leftOut ?? 'it is not there.'} It can be sent with data of your own.`,
})

const toldOf = ({ code, reason, rule, params, message }: Problem): Problem => ({
  code,
  reason,
  params,
  message,
  ...(rule === undefined ? {} : { rule }),
})

export const namesOf = (pages: readonly Page[]) =>
  pages.map(({ domain, root, edition, sequence, eventId }) => ({ domain, root, edition, sequence, eventId }))

/** A parked event, or a timeout that failed. Nothing waits behind an event of a saga without order: it goes there alone. */
const again = async ({ runtime, resume, runners }: Carrying, letter: Letter): Promise<Result> => {
  const { opened, payload, target } = letter
  const timeout = timeoutIn(payload)
  const runner = timeout && runners.get(timeout.process)
  const saga = runtime.registry.sagas.find(({ name, unordered }) => name === opened.consumer && unordered)
  const event = saga && (await eventBehind(runtime, letter))
  if (timeout && runner) await runner.elapse(timeout)
  else if (saga && event) await reactSaga(runtime, saga, upcast(runtime.registry, event))
  else await resume(opened.consumer, target, 'parked')
  return { events: [] }
}

const timeoutIn = (payload: Letter['payload']): DueTimeout | undefined =>
  typeof payload.process === 'string' && typeof payload.dueAt === 'number'
    ? (payload as unknown as DueTimeout)
    : undefined

/** A cascade was undone, but for this command: since then its aggregate may have learned how. */
const takeBackAgain = async (
  runtime: Runtime,
  letter: Letter,
  { page, event }: Decision<'DeadLetterResubmitted'>,
): Promise<Result> => {
  const message = await messageOf(runtime, letter, event.data)
  const handler = message && handlerOf(runtime.registry.find(letter.target.domain)?.onUndo ?? {}, message.type)
  if (!handler) return { problem: cannotUndo as never }
  const outcome = await write(runtime, {
    cover: { ...letter.target, correlationId: letter.correlationId, ext: null },
    message: { type: 'UndoNotification', command: message } as never,
    commandId: derivedId(letter.target.edition, letter.id, 'attempt', event.attempt),
    actor: event.reviewer,
    cause: page.eventId,
    origin: page.commandId,
    decide: ({ state }) => handler(message, state),
    merge: strictly,
  })
  return outcome.status === 'accepted'
    ? { events: namesOf(outcome.pages) }
    : { problem: toldOf(outcome.problem) as never }
}
const cannotUndo: Problem = {
  code: 'FAILED_PRECONDITION',
  reason: 'cannot-be-undone',
  params: {},
  message: 'Nothing says how to take this command back.',
}

/** What its sender is told of, in the words of a return address. */
export const sentBack = async (
  runtime: Runtime,
  letter: Letter,
  id: string,
): Promise<{ readonly sent: Sent & { readonly label: string }; readonly source: Heard['source'] } | undefined> => {
  const { reply } = letter.payload
  const trigger = reply && (await triggerOf(runtime, reply))
  if (!reply || !trigger) return undefined
  const command = (await messageOf(runtime, letter)) ?? { type: letter.opened.subject.split('/')[1] ?? '' }
  const { domain, root } = letter.target
  const { issuer, key, label = '' } = reply
  return {
    sent: { domain, root, command, label },
    source: { issuer, commandId: derivedId(id, 'verdict'), trigger, ...(key === undefined ? {} : { key }) },
  }
}

/** Whether the process manager that sent it listens for this verdict; then it has heard it. */
export const hear = async (
  { runtime, runners }: Carrying,
  letter: Letter,
  { id, problem }: { readonly id: string; readonly problem?: Problem },
): Promise<boolean> => {
  const back = await sentBack(runtime, letter, id)
  const { key, label } = letter.payload.reply ?? {}
  const runner = back && runners.get(back.source.issuer)
  if (!runner || key === undefined || label === undefined) return false
  return runner.hear({ key, edition: letter.target.edition }, { ...back, ...(problem ? { problem } : {}) })
}
