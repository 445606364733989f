// The stream of a process manager's instance: what it took, what it was refused, which timeouts ran out.
import { z } from 'zod'
import { type AnyAggregate, aggregate, type Elapsed, type Rejected } from './define.ts'
import type { Message } from './message.ts'

const EventLinked = z.strictObject({
  type: z.literal('EventLinked'),
  domain: z.string(),
  root: z.string(),
  sequence: z.int(),
  eventType: z.string(),
})
const CommandRejected = z.strictObject({
  type: z.literal('CommandRejected'),
  command: z.string(),
  label: z.string(),
  code: z.string(),
  reason: z.string(),
  params: z.record(z.string(), z.json()),
  message: z.string(),
})
const TimeoutElapsed = z.strictObject({
  type: z.literal('TimeoutElapsed'),
  timeout: z.string(),
  dueAt: z.int(),
  lateBy: z.int(),
  data: z.json(),
  at: z.int(),
})
export type OwnEvent = z.infer<typeof EventLinked> | z.infer<typeof CommandRejected> | z.infer<typeof TimeoutElapsed>

/** Its state is folded apart, from the linked inputs too. */
export const processStream = (name: string): AnyAggregate =>
  aggregate<never, OwnEvent, null>({
    domain: name,
    stateVersion: 1,
    initial: null,
    evolve: { EventLinked: () => null, CommandRejected: () => null, TimeoutElapsed: () => null },
    commands: {} as never,
    events: {
      EventLinked: { schema: EventLinked, version: 1 },
      CommandRejected: { schema: CommandRejected, version: 1 },
      TimeoutElapsed: { schema: TimeoutElapsed, version: 1 },
    },
    decide: {} as never,
  })

/** Timeouts are named `kind` or `kind:which`; the process hears of the kind. */
export const ownInput = (event: OwnEvent): Message | undefined => {
  if (event.type === 'EventLinked') return undefined
  if (event.type === 'TimeoutElapsed') {
    const { dueAt, lateBy, data, at } = event
    return { type: `${event.timeout.split(':')[0]} elapsed`, dueAt, lateBy, data, at } as Elapsed<string>
  }
  const { command, type: _, ...refusal } = event
  return { type: `${command} rejected`, ...refusal } as Rejected<string>
}
