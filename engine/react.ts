// How sagas are fed: an event in, commands out, refusals travel back.
import type { Outcome } from './append.ts'
import { travelBack } from './compensate.ts'
import { handlerOf, type SagaDeclaration, type Sent } from './define.ts'
import { type Command, execute } from './execute.ts'
import { eventOf, type Page } from './message.ts'
import { derivedId } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

/** One command of a chain and what became of it. `handled`: a refusal that its sender expected. */
export type Reaction = {
  readonly issuer: string
  readonly command: Command
  readonly outcome: Outcome
  readonly handled: boolean
  /** What a refusal led to. */
  readonly compensation: readonly Page[]
}

/** The command of a reaction: its id derives from what it answers, so sending again is harmless. */
export const reactionTo = (sent: Sent, trigger: Page, by: { issuer: string; commandId: string }): Command => ({
  cover: {
    domain: sent.domain,
    root: sent.root,
    edition: trigger.edition,
    correlationId: sent.correlationId ?? trigger.correlationId,
    ext: sent.ext ?? null,
  },
  message: sent.command,
  commandId: by.commandId,
  actor: `engine/${by.issuer}`,
  cause: trigger.eventId,
  ...(sent.sequence === undefined ? {} : { sequence: sent.sequence }),
})

export const reactSaga = async (runtime: Runtime, saga: SagaDeclaration, page: Page): Promise<readonly Reaction[]> => {
  const handler = handlerOf(saga.reactions, page.type)
  const sents: readonly Sent[] = handler?.(eventOf(page), page) ?? []
  const reactions: Reaction[] = []
  for (const [index, sent] of sents.entries()) {
    const commandId = derivedId(page.edition, 'saga', saga.name, page.eventId, index)
    const command = reactionTo(sent, page, { issuer: saga.name, commandId })
    const outcome = await withRetries(runtime.ports, () => execute(runtime, command))
    const refused = outcome.status === 'rejected'
    const compensation = refused
      ? await travelBack(runtime, { sent, commandId, problem: outcome.problem, issuer: saga.name, trigger: page })
      : []
    reactions.push({ issuer: saga.name, command, outcome, compensation, handled: !refused })
  }
  return reactions
}
