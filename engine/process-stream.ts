// The stream of a process manager's instance: what it took, what it was refused, which timeouts ran out.
import { z } from 'zod'
import { type Accepted, type AnyAggregate, aggregate, type Elapsed, type Rejected } from './define.ts'
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
/** Of an operator who did not let time decide. */
const asked = { reason: z.string().max(500).optional() }
const TimeoutElapsed = z.strictObject({
  type: z.literal('TimeoutElapsed'),
  timeout: z.string(),
  dueAt: z.int(),
  lateBy: z.int(),
  data: z.json(),
  at: z.int(),
  ...asked,
})
/** With DECISION a process manager hears of acceptance too. */
const CommandAccepted = z.strictObject({ type: z.literal('CommandAccepted'), command: z.string(), label: z.string() })
const TimeoutCancelled = z.strictObject({
  type: z.literal('TimeoutCancelled'),
  timeout: z.string(),
  dueAt: z.int(),
  actor: z.string(),
  ...asked,
})
export type OwnEvent = z.infer<
  typeof EventLinked | typeof CommandRejected | typeof CommandAccepted | typeof TimeoutElapsed | typeof TimeoutCancelled
>

/** Its state is folded apart, from the linked inputs too. */
export const processStream = (name: string): AnyAggregate =>
  aggregate<never, OwnEvent, null>({
    domain: name,
    stateVersion: 1,
    initial: null,
    evolve: {
      EventLinked: () => null,
      CommandRejected: () => null,
      CommandAccepted: () => null,
      TimeoutElapsed: () => null,
      TimeoutCancelled: () => null,
    },
    commands: {} as never,
    events: {
      EventLinked: { schema: EventLinked, version: 1 },
      CommandRejected: { schema: CommandRejected, version: 1 },
      CommandAccepted: { schema: CommandAccepted, version: 1 },
      TimeoutElapsed: { schema: TimeoutElapsed, version: 1 },
      TimeoutCancelled: { schema: TimeoutCancelled, version: 1 },
    },
    decide: {} as never,
    // The instance is folded apart, with its inputs: its snapshots are its own (process-instance.ts).
    snapshots: { every: Number.MAX_SAFE_INTEGER, retention: 'TRANSIENT' },
  })

/** Timeouts are named `kind` or `kind:which`; the process hears of the kind. */
export const ownInput = (event: OwnEvent): Message | undefined => {
  if (event.type === 'EventLinked' || event.type === 'TimeoutCancelled') return undefined
  if (event.type === 'CommandAccepted')
    return { type: `${event.command} accepted`, label: event.label } as Accepted<string>
  if (event.type === 'TimeoutElapsed') {
    const { dueAt, lateBy, data, at } = event
    return { type: `${event.timeout.split(':')[0]} elapsed`, dueAt, lateBy, data, at } as Elapsed<string>
  }
  const { command, type: _, ...refusal } = event
  return { type: `${command} rejected`, ...refusal } as Rejected<string>
}
