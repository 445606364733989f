// The event store in memory: for fast tests and simulation, held to the same contract as the one on Postgres.
import { type Page, type StreamName, streamKey } from '../message.ts'
import type { Append, Appended, EventStore, Remembered, Sealed } from '../ports.ts'

type Stored = { readonly firstSequence: number; readonly count: number }

export const memoryEventStore = (): EventStore => {
  const log: Page[] = []
  const streams = new Map<string, Page[]>()
  const commands = new Map<string, Stored>()
  const sent = new Map<string, Remembered>()
  const facts = new Map<string, Stored>()
  const secrets = new Map<string, Sealed>()

  const own = (stream: StreamName) => streams.get(streamKey(stream)) ?? []
  const commandKey = (edition: string, commandId: string) => `${edition} ${commandId}`
  const factKey = (stream: StreamName, externalId: string) => `${streamKey(stream)} ${externalId}`

  const before = ({ stream, command, pages }: Append): Stored | undefined => {
    const externalId = pages[0]?.externalId
    return (
      commands.get(commandKey(stream.edition, command.commandId)) ??
      (externalId ? facts.get(factKey(stream, externalId)) : undefined)
    )
  }
  const append = (wanted: Append): Appended => {
    const { stream, expected, pages, command } = wanted
    const known = before(wanted)
    if (known) return { status: 'duplicate', ...known }
    if (wanted.unless && commands.has(commandKey(stream.edition, wanted.unless))) return { status: 'excluded' }
    const nextSequence = Math.max(own(stream).length, wanted.base)
    if (nextSequence !== expected) return { status: 'conflict', nextSequence }
    const firstPosition = log.length + 1
    const stored = { firstSequence: expected, count: pages.length }
    for (const [index, { sealed, ...page }] of pages.entries()) {
      const placed = structuredClone({ ...page, position: firstPosition + index })
      log.push(placed)
      streams.set(streamKey(stream), [...own(stream), placed])
      if (sealed) secrets.set(page.eventId, sealed)
      if (page.externalId) facts.set(factKey(stream, page.externalId), stored)
    }
    commands.set(commandKey(stream.edition, command.commandId), stored)
    const { domain, root } = stream
    sent.set(commandKey(stream.edition, command.commandId), { domain, root, message: command.message })
    return { status: 'ok', firstPosition }
  }
  return {
    append: async wanted => append(wanted),
    head: async (stream, commandId) => {
      const pages = own(stream)
      const accepted = commandId === undefined ? undefined : commands.get(commandKey(stream.edition, commandId))
      return { nextSequence: pages.length, hash: pages.at(-1)?.hash ?? '', ...(accepted ? { accepted } : {}) }
    },
    read: async (stream, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) =>
      own(stream).filter(({ sequence }) => sequence >= from && sequence <= to),
    readReferences: async references =>
      references.flatMap(reference => own(reference).filter(({ sequence }) => sequence === reference.sequence)),
    readAll: async (after, limit) => log.slice(after, after + limit),
    lastPosition: async () => log.length,
    remembered: async (edition, commandId) => sent.get(commandKey(edition, commandId)),
    sealed: async ids =>
      new Map(ids.flatMap(id => [...(secrets.has(id) ? [[id, secrets.get(id) as Sealed] as const] : [])])),
  }
}
