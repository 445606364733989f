// How process managers are fed: inputs are linked in the instance's own stream, state is their fold, and what is owed is sent.
import { strictly, write } from './append.ts'
import { canonical } from './canonical.ts'
import { errorModeOf } from './chain.ts'
import { travelBack } from './compensate.ts'
import { handlerOf, type ProcessManagerDeclaration, type Sent } from './define.ts'
import { Unavailable } from './errors.ts'
import { nothing } from './load.ts'
import { type Page, type Problem, streamKey } from './message.ts'
import type { DueTimeout } from './ports.ts'
import {
  type Instance,
  isLinked,
  keepNowAndThen,
  keyOf,
  loadInstance,
  messagesOwed,
  type Standing,
  standingOf,
  streamOf,
  takeInput,
  takeOwn,
  timeoutsOwed,
  unlinkedInputs,
} from './process-instance.ts'
import type { OwnEvent } from './process-stream.ts'
import { keyedQueue } from './queue.ts'
import { isFact, type Source, sendFactFor, sendReaction } from './reaction.ts'
import { type RecentMap, recentMap } from './recent-map.ts'
import { derivedId, refusalOf } from './registry.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'
import { stopCascade } from './undo.ts'
import { asFarAsRead } from './upcast.ts'

export type ProcessRunner = {
  /** Pages of one append, for one instance each by its key. */
  readonly take: (pages: readonly Page[]) => Promise<void>
  /** Runs out now: when it is due, or when an operator fires it before. */
  readonly elapse: (timeout: DueTimeout, by?: ByHand) => Promise<void>
  /** Never runs out, though it is owed. */
  readonly cancel: (timeout: DueTimeout, by: ByHand) => Promise<void>
  /** What a reviewer decided about a command of an instance; false where it does not listen for that. */
  readonly hear: (at: { readonly key: string; readonly edition: string }, verdict: Heard) => Promise<boolean>
  /** What a merge brought into its stream is taken over: what it owes now is sent and scheduled. */
  readonly renew: (key: string) => Promise<void>
  readonly instance: (key: string) => Promise<Standing>
  /** Whose matter an event is; undefined where it is nobody's. */
  readonly keyOf: (page: Page) => string | undefined
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
  const inTurn = (at: Place, work: (instance: Instance) => Promise<void>) =>
    queue(`${at.edition}/${at.key}`, () => again(running, at, work))
  return {
    take: async pages => {
      for (const [key, inputs] of byKey(declaration, pages))
        await inTurn({ key, edition: inputs[0]?.edition ?? '' }, instance => takeInputs(running, instance, inputs))
    },
    elapse: (timeout, by) =>
      inTurn({ key: timeout.key, edition: '' }, instance => elapse(running, instance, { timeout, by })),
    cancel: (timeout, by) =>
      inTurn({ key: timeout.key, edition: '' }, instance => cancel(running, instance, { timeout, by })),
    hear: async (at, verdict) => {
      const name = `${verdict.sent.domain}/${verdict.sent.command.type} ${verdict.problem ? 'rejected' : 'accepted'}`
      if (!handlerOf(declaration.process.evolve, name)) return false
      await inTurn(at, instance => hearReviewed(running, instance, verdict))
      return true
    },
    renew: key =>
      queue(`/${key}`, () => {
        running.instances.drop(`/${key}`)
        return again(running, { key, edition: '' }, instance => settle(running, instance))
      }),
    keyOf: page => keyOf(declaration, asFarAsRead(runtime.registry, page)),
    instance: async key => standingOf(declaration, await loadInstance(runtime, declaration, { key, edition: '' })),
  }
}

type Place = Pick<Instance, 'key' | 'edition'>
/** A command that waited for a reviewer, under the id of the decision; `problem` where it was discarded. */
export type Heard = Sending & { readonly problem?: Problem }

/** Its label is decided then: delivered again, it changes nothing. */
const hearReviewed = async (running: Running, instance: Instance, verdict: Heard): Promise<void> => {
  if (!instance.decided.has(verdict.sent.label)) await hearVerdict(running, instance, verdict)
  await settle(running, instance)
}

/** What failed half-way is forgotten and loaded anew before it is tried again. */
const again = ({ runtime, declaration, instances }: Running, at: Place, work: (own: Instance) => Promise<void>) =>
  withRetries(runtime.ports, async () => {
    const name = `${at.edition}/${at.key}`
    const instance = instances.get(name) ?? (await loadInstance(runtime, declaration, at))
    instances.drop(name)
    await work(instance)
    instances.set(name, instance)
    keepNowAndThen(runtime, declaration, instance)
  })

const byKey = (declaration: ProcessManagerDeclaration, pages: readonly Page[]) => {
  const { process, domains } = declaration
  const groups = new Map<string, Page[]>()
  for (const page of pages) {
    if (!domains.includes(page.domain) || !handlerOf(process.evolve, page.type)) continue
    const instance = keyOf(declaration, page)
    if (instance === undefined) continue
    groups.set(instance, [...(groups.get(instance) ?? []), page])
  }
  return groups
}

const takeInputs = async (running: Running, instance: Instance, inputs: readonly Page[]): Promise<void> => {
  const fresh = inputs.filter(input => !isLinked(instance, input))
  const [first] = fresh
  if (first) {
    const { runtime, declaration } = running
    const before =
      instance.edition === '' ? [] : await unlinkedInputs(runtime, declaration, { instance, before: first })
    const all = [...before.filter(page => !fresh.some(({ eventId }) => eventId === page.eventId)), ...fresh]
    const events = all.map(({ domain, root, sequence, type: eventType }) => {
      return { type: 'EventLinked' as const, domain, root, sequence, eventType }
    })
    const id = derivedId(first.edition, declaration.name, instance.key, 'link', first.eventId)
    await record(running, instance, { events, id, cause: first })
    for (const input of all) takeInput(declaration, instance, input)
  }
  await settle(running, instance)
}

/** Who decides about a timeout instead of time, and why. */
export type ByHand = { readonly actor: string; readonly reason?: string | undefined }
type Ending = { readonly timeout: DueTimeout; readonly by?: ByHand | undefined }

type Cancelling = { readonly timeout: DueTimeout; readonly by: ByHand }

const reasonOf = (by?: ByHand) => (by?.reason === undefined ? {} : { reason: by.reason })

/** It fires only if it is owed: a process that moved on has cancelled it. */
const elapse = async (running: Running, instance: Instance, { timeout, by }: Ending): Promise<void> => {
  const { runtime, declaration } = running
  const { name, dueAt } = timeout
  if (isOwed(running, instance, timeout) && instance.trigger) {
    const at = runtime.ports.clock.now()
    const lateBy = Math.max(0, at - dueAt)
    const event = {
      type: 'TimeoutElapsed' as const,
      timeout: name,
      dueAt,
      lateBy,
      data: timeout.data as never,
      at,
      ...reasonOf(by),
    }
    const id = derivedId(declaration.name, instance.key, 'elapsed', name, dueAt)
    await record(running, instance, {
      events: [event],
      id,
      cause: instance.trigger,
      ...(by ? { actor: by.actor } : {}),
    })
    takeOwn(declaration, instance, event)
  }
  await settle(running, instance)
  await runtime.ports.timeouts.remove(timeout)
}

const isOwed = ({ declaration }: Running, instance: Instance, { name, dueAt }: DueTimeout): boolean =>
  timeoutsOwed(declaration, instance).some(owed => owed.name === name && owed.dueAt === dueAt)

const cancel = async (running: Running, instance: Instance, { timeout, by }: Cancelling): Promise<void> => {
  const { name, dueAt, key } = timeout
  const { actor } = by
  if (isOwed(running, instance, timeout) && instance.trigger) {
    const event = { type: 'TimeoutCancelled' as const, timeout: name, dueAt, actor, ...reasonOf(by) }
    const id = derivedId(running.declaration.name, key, 'cancelled', name, dueAt)
    await record(running, instance, { events: [event], id, cause: instance.trigger, actor })
    takeOwn(running.declaration, instance, event)
  }
  await settle(running, instance)
  await running.runtime.ports.timeouts.remove(timeout)
}

type Own = {
  readonly events: readonly OwnEvent[]
  readonly id: string
  readonly cause: Page
  readonly unless?: string
  readonly actor?: string
}

/** Stored right behind what the instance knows, or not at all: then somebody else moved it on, and it is loaded anew. */
const record = async ({ runtime, declaration }: Running, instance: Instance, own: Own): Promise<void> => {
  const { correlationId, eventId, commandId } = own.cause
  const stream = streamOf(declaration, instance.key, instance.edition)
  const { nextSequence, position, hash } = instance
  // Its stream has no state but this: nothing of it is read again.
  runtime.cache.set(streamKey(stream), {
    ...nothing(runtime.registry.aggregate(declaration.name)),
    nextSequence,
    position,
    hash,
  })
  const outcome = await write(runtime, {
    cover: { ...stream, correlationId, ext: null },
    message: { type: own.events[0]?.type ?? 'Nothing' },
    commandId: own.id,
    actor: own.actor ?? `engine/${declaration.name}`,
    cause: eventId,
    origin: commandId,
    sequence: instance.nextSequence,
    ...(own.unless === undefined ? {} : { unless: own.unless }),
    decide: () => own.events,
    merge: strictly,
  })
  if (outcome.status === 'rejected' || outcome.repeated)
    throw new Unavailable(`${declaration.name}/${instance.key} moved on elsewhere`)
  const last = outcome.pages.at(-1)
  instance.nextSequence = outcome.nextSequence
  if (last) Object.assign(instance, { position: last.position, hash: last.hash })
}

/**
 * Sends what is owed until nothing changes: a verdict may change what is owed. Timeouts come last, for what ran out
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
  for (const sent of messagesOwed(running.declaration, instance)) {
    const { label } = sent
    if (labels.has(label)) throw new TypeError(`${name} owes two commands as ${label}`)
    labels.add(label)
    if (instance.decided.has(label)) continue
    const commandId = derivedId(instance.edition, name, instance.key, label)
    const source = { issuer: name, commandId, trigger: inEdition(trigger, instance), key: instance.key }
    if (isFact(sent)) await sendFactFor(running.runtime, sent, source)
    else if (accepted.has(commandId) || (await sendOne(running, instance, { sent, source }))) known.add(commandId)
    if (instance.state !== state) return
  }
  instance.accepted = known
}

/** What is sent stays in the edition, also where its newest input is one of main's. */
const inEdition = (trigger: Page, { edition }: Instance): Page =>
  trigger.edition === edition ? trigger : { ...trigger, edition }

type Sending = { readonly sent: Sent & { readonly label: string }; readonly source: Source }

/** Whether it was accepted; a refusal is dealt with. */
const sendOne = async (running: Running, instance: Instance, { sent, source }: Sending): Promise<boolean> => {
  const { runtime, declaration } = running
  const hears = (verdict: string) =>
    handlerOf(declaration.process.evolve, `${sent.domain}/${sent.command.type} ${verdict}`) !== undefined
  const isExpected = ({ reason }: Problem) => hears('rejected') || declaration.process.expected.includes(reason)
  const outcome = await sendReaction(runtime, { sent, source }, isExpected)
  if (outcome.status === 'accepted') {
    if (sent.syncMode === 'DECISION' && hears('accepted')) await hearVerdict(running, instance, { sent, source })
    return true
  }
  // What waits for a reviewer is heard of when they decide.
  if (outcome.deadLetterId === undefined)
    await refused(running, instance, { sent, source, problem: outcome.problem, hears: hears('rejected') })
  return false
}

type Refusing = Sending & { readonly problem: Problem; readonly hears: boolean }

/** First to the process manager that sent it, then to the source (engine.md §7). */
const refused = async (
  running: Running,
  instance: Instance,
  { sent, source, problem, hears }: Refusing,
): Promise<void> => {
  const { runtime, declaration } = running
  if (!hears) {
    if (declaration.process.expected.includes(problem.reason)) return
    return travelBack(runtime, { sent, source, problem })
  }
  await hearVerdict(running, instance, { sent, source, problem })
  const { mode, first } = await errorModeOf(runtime.ports.events, source.trigger)
  if (mode === 'COMPENSATE' && first && sent.syncMode !== 'DECISION') await stopCascade(runtime, first, source.trigger)
}

/** Recorded once, with what it leads to; excluded by the opposite. */
const hearVerdict = async (
  running: Running,
  instance: Instance,
  { sent, source, problem }: Sending & { readonly problem?: Problem },
): Promise<void> => {
  const { commandId, trigger } = source
  const command = `${sent.domain}/${sent.command.type}`
  const { label } = sent
  const event: OwnEvent = problem
    ? { type: 'CommandRejected', command, label, ...told(problem) }
    : { type: 'CommandAccepted', command, label }
  const id = problem ? refusalOf(commandId) : derivedId(commandId, 'accepted')
  await record(running, instance, { events: [event], id, cause: trigger, ...(problem ? { unless: commandId } : {}) })
  takeOwn(running.declaration, instance, event)
}

const told = ({ code, reason, params, message }: Problem) => ({ code, reason, params: params as never, message })

const schedule = async ({ runtime, declaration, scheduled }: Running, instance: Instance): Promise<void> => {
  const owed = timeoutsOwed(declaration, instance)
  if (inOrder(owed) === inOrder(instance.timeouts)) return
  await runtime.ports.timeouts.replace(declaration.name, instance.key, owed)
  instance.timeouts = owed
  if (owed.length > 0) scheduled(Math.min(...owed.map(({ dueAt }) => dueAt)))
}

const inOrder = (timeouts: readonly DueTimeout[]): string => timeouts.map(canonical).sort().join()
