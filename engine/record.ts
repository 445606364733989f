// A fact: something that happened elsewhere, stored without being decided, once per external id.
import { inadmissible, inadmissibleExt } from './admissible.ts'
import { strictly, write } from './append.ts'
import type { Outcome } from './command.ts'
import { UnknownMessage } from './errors.ts'
import type { Cover, Message, StreamName } from './message.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

export type Fact = {
  readonly cover: Cover
  readonly event: Message
  readonly externalId: string
  readonly actor: string
  readonly cause?: string
  readonly origin?: string
}

/** Under which a fact is remembered: the same for whoever reports it again. */
export const factId = ({ domain, root, edition }: StreamName, externalId: string): string =>
  derivedId('fact', edition, domain, root, externalId)

/** Throws UnknownMessage for a type that is not declared as a fact, and for data that its schema refuses. */
export const recordFact = (runtime: Runtime, fact: Fact): Promise<Outcome> => {
  const { domain } = fact.cover
  const declaration = runtime.registry.event(domain, fact.event.type)
  if (!declaration.fact) throw new UnknownMessage(`${domain}/${fact.event.type} is not a fact`)
  const parsed = declaration.schema.safeParse(fact.event)
  const strange = inadmissible(fact.event) ?? inadmissibleExt(fact.cover.ext)
  if (!parsed.success || strange) throw new UnknownMessage(strange ?? `${domain}/${fact.event.type}: data refused`)
  return write(runtime, {
    cover: fact.cover,
    message: fact.event,
    commandId: factId(fact.cover, fact.externalId),
    actor: fact.actor,
    cause: fact.cause ?? null,
    ...(fact.origin === undefined ? {} : { origin: fact.origin }),
    externalId: fact.externalId,
    decide: () => [parsed.data],
    merge: strictly,
  })
}
