// How process managers are fed: inputs are linked in the instance's own stream, state is their fold, and what is owed is sent.
import { validate } from 'uuid'
import { write } from './append.ts'
import { canonical } from './canonical.ts'
import { travelBack } from './compensate.ts'
import { handlerOf, type ProcessManagerDeclaration, type Sent } from './define.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { eventOf, type Page, type Problem } from './message.ts'
import type { DueTimeout } from './ports.ts'
import {
  commandsOwed,
  type Instance,
  isLinked,
  loadInstance,
  takeInput,
  takeOwn,
  timeoutsOwed,
} from './process-instance.ts'
import type { OwnEvent } from './process-stream.ts'
import { keyedQueue } from './queue.ts'
import { type Reaction, reactionTo } from './reaction.ts'
import { type RecentMap, recentMap } from './recent-map.ts'
import { derivedId, refusalOf } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

export type ProcessRunner = {
  /** Pages of one append, for one instance each by its key. */
  readonly take: (pages: readonly Page[]) => Promise<void>
  readonly elapse: (timeout: DueTimeout) => Promise<void>
}
type Running = {
  readonly runtime: Runtime
  readonly declaration: ProcessManagerDeclaration
  readonly instances: RecentMap<Instance>
  readonly scheduled: (dueAt: number) => void
}

const mostPasses = 64
const mostInstances = 5000

export const processRunner = (
  runtime: Runtime,
  declaration: ProcessManagerDeclaration,
  scheduled: (dueAt: number) => void,
): ProcessRunner => {
  const running: Running = { runtime, declaration, instances: recentMap(mostInstances), scheduled }
  const queue = keyedQueue()
  return {
    take: async pages => {
      for (const [key, inputs] of byKey(declaration, pages))
        await queue(key, () => again(running, key, instance => takeInputs(running, instance, inputs)))
    },
    elapse: timeout =>
      queue(timeout.key, () => again(running, timeout.key, instance => elapse(running, instance, timeout))),
  }
}

/** What failed half-way is forgotten and loaded anew before it is tried again. */
const again = ({ runtime, declaration, instances }: Running, key: string, work: (own: Instance) => Promise<void>) =>
  withRetries(runtime.ports, async () => {
    const instance = instances.get(key) ?? (await loadInstance(runtime.ports, declaration, key))
    instances.drop(key)
    await work(instance)
    instances.set(key, instance)
  })

const byKey = ({ process, domains }: ProcessManagerDeclaration, pages: readonly Page[]) => {
  const groups = new Map<string, Page[]>()
  for (const page of pages) {
    if (!domains.includes(page.domain) || !handlerOf(process.evolve, page.type)) continue
    const key = process.correlate(eventOf(page), page)
    if (key === undefined) continue
    const instance = validate(key) ? key.toLowerCase() : derivedId(key)
    groups.set(instance, [...(groups.get(instance) ?? []), page])
  }
  return groups
}

const takeInputs = async (running: Running, instance: Instance, inputs: readonly Page[]): Promise<void> => {
  const fresh = inputs.filter(input => !isLinked(instance, input))
  const [first] = fresh
  if (first) {
    const events = fresh.map(({ domain, root, sequence, type: eventType }) => {
      return { type: 'EventLinked' as const, domain, root, sequence, eventType }
    })
    const id = derivedId(first.edition, running.declaration.name, instance.key, 'link', first.eventId)
    await record(running, instance, { events, id, cause: first })
    for (const input of fresh) takeInput(running.declaration, instance, input)
  }
  await settle(running, instance)
}

/** It fires only if it is owed: a process that moved on has cancelled it. */
const elapse = async (running: Running, instance: Instance, timeout: DueTimeout): Promise<void> => {
  const { runtime, declaration } = running
  const { name, dueAt } = timeout
  const isOwed = timeoutsOwed(declaration, instance).some(owed => owed.name === name && owed.dueAt === dueAt)
  if (isOwed && instance.trigger) {
    const at = runtime.ports.clock.now()
    const lateBy = Math.max(0, at - dueAt)
    const event = { type: 'TimeoutElapsed' as const, timeout: name, dueAt, lateBy, data: timeout.data as never, at }
    const id = derivedId(declaration.name, instance.key, 'elapsed', name, dueAt)
    await record(running, instance, { events: [event], id, cause: instance.trigger })
    takeOwn(declaration, instance, event)
  }
  await settle(running, instance)
  await runtime.ports.timeouts.remove(timeout)
}

type Own = {
  readonly events: readonly OwnEvent[]
  readonly id: string
  readonly cause: Page
  readonly unless?: string
}

/** Stored right behind what the instance knows, or not at all: then somebody else moved it on, and it is loaded anew. */
const record = async ({ runtime, declaration }: Running, instance: Instance, own: Own): Promise<void> => {
  const { edition, correlationId, eventId } = own.cause
  const outcome = await write(runtime, {
    cover: { domain: declaration.name, root: instance.key, edition, correlationId, ext: null },
    message: { type: own.events[0]?.type ?? 'Nothing' },
    commandId: own.id,
    actor: `engine/${declaration.name}`,
    cause: eventId,
    sequence: instance.nextSequence,
    ...(own.unless === undefined ? {} : { unless: own.unless }),
    decide: () => own.events,
  })
  if (outcome.status === 'rejected' || outcome.repeated)
    throw new Unavailable(`${declaration.name}/${instance.key} moved on elsewhere`)
  instance.nextSequence = outcome.nextSequence
}

/**
 * Sends what is owed until nothing changes: a refusal may change what is owed. Timeouts come last, for what ran out
 * stays due until all that it led to is done.
 */
const settle = async (running: Running, instance: Instance): Promise<void> => {
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = instance.state
    await sendOwed(running, instance)
    if (instance.state === before) return schedule(running, instance)
  }
  throw new Error(`${running.declaration.name}/${instance.key} owes without end`)
}

const sendOwed = async (running: Running, instance: Instance): Promise<void> => {
  const { name } = running.declaration
  const { state, trigger, accepted } = instance
  if (!trigger) return
  const labels = new Set<string>()
  const known = new Set<string>()
  for (const [index, sent] of commandsOwed(running.declaration, instance).entries()) {
    const label = sent.label ?? `${state.step}-${index}`
    if (labels.has(label)) throw new TypeError(`${name} owes two commands as ${label}`)
    labels.add(label)
    if (instance.refused.has(label)) continue
    const commandId = derivedId(trigger.edition, name, instance.key, label)
    const isAccepted =
      accepted.has(commandId) || (await sendOne(running, instance, { sent: { ...sent, label }, commandId, trigger }))
    if (isAccepted) known.add(commandId)
    if (instance.state !== state) return
  }
  instance.accepted = known
}

type Sending = { readonly sent: Sent; readonly commandId: string; readonly trigger: Page }

const sendOne = async (running: Running, instance: Instance, sending: Sending): Promise<boolean> => {
  const { runtime, declaration } = running
  const command = reactionTo(sending.sent, sending.trigger, { issuer: declaration.name, commandId: sending.commandId })
  const outcome = await execute(runtime, command)
  const answer =
    outcome.status === 'rejected'
      ? await refused(running, instance, { ...sending, problem: outcome.problem })
      : { handled: true, compensation: [] }
  runtime.reacted({ issuer: declaration.name, command, outcome, ...answer })
  return outcome.status === 'accepted'
}

type Refused = Sending & { readonly problem: Problem }

/** First to the process manager, then to the source aggregate; a reason that is expected ends here. */
const refused = async (
  running: Running,
  instance: Instance,
  { sent, commandId, trigger, problem }: Refused,
): Promise<Pick<Reaction, 'handled' | 'compensation'>> => {
  const { runtime, declaration } = running
  const command = `${sent.domain}/${sent.command.type}`
  if (handlerOf(declaration.process.evolve, `${command} rejected`)) {
    const { code, reason, params, message } = problem
    const told = { code, reason, params: params as never, message }
    const event = { type: 'CommandRejected' as const, command, label: sent.label ?? '', ...told }
    await record(running, instance, { events: [event], id: refusalOf(commandId), cause: trigger, unless: commandId })
    takeOwn(declaration, instance, event)
    return { handled: true, compensation: [] }
  }
  if (declaration.process.expected.includes(problem.reason)) return { handled: true, compensation: [] }
  const refusal = { sent, commandId, problem, issuer: declaration.name, trigger }
  return { handled: false, compensation: await travelBack(runtime, refusal) }
}

const schedule = async ({ runtime, declaration, scheduled }: Running, instance: Instance): Promise<void> => {
  const owed = timeoutsOwed(declaration, instance)
  if (inOrder(owed) === inOrder(instance.timeouts)) return
  await runtime.ports.timeouts.replace(declaration.name, instance.key, owed)
  instance.timeouts = owed
  if (owed.length > 0) scheduled(Math.min(...owed.map(({ dueAt }) => dueAt)))
}

const inOrder = (timeouts: readonly DueTimeout[]): string => timeouts.map(canonical).sort().join()
