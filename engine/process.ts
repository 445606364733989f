// How process managers are fed: inputs are linked in the instance's own stream, state is their fold, and what is owed is sent.
import { validate } from 'uuid'
import { type Outcome, write } from './append.ts'
import { travelBack } from './compensate.ts'
import { handlerOf, type Owed, type ProcessManagerDeclaration, type Sent } from './define.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { eventOf, type Json, type Page, type Problem } from './message.ts'
import type { DueTimeout } from './ports.ts'
import { type OwnEvent, ownInput } from './process-stream.ts'
import { keyedQueue } from './queue.ts'
import { type Reaction, reactionTo } from './react.ts'
import { type RecentMap, recentMap } from './recent-map.ts'
import { derivedId } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'

type State = { readonly step: string }
type Instance = {
  state: State
  nextSequence: number
  /** The newest input: what a command sent now answers. */
  trigger: Page | undefined
  timeouts: readonly DueTimeout[]
  readonly accepted: Set<string>
}

export type ProcessRunner = {
  /** Pages of one append, for one instance each by its key. */
  readonly take: (pages: readonly Page[]) => Promise<readonly Reaction[]>
  readonly elapse: (timeout: DueTimeout) => Promise<readonly Reaction[]>
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
      const reactions = await Promise.all(
        [...byKey(declaration, pages)].map(([key, inputs]) =>
          queue(key, () => again(running, key, () => takeInputs(running, key, inputs))),
        ),
      )
      return reactions.flat()
    },
    elapse: timeout => queue(timeout.key, () => again(running, timeout.key, () => elapseTimeout(running, timeout))),
  }
}

/** What failed half-way is forgotten and loaded anew before it is tried again. */
const again = (running: Running, key: string, work: () => Promise<readonly Reaction[]>) =>
  withRetries(running.runtime.ports, async () => {
    try {
      return await work()
    } catch (error) {
      running.instances.drop(key)
      throw error
    }
  })

const byKey = ({ process, domains }: ProcessManagerDeclaration, pages: readonly Page[]) => {
  const groups = new Map<string, Page[]>()
  for (const page of pages) {
    if (!domains.includes(page.domain) || !handlerOf(process.evolve, page.type)) continue
    const key = process.correlate(eventOf(page), page)
    if (key === undefined) continue
    const instance = validate(key) ? key : derivedId(key)
    groups.set(instance, [...(groups.get(instance) ?? []), page])
  }
  return groups
}

const takeInputs = async (running: Running, key: string, inputs: readonly Page[]): Promise<readonly Reaction[]> => {
  const [first] = inputs
  if (!first) return []
  const instance = await instanceOf(running, key)
  const links = inputs.map(({ domain, root, sequence, type: eventType }) => ({
    type: 'EventLinked' as const,
    domain,
    root,
    sequence,
    eventType,
  }))
  const fresh = await appendOwn(running, key, {
    events: links,
    id: derivedId(first.edition, running.declaration.name, key, 'link', first.eventId),
    cause: first,
  })
  if (fresh) for (const input of inputs) evolveBy(running, instance, input)
  return settle(running, key)
}

const elapseTimeout = async (running: Running, timeout: DueTimeout): Promise<readonly Reaction[]> => {
  const { runtime, declaration } = running
  const instance = await instanceOf(running, timeout.key)
  const due = instance.timeouts.some(({ name, dueAt }) => name === timeout.name && dueAt === timeout.dueAt)
  if (due && instance.trigger) {
    const at = runtime.ports.clock.now()
    const event = {
      type: 'TimeoutElapsed' as const,
      timeout: timeout.name,
      dueAt: timeout.dueAt,
      lateBy: Math.max(0, at - timeout.dueAt),
      data: timeout.data as never,
      at,
    }
    const id = derivedId(declaration.name, timeout.key, 'elapsed', timeout.name, timeout.dueAt)
    const fresh = await appendOwn(running, timeout.key, { events: [event], id, cause: instance.trigger })
    if (fresh) applyOwn(running, instance, event)
  }
  const reactions = await settle(running, timeout.key)
  await runtime.ports.timeouts.remove(timeout)
  return reactions
}

/** False: stored before, so the instance was loaded with it. */
const appendOwn = async (
  running: Running,
  key: string,
  own: { readonly events: readonly OwnEvent[]; readonly id: string; readonly cause: Page },
): Promise<boolean> => {
  const { declaration, runtime } = running
  const { edition, correlationId, eventId } = own.cause
  const outcome: Outcome = await write(runtime, {
    cover: { domain: declaration.name, root: key, edition, correlationId, ext: null },
    message: { type: own.events[0]?.type ?? 'Nothing' },
    commandId: own.id,
    actor: `engine/${declaration.name}`,
    cause: eventId,
    decide: () => own.events,
  })
  const instance = await instanceOf(running, key)
  if (outcome.status === 'accepted' && outcome.repeated) return false
  if (outcome.nextSequence !== instance.nextSequence + own.events.length) {
    running.instances.drop(key)
    throw new Unavailable(`${declaration.name}/${key} moved on elsewhere`)
  }
  instance.nextSequence = outcome.nextSequence
  return true
}

const instanceOf = async (running: Running, key: string): Promise<Instance> => {
  const known = running.instances.get(key)
  if (known) return known
  const { declaration, runtime } = running
  const instance: Instance = {
    state: declaration.process.initial,
    nextSequence: 0,
    trigger: undefined,
    timeouts: await runtime.ports.timeouts.of(declaration.name, key),
    accepted: new Set(),
  }
  const own = await runtime.ports.events.read({ domain: declaration.name, root: key, edition: '' })
  const events = own.map(page => eventOf(page) as unknown as OwnEvent)
  const linked = await linkedPages(runtime, events)
  for (const event of events) {
    const input = event.type === 'EventLinked' ? linked.get(referenceKey(event)) : undefined
    if (input) evolveBy(running, instance, input)
    else applyOwn(running, instance, event)
  }
  instance.nextSequence = own.length
  running.instances.set(key, instance)
  return instance
}

const referenceKey = (at: { domain: string; root: string; sequence: number }) =>
  `${at.domain}/${at.root}/${at.sequence}`

const linkedPages = async (runtime: Runtime, events: readonly OwnEvent[]) => {
  const references = events.flatMap(event => (event.type === 'EventLinked' ? [{ ...event, edition: '' }] : []))
  const pages = references.length > 0 ? await runtime.ports.events.readReferences(references) : []
  return new Map(pages.map(page => [referenceKey(page), page]))
}

const evolveBy = ({ declaration }: Running, instance: Instance, input: Page) => {
  instance.state =
    handlerOf(declaration.process.evolve, input.type)?.(instance.state, eventOf(input), input) ?? instance.state
  instance.trigger = input
}

const applyOwn = ({ declaration }: Running, instance: Instance, event: OwnEvent) => {
  const input = ownInput(event)
  const handler = input && handlerOf(declaration.process.evolve, input.type)
  if (handler) instance.state = handler(instance.state, input, instance.trigger)
}

const isTimeout = (owed: Owed): owed is Extract<Owed, { timeout: string }> => 'timeout' in owed

/** Sends what is owed until nothing changes: a refusal may change what is owed. */
const settle = async (running: Running, key: string): Promise<readonly Reaction[]> => {
  const reactions: Reaction[] = []
  for (let pass = 0; pass < mostPasses; pass++) {
    const instance = await instanceOf(running, key)
    const owed: readonly Owed[] = running.declaration.process.owed[instance.state.step]?.(instance.state, key) ?? []
    await schedule(running, key, owed.filter(isTimeout))
    const changed = await sendOwed(running, key, {
      owed: owed.filter((one): one is Sent => !isTimeout(one)),
      reactions,
    })
    if (!changed) return reactions
  }
  throw new Unavailable(`${running.declaration.name}/${key} owes without end`)
}

const sendOwed = async (
  running: Running,
  key: string,
  { owed, reactions }: { readonly owed: readonly Sent[]; readonly reactions: Reaction[] },
): Promise<boolean> => {
  const instance = await instanceOf(running, key)
  const { runtime, declaration } = running
  for (const [index, sent] of owed.entries()) {
    const trigger = instance.trigger
    if (!trigger) return false
    const label = sent.label ?? `${instance.state.step}-${index}`
    const commandId = derivedId(trigger.edition, declaration.name, key, label)
    if (instance.accepted.has(commandId)) continue
    const command = reactionTo(sent, trigger, { issuer: declaration.name, commandId })
    const outcome = await execute(runtime, command)
    const before = instance.state
    const answer =
      outcome.status === 'rejected'
        ? await refused(running, key, { sent: { ...sent, label }, commandId, problem: outcome.problem, trigger })
        : { handled: true, compensation: [] }
    if (outcome.status === 'accepted') instance.accepted.add(commandId)
    reactions.push({ issuer: declaration.name, command, outcome, ...answer })
    if (instance.state !== before) return true
  }
  return false
}

type Answered = Pick<Reaction, 'handled' | 'compensation'>
type RefusedCommand = {
  readonly sent: Sent
  readonly commandId: string
  readonly problem: Problem
  readonly trigger: Page
}

/** First to the process manager, then to the source aggregate; a reason that is expected ends here. */
const refused = async (running: Running, key: string, refusal: RefusedCommand): Promise<Answered> => {
  const { runtime, declaration } = running
  const { sent, commandId, problem, trigger } = refusal
  const command = `${sent.domain}/${sent.command.type}`
  if (handlerOf(declaration.process.evolve, `${command} rejected`)) {
    const { code, reason, params, message } = problem
    const told = { code, reason, params: params as never, message }
    const event = { type: 'CommandRejected' as const, command, label: sent.label ?? '', ...told }
    const fresh = await appendOwn(running, key, {
      events: [event],
      id: derivedId(commandId, 'rejected'),
      cause: trigger,
    })
    if (fresh) applyOwn(running, await instanceOf(running, key), event)
    return { handled: true, compensation: [] }
  }
  if (declaration.process.expected.includes(problem.reason)) return { handled: true, compensation: [] }
  const compensation = await travelBack(runtime, { sent, commandId, problem, issuer: declaration.name, trigger })
  return { handled: false, compensation }
}

const schedule = async (running: Running, key: string, owed: readonly Extract<Owed, { timeout: string }>[]) => {
  const instance = await instanceOf(running, key)
  const wanted = owed.map(
    ({ timeout, dueAt, data }): DueTimeout => ({
      process: running.declaration.name,
      key,
      name: timeout,
      dueAt,
      data: (data ?? null) as Json,
    }),
  )
  const same = (one: DueTimeout) =>
    instance.timeouts.some(({ name, dueAt }) => name === one.name && dueAt === one.dueAt)
  if (wanted.length === instance.timeouts.length && wanted.every(same)) return
  await running.runtime.ports.timeouts.replace(running.declaration.name, key, wanted)
  instance.timeouts = wanted
  if (wanted.length > 0) running.scheduled(Math.min(...wanted.map(({ dueAt }) => dueAt)))
}
