// A refused command travels back to the stream whose event led to it, which may take its part back.
import { strictly, write } from './append.ts'
import { errorModeOf } from './chain.ts'
import { handlerOf, type Notification, type Sent } from './define.ts'
import { Unavailable } from './errors.ts'
import type { Message, Page, Problem } from './message.ts'
import { openDeadLetter } from './open-dead-letter.ts'
import { sealPersonal } from './personal.ts'
import { replyOf, type Source } from './reaction.ts'
import { refusalOf } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { stopCascade } from './undo.ts'

export type Refusal = {
  readonly sent: Sent
  readonly problem: Problem
  readonly source: Source
  /** A reviewer's word: where nobody takes it, nobody is asked once more. */
  readonly final?: true
}

/**
 * The source compensates, or a dead letter is opened. It is recorded only if the command was not accepted meanwhile:
 * then this throws Unavailable, and sending again finds the acceptance.
 */
export const travelBack = async (runtime: Runtime, refusal: Refusal): Promise<void> => {
  const { trigger } = refusal.source
  const { mode, first } = await errorModeOf(runtime.ports.events, trigger)
  if (mode === 'DEAD_LETTER' || refusal.problem.code === 'INVALID_ARGUMENT')
    return bury(runtime, refusal, 'COMMAND_REJECTED')
  await notifySource(runtime, refusal)
  if (mode === 'COMPENSATE' && first) await stopCascade(runtime, first, trigger)
}

export const notifySource = async (runtime: Runtime, refusal: Refusal): Promise<void> => {
  const { sent, problem, source, final } = refusal
  const { trigger, issuer, commandId } = source
  const handler = handlerOf(
    runtime.registry.find(trigger.domain)?.onRejected ?? {},
    `${sent.domain}/${sent.command.type}`,
  )
  if (!handler && final) return
  if (!handler) return bury(runtime, refusal, 'COMPENSATION_MISSING')
  const target = { ...trigger, domain: sent.domain, root: sent.root }
  const notice: Notification = { ...problem, command: sent.command, target, issuer }
  let escalated = false
  const outcome = await write(runtime, {
    cover: coverOf(trigger),
    message: { type: 'RejectionNotification', command: sent.command, reason: problem.reason } as never,
    commandId: refusalOf(commandId),
    unless: commandId,
    actor: `engine/${issuer}`,
    cause: trigger.eventId,
    origin: trigger.commandId,
    decide: loaded => {
      const answer = handler(notice, loaded.state)
      escalated = !Array.isArray(answer)
      return escalated ? [] : (answer as readonly Message[])
    },
    merge: strictly,
  })
  if (outcome.status === 'rejected') throw new Unavailable(`${sent.command.type} was accepted meanwhile`)
  if (escalated && !final) await bury(runtime, refusal, 'COMMAND_REJECTED')
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
  { sent, problem, source }: Refusal,
  reason: 'COMMAND_REJECTED' | 'COMPENSATION_MISSING',
): Promise<void> => {
  const { commandId, issuer, trigger } = source
  const { personal } = runtime.registry.command(sent.domain, sent.command.type)
  await openDeadLetter(runtime, {
    id: commandId,
    openedBy: refusalOf(commandId),
    unless: commandId,
    reason,
    consumer: issuer,
    subject: `${sent.domain}/${sent.command.type}`,
    detail: `${problem.reason}: ${problem.message}`,
    payload: {
      command: await sealPersonal(runtime.ports.vault, personal, { message: sent.command, root: sent.root }),
      commandId,
      root: sent.root,
      edition: trigger.edition,
      sender: `engine/${issuer}`,
      sequence: sent.sequence ?? null,
      problem,
      reply: replyOf(sent, source),
    } as never,
    cover: { ...coverOf(trigger), domain: sent.domain, root: sent.root },
    cause: trigger.eventId,
  })
}
