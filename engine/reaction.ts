// One command of a chain, sent by a saga or a process manager, and what became of it.
import type { Command, Outcome } from './command.ts'
import type { Sent } from './define.ts'
import type { Page } from './message.ts'
import { refusalOf } from './registry.ts'

/** `handled`: accepted, or a refusal that its sender expected. `compensation`: what another refusal led to. */
export type Reaction = {
  readonly issuer: string
  readonly command: Command
  readonly outcome: Outcome
  readonly handled: boolean
  readonly compensation: readonly Page[]
}

/** Its id derives from what it answers, so sending again is harmless. */
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
  unless: refusalOf(by.commandId),
  ...(sent.sequence === undefined ? {} : { sequence: sent.sequence }),
})
