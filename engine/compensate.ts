// A refused command travels back to the stream whose event led to it, which may take its part back.
import { write } from './append.ts'
import { openDeadLetter } from './dead-letter.ts'
import { handlerOf, type Notification, type Sent } from './define.ts'
import { Unavailable } from './errors.ts'
import type { Page, Problem } from './message.ts'
import { refusalOf } from './registry.ts'
import type { Runtime } from './runtime.ts'

export type Refusal = {
  readonly sent: Sent
  readonly commandId: string
  readonly problem: Problem
  /** The saga or process manager that sent the command. */
  readonly issuer: string
  /** The event that it answered: the return address. */
  readonly trigger: Page
}

/**
 * The pages of the compensation, none where a dead letter was opened instead. It is recorded only if the command was
 * not accepted meanwhile: then this throws Unavailable, and sending again finds the acceptance.
 */
export const travelBack = async (runtime: Runtime, refusal: Refusal): Promise<readonly Page[]> => {
  const { sent, commandId, trigger, problem } = refusal
  const source = runtime.registry.find(trigger.domain)
  const handler = handlerOf(source?.onRejected ?? {}, `${sent.domain}/${sent.command.type}`)
  if (problem.code === 'INVALID_ARGUMENT') return bury(runtime, refusal, 'COMMAND_REJECTED')
  if (!handler) return bury(runtime, refusal, 'COMPENSATION_MISSING')
  const target = { ...trigger, domain: sent.domain, root: sent.root }
  const notice: Notification = { ...problem, command: sent.command, target, issuer: refusal.issuer }
  const outcome = await write(runtime, {
    cover: coverOf(trigger),
    message: { type: 'RejectionNotification', command: sent.command, reason: problem.reason } as never,
    commandId: refusalOf(commandId),
    unless: commandId,
    actor: `engine/${refusal.issuer}`,
    cause: trigger.eventId,
    decide: loaded => handler(notice, loaded.state),
  })
  if (outcome.status === 'rejected') throw new Unavailable(`${sent.command.type} was accepted meanwhile`)
  return outcome.pages
}

const coverOf = ({ domain, root, edition, correlationId }: Page) => ({
  domain,
  root,
  edition,
  correlationId,
  ext: null,
})

const bury = async (
  runtime: Runtime,
  { sent, commandId, problem, issuer, trigger }: Refusal,
  reason: 'COMMAND_REJECTED' | 'COMPENSATION_MISSING',
): Promise<readonly Page[]> => {
  await openDeadLetter(runtime, {
    id: commandId,
    openedBy: refusalOf(commandId),
    unless: commandId,
    reason,
    consumer: issuer,
    subject: `${sent.domain}/${sent.command.type}`,
    detail: `${problem.reason}: ${problem.message}`,
    payload: { command: sent.command, root: sent.root, problem } as never,
    cover: { ...coverOf(trigger), domain: sent.domain, root: sent.root },
    cause: trigger.eventId,
  })
  return []
}
