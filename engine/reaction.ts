// One command or fact that a saga or a process manager sends: its id derives from what it answers, a refusal is remembered.
import type { Command, Outcome, Reply } from './command.ts'
import type { Sent, SentFact } from './define.ts'
import { execute } from './execute.ts'
import type { Page, Problem } from './message.ts'
import { recordFact } from './record.ts'
import { refusalOf } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { tracedCommand } from './traced.ts'

/** Where a command comes from: who sent it (of a process manager the instance), and the event that it answers. */
export type Source = {
  readonly issuer: string
  readonly commandId: string
  readonly trigger: Page
  readonly key?: string
}

/** What a dead letter keeps of it. */
export const replyOf = ({ label, syncMode }: Sent, { issuer, trigger, key }: Source): Reply => {
  const { domain, root, edition, sequence, eventId } = trigger
  return {
    issuer,
    trigger: { domain, root, edition, sequence, eventId },
    ...(key === undefined ? {} : { key }),
    ...(label === undefined ? {} : { label }),
    ...(syncMode === 'DECISION' ? { decision: true } : {}),
  }
}

export const isFact = (sent: object): sent is SentFact => Object.hasOwn(sent, 'fact')

const coverOf = (sent: Sent, { edition, correlationId }: Page): Command['cover'] => ({
  domain: sent.domain,
  root: sent.root,
  edition,
  correlationId: sent.correlationId ?? correlationId,
  ext: sent.ext ?? null,
})

/** Sending again is harmless. `isExpected`: a refusal that another event explains already is remembered as such. */
export const sendReaction = async (
  runtime: Runtime,
  { sent, source }: { readonly sent: Sent; readonly source: Source },
  isExpected: (problem: Problem) => boolean,
): Promise<Outcome> => {
  const { issuer, commandId, trigger } = source
  const command: Command = {
    cover: coverOf(sent, trigger),
    message: sent.command,
    commandId,
    actor: `engine/${issuer}`,
    cause: trigger.eventId,
    origin: trigger.commandId,
    unless: refusalOf(commandId),
    reply: replyOf(sent, source),
    ...(sent.sequence === undefined ? {} : { sequence: sent.sequence }),
  }
  const outcome = await tracedCommand(runtime.ports, command, () => execute(runtime, command))
  if (outcome.status === 'accepted') return outcome
  const { problem } = outcome
  const remembered = isExpected(problem) ? { ...problem, expected: true } : problem
  const { cover, message, actor: caller } = command
  const record = {
    commandId,
    caller,
    cover,
    message,
    source: trigger.eventId,
    origin: trigger.commandId,
    errorMode: null,
  }
  await runtime.ports.events.recordRefusal(record, remembered)
  return outcome
}

/** The same external id in the same stream is stored once, however often it is sent. */
export const sendFactFor = (
  runtime: Runtime,
  { domain, root, fact, externalId }: SentFact,
  { issuer, trigger }: Omit<Source, 'commandId'>,
): Promise<Outcome> =>
  recordFact(runtime, {
    cover: { domain, root, edition: trigger.edition, correlationId: trigger.correlationId, ext: null },
    event: fact,
    externalId,
    actor: `engine/${issuer}`,
    cause: trigger.eventId,
    origin: trigger.commandId,
  })
