// Given a saga, on an event of its source, then these commands: the way every saga is tested.
import { expect } from 'vitest'
import { type AnyAggregate, handlerOf, type SagaDeclaration, type Sent } from '../define.ts'
import type { Envelope, Message } from '../message.ts'
import { envelope } from './envelope.ts'

type Source = Partial<Envelope> & Pick<Envelope, 'root'>

/** `targets` are the aggregates that the saga may send to: every command must be one that its target accepts. */
export const sagaScenario = (saga: SagaDeclaration, targets: readonly AnyAggregate[]) => ({
  on: (event: Message, source: Source) => {
    const reaction = handlerOf(saga.reactions, event.type)
    const sent: readonly Sent[] = reaction?.(event, envelope({ domain: saga.domain, ...source })) ?? []
    for (const command of sent) expectAccepted(command, targets)
    return {
      /** Exactly these commands, in this order. */
      sends: (...expected: readonly Sent[]) => expect(sent).toEqual(expected),
      sendsNothing: () => expect(sent).toEqual([]),
      /** For assertions of one's own, and for going on. */
      sent: () => sent,
    }
  },
})

const expectAccepted = ({ domain, command }: Sent, targets: readonly AnyAggregate[]) => {
  const target = targets.find(aggregate => aggregate.domain === domain)
  const schema = target?.commands[command.type]?.schema
  if (!schema) throw new Error(`${domain} takes no ${command.type}`)
  expect(schema.parse(command)).toEqual(command)
}
