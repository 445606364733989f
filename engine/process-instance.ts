// One instance of a process manager: the fold of its own stream and of the inputs that are linked there.
import { handlerOf, type Owed, type ProcessManagerDeclaration, type Sent, type Timeout } from './define.ts'
import { eventOf, type Json, type Page } from './message.ts'
import type { DueTimeout, Ports } from './ports.ts'
import { type OwnEvent, ownInput } from './process-stream.ts'

export type Instance = {
  readonly key: string
  state: { readonly step: string }
  nextSequence: number
  /** The newest input: what a command sent now answers. */
  trigger: Page | undefined
  /** As they are scheduled. */
  timeouts: readonly DueTimeout[]
  /** The commands owed now that are known to be accepted: not sent once more. */
  accepted: ReadonlySet<string>
  /** Labels of commands whose refusal is recorded: they are not sent again. */
  readonly refused: Set<string>
  /** By source stream the sequence that was linked last. The log brings a stream's events in order. */
  readonly linked: Map<string, number>
  /** By name when it was due: a timeout that ran out is not scheduled again. */
  readonly elapsed: Map<string, number>
}

export const loadInstance = async (
  ports: Pick<Ports, 'events' | 'timeouts'>,
  declaration: ProcessManagerDeclaration,
  key: string,
): Promise<Instance> => {
  const { name, process } = declaration
  const instance: Instance = {
    key,
    state: process.initial,
    nextSequence: 0,
    trigger: undefined,
    timeouts: await ports.timeouts.of(name, key),
    accepted: new Set(),
    refused: new Set(),
    linked: new Map(),
    elapsed: new Map(),
  }
  const own = await ports.events.read({ domain: name, root: key, edition: '' })
  const events = own.map(page => eventOf(page) as unknown as OwnEvent)
  const linked = await linkedPages(ports, events)
  for (const event of events) {
    const input = event.type === 'EventLinked' ? linked.get(referenceKey(event)) : undefined
    if (input) takeInput(declaration, instance, input)
    else takeOwn(declaration, instance, event)
  }
  instance.nextSequence = own.length
  return instance
}

const referenceKey = (at: { domain: string; root: string; sequence: number }) =>
  `${at.domain}/${at.root}/${at.sequence}`

const linkedPages = async ({ events }: Pick<Ports, 'events'>, own: readonly OwnEvent[]) => {
  const references = own.flatMap(event => (event.type === 'EventLinked' ? [{ ...event, edition: '' }] : []))
  const pages = references.length > 0 ? await events.readReferences(references) : []
  return new Map(pages.map(page => [referenceKey(page), page]))
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

/** A refusal, or a timeout that ran out. */
export const takeOwn = ({ process }: ProcessManagerDeclaration, instance: Instance, event: OwnEvent): void => {
  if (event.type === 'TimeoutElapsed') instance.elapsed.set(event.timeout, event.dueAt)
  if (event.type === 'CommandRejected') instance.refused.add(event.label)
  const input = ownInput(event)
  const handler = input && handlerOf(process.evolve, input.type)
  if (handler) instance.state = handler(instance.state, input, instance.trigger)
}

const isTimeout = (owed: Owed): owed is Timeout => 'timeout' in owed

const owedBy = ({ process }: ProcessManagerDeclaration, { state, key }: Instance): readonly Owed[] =>
  handlerOf(process.owed, state.step)?.(state, key) ?? []

export const commandsOwed = (declaration: ProcessManagerDeclaration, instance: Instance): readonly Sent[] =>
  owedBy(declaration, instance).filter((owed): owed is Sent => !isTimeout(owed))

export const timeoutsOwed = (declaration: ProcessManagerDeclaration, instance: Instance): readonly DueTimeout[] =>
  owedBy(declaration, instance)
    .filter(isTimeout)
    .filter(({ timeout, dueAt }) => instance.elapsed.get(timeout) !== dueAt)
    .map(({ timeout: name, dueAt, data }) => ({
      process: declaration.name,
      key: instance.key,
      name,
      dueAt,
      data: (data ?? null) as Json,
    }))
