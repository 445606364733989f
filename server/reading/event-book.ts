import type { Json, Page } from '@/engine/message'

/** Of a command, a fact, or what is tried. */
export type Address = { readonly domain: string; readonly root: string; readonly type: string }

/** What a command or a fact answers, and what a stream is read as. */
export type EventBook = {
  readonly cover: {
    readonly domain: string
    readonly root: string
    readonly edition: string
    readonly correlationId: string
  }
  readonly pages: readonly BookPage[]
  readonly nextSequence: number
  readonly merged?: { readonly intervening: readonly string[]; readonly mine: readonly string[] }
  readonly pending?: readonly string[]
  readonly reactions?: readonly Reaction[]
  readonly reactionErrors?: readonly Reaction[]
  readonly alreadyProcessed?: boolean
  /** Of a read: to which moment it was resolved, and whether there is more. */
  readonly position?: number
  readonly truncated?: boolean
}
export type BookPage = Pick<
  Page,
  | 'sequence'
  | 'type'
  | 'schemaVersion'
  | 'data'
  | 'eventId'
  | 'recordedAt'
  | 'position'
  | 'causationId'
  | 'correlationId'
  | 'actor'
> & { readonly externalId?: string; readonly isolated?: true; readonly mergedFrom?: string }

/** What would be, and the stream's state before and after, as the caller may see it. */
export type Speculated = EventBook & { readonly before: unknown; readonly after: unknown }

/** A page where streams are mixed: with its address and the command that caused it. */
export type LogPage = BookPage & Pick<Page, 'domain' | 'root' | 'edition' | 'commandId'>

/** One command of a chain, and what became of it. */
export type Reaction = {
  readonly issuer: string
  readonly domain: string
  readonly root: string
  readonly command: string
  readonly status: 'accepted' | 'rejected'
  readonly reason?: string
  readonly params?: { readonly [name: string]: Json }
  readonly events?: readonly { readonly type: string; readonly sequence: number; readonly position: number }[]
}

/** Private parts, hashes and whatever else a page carries stay behind: this is all that a page is outside. */
export const bookPage = (page: Page): BookPage => ({
  sequence: page.sequence,
  type: page.type,
  schemaVersion: page.schemaVersion,
  data: page.data,
  eventId: page.eventId,
  recordedAt: page.recordedAt,
  position: page.position,
  causationId: page.causationId,
  correlationId: page.correlationId,
  actor: page.actor,
  ...(page.externalId === null ? {} : { externalId: page.externalId }),
  ...(page.isolated ? { isolated: true as const } : {}),
  ...(page.mergedFrom === null ? {} : { mergedFrom: page.mergedFrom }),
})

export const logPage = (page: Page): LogPage => ({
  ...bookPage(page),
  domain: page.domain,
  root: page.root,
  edition: page.edition,
  commandId: page.commandId,
})
