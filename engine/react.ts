// How sagas are fed: an event in, commands out, refusals travel back.
import { travelBack } from './compensate.ts'
import { handlerOf, type SagaDeclaration, type Sent } from './define.ts'
import { execute } from './execute.ts'
import { eventOf, type Page } from './message.ts'
import { reactionTo } from './reaction.ts'
import { derivedId } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

export const reactSaga = async (runtime: Runtime, saga: SagaDeclaration, page: Page): Promise<void> => {
  const sents: readonly Sent[] = handlerOf(saga.reactions, page.type)?.(eventOf(page), page) ?? []
  for (const [index, sent] of sents.entries()) {
    const commandId = derivedId(page.edition, 'saga', saga.name, page.eventId, index)
    await withRetries(runtime.ports, () => sendFor(runtime, saga, { sent, commandId, trigger: page }))
  }
}

type Sending = { readonly sent: Sent; readonly commandId: string; readonly trigger: Page }

const sendFor = async (runtime: Runtime, { name: issuer }: SagaDeclaration, { sent, commandId, trigger }: Sending) => {
  const command = reactionTo(sent, trigger, { issuer, commandId })
  const outcome = await execute(runtime, command)
  const isRefused = outcome.status === 'rejected'
  const compensation = isRefused
    ? await travelBack(runtime, { sent, commandId, problem: outcome.problem, issuer, trigger })
    : []
  runtime.reacted({ issuer, command, outcome, compensation, handled: !isRefused })
}
