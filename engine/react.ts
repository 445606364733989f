// How sagas are fed: an event in, commands and facts out, refusals travel back.
import { travelBack } from './compensate.ts'
import { handlerOf, type SagaDeclaration, type Sent, type SentFact } from './define.ts'
import { eventOf, type Page } from './message.ts'
import { isFact, sendFactFor, sendReaction } from './reaction.ts'
import { derivedId } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

export const reactSaga = async (runtime: Runtime, saga: SagaDeclaration, page: Page): Promise<void> => {
  const sents: readonly (Sent | SentFact)[] = handlerOf(saga.reactions, page.type)?.(eventOf(page), page) ?? []
  for (const [index, sent] of sents.entries()) {
    const commandId = derivedId(page.edition, 'saga', saga.name, page.eventId, index)
    const source = { issuer: saga.name, commandId, trigger: page }
    await withRetries(runtime.ports, async () => {
      if (isFact(sent)) return void (await sendFactFor(runtime, sent, source))
      const outcome = await sendReaction(runtime, { sent, source }, () => false)
      // What waits for a reviewer travels back when they discard it.
      if (outcome.status === 'rejected' && outcome.deadLetterId === undefined)
        await travelBack(runtime, { sent, source, problem: outcome.problem })
    })
  }
}
