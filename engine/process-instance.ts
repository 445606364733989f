// One instance of a process manager: the fold of its own stream and of the inputs that are linked there.
import { validate } from 'uuid'
import {
  handlerOf,
  type Owed,
  type ProcessManagerDeclaration,
  type Sent,
  type SentFact,
  type Timeout,
} from './define.ts'
import { cutOf, type Loading } from './load.ts'
import { eventOf, type Json, type Page, type StreamName } from './message.ts'
import type { Cut, DueTimeout } from './ports.ts'
import { type Folded, type Kept, keepInstance, keptInstance } from './process-snapshot.ts'
import { type OwnEvent, ownInput } from './process-stream.ts'
import { isFact } from './reaction.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { upcast } from './upcast.ts'

export type Instance = Folded & {
  readonly key: string
  readonly edition: string
  /** As they are scheduled. */
  timeouts: readonly DueTimeout[]
  /** The commands owed now that are known to be accepted: not sent once more. */
  accepted: ReadonlySet<string>
  /** Of its own stream when a snapshot was taken last. */
  kept: number
}

export const streamOf = ({ name }: ProcessManagerDeclaration, key: string, edition: string): StreamName => ({
  domain: name,
  root: key,
  edition,
})

/** As far as an event of its own stream: in an edition only, on main a snapshot may be further. */
export const loadInstance = async (
  loading: Loading,
  declaration: ProcessManagerDeclaration,
  { key, edition, upTo }: Pick<Instance, 'key' | 'edition'> & { readonly upTo?: number },
): Promise<Instance> => {
  const { ports } = loading
  const stream = streamOf(declaration, key, edition)
  const main = await cutOf(loading, stream)
  const kept = edition === '' ? await keptInstance(loading, declaration, key) : undefined
  const instance: Instance = {
    ...(kept ?? fresh(declaration)),
    key,
    edition,
    timeouts: edition === '' ? await ports.timeouts.of(declaration.name, key) : [],
    accepted: new Set(),
    kept: kept?.nextSequence ?? 0,
  }
  const own = await ports.events.read(stream, {
    from: instance.nextSequence,
    to: upTo ?? Number.MAX_SAFE_INTEGER,
    main,
  })
  const events = own.map(page => eventOf(page) as unknown as OwnEvent)
  const linked = await linkedPages(loading, events, edition)
  for (const event of events) {
    const input = event.type === 'EventLinked' ? linked.get(referenceKey(event)) : undefined
    if (input) takeInput(declaration, instance, input)
    else takeOwn(declaration, instance, event)
  }
  const last = own.at(-1)
  if (last) Object.assign(instance, { nextSequence: last.sequence + 1, position: last.position, hash: last.hash })
  return instance
}

const fresh = ({ process }: ProcessManagerDeclaration): Kept => ({
  state: process.initial,
  nextSequence: 0,
  position: 0,
  hash: '',
  trigger: undefined,
  decided: new Set(),
  linked: new Map(),
  ended: new Map(),
})

const referenceKey = (at: { domain: string; root: string; sequence: number }) =>
  `${at.domain}/${at.root}/${at.sequence}`

/** A link names its source by sequence: in an edition that is the edition's own event, or main's below the divergence. */
const linkedPages = async ({ ports, registry }: Loading, own: readonly OwnEvent[], edition: string) => {
  const references = own.flatMap(event => (event.type === 'EventLinked' ? [event] : []))
  const places = references.flatMap(({ domain, root, sequence }) =>
    [...new Set(['', edition])].map(where => ({ domain, root, sequence, edition: where })),
  )
  const pages = places.length > 0 ? await ports.events.readReferences(places) : []
  const mainFirst = [...pages].sort((a, b) => a.edition.length - b.edition.length)
  return new Map(mainFirst.map(page => [referenceKey(page), upcast(registry, page)]))
}

const sourceOf = ({ domain, root }: Page) => `${domain}/${root}`

export const isLinked = ({ linked }: Instance, page: Page): boolean =>
  page.sequence <= (linked.get(sourceOf(page)) ?? -1)

/** A linked input. */
export const takeInput = ({ process }: ProcessManagerDeclaration, instance: Instance, input: Page): void => {
  instance.state = handlerOf(process.evolve, input.type)?.(instance.state, eventOf(input), input) ?? instance.state
  instance.trigger = input
  instance.linked.set(sourceOf(input), input.sequence)
}

/** A verdict, or a timeout that ran out or was cancelled. */
export const takeOwn = ({ process }: ProcessManagerDeclaration, instance: Instance, event: OwnEvent): void => {
  if (event.type === 'TimeoutElapsed' || event.type === 'TimeoutCancelled')
    instance.ended.set(event.timeout, event.dueAt)
  if (event.type === 'CommandRejected' || event.type === 'CommandAccepted') instance.decided.add(event.label)
  const input = ownInput(event)
  const handler = input && handlerOf(process.evolve, input.type)
  if (handler) instance.state = handler(instance.state, input, instance.trigger)
}

const isTimeout = (owed: Owed): owed is Timeout => 'timeout' in owed

const owedBy = ({ process }: ProcessManagerDeclaration, { state, key }: Instance): readonly Owed[] =>
  handlerOf(process.owed, state.step)?.(state, key) ?? []

export const messagesOwed = (declaration: ProcessManagerDeclaration, instance: Instance): readonly Labelled[] =>
  owedBy(declaration, instance)
    .filter((owed): owed is Sent | SentFact => !isTimeout(owed))
    .map(sent => labelled(declaration.name, sent))

type Labelled = (Sent | SentFact) & { readonly label: string }

/** What tells one command of an instance from the next; a fact has an id of its own. */
const labelled = (name: string, sent: Sent | SentFact): Labelled => {
  const label = sent.label ?? (isFact(sent) ? sent.externalId : undefined)
  if (label === undefined) throw new TypeError(`${name} owes ${sent.domain} a command without a label`)
  return { ...sent, label }
}

/** None in an edition: nothing there happens because time passes. */
export const timeoutsOwed = (declaration: ProcessManagerDeclaration, instance: Instance): readonly DueTimeout[] => {
  if (instance.edition !== '') return []
  return owedBy(declaration, instance)
    .filter(isTimeout)
    .filter(({ timeout, dueAt }) => instance.ended.get(timeout) !== dueAt)
    .map(({ timeout: name, dueAt, data }) => ({
      process: declaration.name,
      key: instance.key,
      name,
      dueAt,
      data: (data ?? null) as Json,
    }))
}

const every = 16

/** Every 16 events of its own stream; what could not be kept is folded again. */
export const keepNowAndThen = (runtime: Runtime, declaration: ProcessManagerDeclaration, instance: Instance): void => {
  if (instance.edition !== '' || instance.nextSequence - instance.kept < every) return
  instance.kept = instance.nextSequence
  runtime.aside(
    keepInstance(runtime, declaration, instance).catch((error: unknown) =>
      runtime.ports.journal({
        event: 'snapshot-failed',
        domain: declaration.name,
        root: instance.key,
        error: String(error).slice(0, 300),
      }),
    ),
  )
}

/** What an edition shows of one key, and its instance has not linked: everything that happened before it was touched. */
export const unlinkedInputs = async (
  loading: Loading,
  declaration: ProcessManagerDeclaration,
  { instance, before }: { readonly instance: Instance; readonly before: Page },
): Promise<readonly Page[]> => {
  const { search } = loading.ports.events
  const { domains, process } = declaration
  const { key, edition } = instance
  const { upToPosition = before.position } = (await cutOf(loading, streamOf(declaration, key, edition))) ?? {}
  const most = { edition: '', before: Math.min(before.position, upToPosition + 1), limit: 500 }
  const found = await Promise.all([
    search({ ...most, correlationId: key }),
    ...domains.map(domain => search({ ...most, domain, root: key })),
  ])
  const pages = new Map(found.flat().map(page => [page.eventId, upcast(loading.registry, page)] as const))
  const cuts = new Map<string, Cut | undefined>()
  for (const page of pages.values())
    if (!cuts.has(sourceOf(page))) cuts.set(sourceOf(page), await cutOf(loading, { ...page, edition }))
  return [...pages.values()]
    .filter(page => domains.includes(page.domain) && handlerOf(process.evolve, page.type) !== undefined)
    .filter(page => isVisible(page, cuts.get(sourceOf(page))) && !isLinked(instance, page))
    .filter(page => process.correlate(eventOf(page), page) === key)
    .sort((a, b) => a.position - b.position)
}

const isVisible = ({ sequence, position }: Page, cut: Cut = {}): boolean =>
  sequence < (cut.beforeSequence ?? Number.POSITIVE_INFINITY) &&
  position <= (cut.upToPosition ?? Number.POSITIVE_INFINITY)

/** Where an instance stands: what it owes by its step, and whether a verdict about that is known. */
export type Standing = Pick<Instance, 'state' | 'timeouts' | 'nextSequence'> & {
  readonly owes: readonly {
    readonly label: string
    readonly domain: string
    readonly root: string
    readonly type: string
    readonly decided: boolean
  }[]
}

export const standingOf = (declaration: ProcessManagerDeclaration, instance: Instance): Standing => {
  const { state, timeouts, nextSequence, decided } = instance
  const owes = messagesOwed(declaration, instance).map(sent => {
    const { label } = sent
    const { type } = isFact(sent) ? sent.fact : sent.command
    return { label, domain: sent.domain, root: sent.root, type, decided: decided.has(label) }
  })
  return { state, timeouts, nextSequence, owes }
}

/** Whose matter an event is; undefined where it is nobody's. */
export const keyOf = ({ process }: ProcessManagerDeclaration, page: Page): string | undefined => {
  const key = process.correlate(eventOf(page), page)
  return key === undefined || validate(key) ? key?.toLowerCase() : derivedId(key)
}
