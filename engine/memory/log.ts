// What the event store in memory keeps, and the steps that change it: append, undo, purge.
import { type Page, type StreamName, streamKey } from '../message.ts'
import type { Append, Appended, CommandEntry, Gap, Sealed } from '../ports.ts'

export type Kept = {
  /** By position; purged ones are gone. */
  log: Page[]
  last: number
  readonly streams: Map<string, Page[]>
  readonly commands: Map<string, CommandEntry>
  readonly facts: Map<string, Page>
  readonly secrets: Map<string, Sealed>
  readonly gaps: Gap[]
}

export const emptyLog = (): Kept => ({
  log: [],
  last: 0,
  streams: new Map(),
  commands: new Map(),
  facts: new Map(),
  secrets: new Map(),
  gaps: [],
})

export const commandKey = (edition: string, commandId: string) => `${edition} ${commandId}`
const factKey = (stream: StreamName, externalId: string) => `${streamKey(stream)} ${externalId}`

/** The command that was said last is the newest one. */
export const remember = (kept: Kept, entry: CommandEntry): void => {
  const key = commandKey(entry.cover.edition, entry.commandId)
  kept.commands.delete(key)
  kept.commands.set(key, structuredClone(entry))
}

/** `isStale`: its rows go on from others than there are. */
export const appendTo = (kept: Kept, wanted: Append, isStale: boolean): Appended =>
  refusal(kept, wanted) ?? (isStale ? { status: 'conflict', nextSequence: wanted.expected } : store(kept, wanted))

const refusal = (kept: Kept, wanted: Append): Appended | undefined => {
  const { stream, expected, pages, command, unless } = wanted
  const done = kept.commands.get(commandKey(stream.edition, command.commandId))
  if (done?.outcome === 'accepted')
    return { status: 'duplicate', firstSequence: done.firstSequence ?? 0, count: done.eventCount }
  const externalId = pages[0]?.externalId
  const fact = externalId ? kept.facts.get(factKey(stream, externalId)) : undefined
  if (fact) return { status: 'duplicate', firstSequence: fact.sequence, count: 1 }
  const rival = unless === undefined ? undefined : kept.commands.get(commandKey(stream.edition, unless))
  if (rival?.outcome === 'accepted') return { status: 'excluded' }
  const newest = kept.streams.get(streamKey(stream))?.at(-1)
  const nextSequence = newest ? newest.sequence + 1 : wanted.base
  return nextSequence === expected ? undefined : { status: 'conflict', nextSequence }
}

const store = (kept: Kept, { stream, expected, pages, command }: Append): Appended => {
  const firstPosition = kept.last + 1
  for (const [index, { sealed, ...page }] of pages.entries()) {
    const placed = structuredClone({ ...page, position: firstPosition + index })
    kept.log.push(placed)
    const own = kept.streams.get(streamKey(stream))
    if (own) own.push(placed)
    else kept.streams.set(streamKey(stream), [placed])
    if (sealed) kept.secrets.set(page.eventId, sealed)
    if (page.externalId) kept.facts.set(factKey(stream, page.externalId), placed)
  }
  kept.last += pages.length
  const place = { firstSequence: expected, eventCount: pages.length, at: pages[0]?.recordedAt ?? '' }
  remember(kept, { ...command, outcome: 'accepted', problem: null, ...place })
  return { status: 'ok', firstPosition }
}

/** Deep enough to undo appends: pages themselves never change. */
export const copyOf = (kept: Kept): Kept => ({
  ...kept,
  log: [...kept.log],
  streams: new Map([...kept.streams].map(([key, pages]) => [key, [...pages]])),
  commands: new Map(kept.commands),
  facts: new Map(kept.facts),
  secrets: new Map(kept.secrets),
})

export const purge = (kept: Kept, edition: string): void => {
  if (edition === '') throw new TypeError('main is never purged')
  const gaps: Gap[] = []
  for (const { position, eventId } of kept.log.filter(page => page.edition === edition)) {
    const last = gaps.at(-1)
    if (last?.to === position - 1) gaps[gaps.length - 1] = { ...last, to: position }
    else gaps.push({ from: position, to: position, edition })
    kept.secrets.delete(eventId)
  }
  kept.gaps.push(...gaps)
  kept.log = kept.log.filter(page => page.edition !== edition)
  for (const key of [...kept.streams.keys()]) if (key.endsWith(`/${edition}`)) kept.streams.delete(key)
  for (const [key, page] of [...kept.facts]) if (page.edition === edition) kept.facts.delete(key)
  for (const [key, { cover }] of [...kept.commands]) if (cover.edition === edition) kept.commands.delete(key)
}
