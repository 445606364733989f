import type { DeadLetterListed } from '@/engine/dead-letter-rows'
import type { DueTimeout } from '@/engine/ports'
import type { LogPage, SentCommand, Workflow } from '@/server/instance'

export type Thing =
  | { readonly kind: 'command'; readonly command: SentCommand }
  | { readonly kind: 'event' | 'fact' | 'ran-out'; readonly event: LogPage }
  | { readonly kind: 'dead-letter'; readonly event: LogPage; readonly letter: DeadLetterListed | undefined }
  | { readonly kind: 'timeout'; readonly timeout: DueTimeout }
/** Whatever it is, below what it came of. */
export type Node = {
  readonly id: string
  /** RFC 3339; what is yet to come has none. */
  readonly at: string | null
  readonly thing: Thing
  readonly children: readonly Node[]
}

const timeoutId = ({ process, key, name }: DueTimeout) => `${process}/${key}/${name}`
const ended = new Set(['TimeoutElapsed', 'TimeoutCancelled'])

/**
 * One workflow as a tree by causation, and by nothing else: in order of time. What came of something that is not told
 * begins a tree of its own. An engine's own note of an event, which is a command of that very name, is not told twice.
 */
export const outlineOf = ({ commands, events, facts, timeouts, deadLetters, edges }: Workflow): readonly Node[] => {
  const notes = new Set(commands.filter(command => isNote(command, events)).map(({ commandId }) => commandId))
  const sourceOf = new Map(edges.map(({ from, to }) => [to, from]))
  const letters = new Map(deadLetters.map(letter => [letter.id, letter]))
  const isFact = new Set(facts)
  const thingOf = (event: LogPage): Thing => {
    if (event.type === 'DeadLetterOpened') return { kind: 'dead-letter', event, letter: letters.get(event.root) }
    if (ended.has(event.type)) return { kind: 'ran-out', event }
    return { kind: isFact.has(event.eventId) ? 'fact' : 'event', event }
  }
  const flat: readonly Flat[] = [
    ...commands
      .filter(({ commandId }) => !notes.has(commandId))
      .map(command => ({ id: command.commandId, at: command.at, thing: { kind: 'command', command } as const })),
    ...events.map(event => ({ id: event.eventId, at: event.recordedAt, thing: thingOf(event) })),
    ...timeouts.map(timeout => ({
      id: timeoutId(timeout),
      at: null,
      thing: { kind: 'timeout', timeout } as const,
    })),
  ]
  const past = (id: string | undefined): string | undefined =>
    id !== undefined && notes.has(id) ? sourceOf.get(id) : id
  const waitsIn = new Map(timeouts.map(timeout => [timeoutId(timeout), lastOf(events, timeout)]))
  return grown(flat, id => waitsIn.get(id) ?? past(sourceOf.get(id)))
}

type Flat = Omit<Node, 'children'>

const isNote = ({ commandId, type, actor }: SentCommand, events: readonly LogPage[]) =>
  actor.startsWith('engine/') && events.some(event => event.commandId === commandId && isNamedSo(event, type))
const isNamedSo = (event: LogPage, command: string) =>
  event.type === command || (event.type === 'DeadLetterOpened' && command === 'OpenDeadLetter')

/** Where an instance stood when it began to wait. */
const lastOf = (events: readonly LogPage[], { process, key }: DueTimeout) =>
  events.findLast(({ domain, root }) => domain === process && root === key)?.eventId

const inTime = (one: Flat, other: Flat) => {
  if (one.at === other.at) return 0
  if (one.at === null || other.at === null) return one.at === null ? 1 : -1
  return one.at < other.at ? -1 : 1
}

const grown = (flat: readonly Flat[], sourceOf: (id: string) => string | undefined): readonly Node[] => {
  const known = new Set(flat.map(({ id }) => id))
  const below = new Map<string | undefined, Flat[]>()
  for (const one of [...flat].sort(inTime)) {
    const source = sourceOf(one.id)
    const parent = source !== undefined && known.has(source) && source !== one.id ? source : undefined
    below.set(parent, [...(below.get(parent) ?? []), one])
  }
  const nodes = (parent: string | undefined): readonly Node[] =>
    (below.get(parent) ?? []).map(one => ({ ...one, children: nodes(one.id) }))
  return nodes(undefined)
}

export const countOf = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, { children }) => sum + 1 + countOf(children), 0)

/** The first so many in order of time; what they came of is among them, whatever the clocks said. */
export const firstOf = (nodes: readonly Node[], most: number): readonly Node[] => {
  const first = timed(nodes, '')
    .sort((one, other) => (one.time === other.time ? 0 : one.time < other.time ? -1 : 1))
    .slice(0, most)
  const kept = new Set(first.map(({ id }) => id))
  const cut = (of: readonly Node[]): readonly Node[] =>
    of.filter(({ id }) => kept.has(id)).map(node => ({ ...node, children: cut(node.children) }))
  return cut(nodes)
}

const never = '~'
/** Causes before what came of them, and none later. */
const timed = (nodes: readonly Node[], since: string): { readonly id: string; readonly time: string }[] =>
  nodes.flatMap(({ id, at, children }) => {
    const time = [since, at ?? never].sort().at(-1) ?? never
    return [{ id, time }, ...timed(children, time)]
  })
