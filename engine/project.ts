// How projectors are fed: events in order, rows and checkpoint saved together, then told to whoever watches.
import { handlerOf, type ProjectorDeclaration } from './define.ts'
import { eventOf, type Json, type Page, type StreamName } from './message.ts'
import type { InlineRow, Move, RowChange, StoredRow } from './ports.ts'
import { recentMap } from './recent-map.ts'
import type { Runtime } from './runtime.ts'
import { upcast } from './upcast.ts'

export type RowsChanged = {
  readonly projection: string
  readonly changes: readonly RowChange[]
  readonly lagMs: number
}

export const wantsEvent = ({ domains, reactions, editions }: ProjectorDeclaration, page: Page): boolean =>
  (editions || page.edition === '') && domains.includes(page.domain) && handlerOf(reactions, page.type) !== undefined

/** Not `saved`: somebody moved the checkpoint before; `changes` are then the rows as they are now. */
export type Projected = { readonly saved: boolean; readonly changes: readonly RowChange[] }
export type Project = {
  readonly project: (batch: Batch) => Promise<Projected>
  /** The rows that these events concern, as they are now. */
  readonly changed: (pages: readonly Page[]) => Promise<readonly RowChange[]>
  readonly reset: () => void
}

/** `along`: rows of another kind, saved in the same step. */
type Batch = { readonly pages: readonly Page[]; readonly move: Move; readonly along: readonly RowChange[] }

const mostRows = 2000

/**
 * Rows are kept in memory as they were last saved: the checkpoint, which moves only from where this process left it,
 * proves them fresh. Where another process moved it, or a save was done whose answer got lost, the rows are told too.
 */
export const projecting = (runtime: Runtime, declaration: ProjectorDeclaration): Project => {
  const { projections } = runtime.ports
  let known = recentMap<{ readonly stored: StoredRow | undefined }>(mostRows)
  const read = async (keys: readonly string[]) => {
    const missing = keys.filter(key => !known.get(key))
    const found = missing.length > 0 ? await projections.rows(declaration, missing) : new Map<string, StoredRow>()
    return new Map(keys.map(key => [key, known.get(key)?.stored ?? found.get(key)]))
  }
  const project: Project['project'] = async ({ pages, move, along }) => {
    const keyed = pages.flatMap(page => {
      const key = keyOf(declaration, page)
      return key === undefined ? [] : [{ key, page }]
    })
    const before = await read([...new Set(keyed.map(({ key }) => key))])
    const rows = new Map(before)
    for (const { key, page } of keyed) rows.set(key, advance(declaration, rows.get(key), page))
    const changes = [...rows]
      .filter(([key, row]) => row !== before.get(key))
      .map(([key, row]): RowChange => ({ key, stored: numbered(row, before.get(key)) }))
    const isSaved = await projections.save(declaration, move, [...changes, ...along]).catch((error: unknown) => {
      known = recentMap(mostRows)
      throw error
    })
    if (!isSaved) {
      known = recentMap(mostRows)
      const now = await read(changes.map(({ key }) => key))
      return { saved: false, changes: changes.map(({ key }) => ({ key, stored: now.get(key) })) }
    }
    for (const { key, stored } of changes) known.set(key, { stored })
    return { saved: true, changes }
  }
  return {
    project,
    changed: async pages => {
      const keys = new Set(pages.map(page => keyOf(declaration, page)))
      keys.delete(undefined)
      const named = [...keys] as string[]
      const rows = await projections.rows(declaration, named)
      return named.map(key => ({ key, stored: rows.get(key) }))
    },
    reset: () => {
      known = recentMap(mostRows)
    },
  }
}

/** Rows of editions lie apart from those of main. */
const keyOf = ({ key }: ProjectorDeclaration, page: Page): string | undefined => {
  const own = key(eventOf(page), page)
  return own === undefined || page.edition === '' ? own : `${own}@${page.edition}`
}

const advance = (
  { reactions }: ProjectorDeclaration,
  stored: StoredRow | undefined,
  page: Page,
): StoredRow | undefined => {
  const row: Json | undefined = handlerOf(reactions, page.type)?.(stored?.row, eventOf(page), page)
  return row === undefined
    ? undefined
    : { row, version: stored?.version ?? 0, position: Math.max(page.position, stored?.position ?? 0) }
}

/** A row's version goes up by one with every saved change. */
const numbered = (after: StoredRow | undefined, before: StoredRow | undefined): StoredRow | undefined =>
  after && { ...after, version: (before?.version ?? 0) + 1 }

type Adding = {
  readonly runtime: Runtime
  readonly stream: StreamName
  readonly pages: readonly Omit<Page, 'position'>[]
}

/** The rows that an append brings along: those of inline projections, one per stream, folded before anything is stored. */
export const inlineRows = async (
  runtime: Runtime,
  stream: StreamName,
  pages: readonly Omit<Page, 'position'>[],
): Promise<readonly InlineRow[]> => {
  const { projectors } = runtime.registry
  const inline = projectors.filter(one => one.consistency === 'inline' && one.domains.includes(stream.domain))
  const concerned = stream.edition === '' ? inline : []
  const rows = await Promise.all(concerned.map(one => inlineRow({ runtime, stream, pages }, one)))
  return rows.flat()
}

const inlineRow = async (adding: Adding, declaration: ProjectorDeclaration): Promise<readonly InlineRow[]> => {
  const { runtime, stream, pages } = adding
  const added = pages.map((page): Page => ({ ...page, position: 0 })).filter(page => isInline(declaration, page))
  if (added.length === 0) return []
  const stored = (await runtime.ports.projections.rows(declaration, [stream.root])).get(stream.root)
  const before = stored ?? (await earlier(adding, declaration))
  const after = added.reduce((row, page) => advance(declaration, row, page), before)
  if (after === stored) return []
  return [{ projection: declaration, key: stream.root, row: after?.row, version: (stored?.version ?? 0) + 1 }]
}

const isInline = (declaration: ProjectorDeclaration, page: Page) => !page.isolated && wantsEvent(declaration, page)

/** The projection may be younger than the stream: a row that is not there is folded from the beginning. */
const earlier = async (adding: Adding, declaration: ProjectorDeclaration): Promise<StoredRow | undefined> => {
  const { runtime, stream, pages } = adding
  const next = pages[0]?.sequence ?? 0
  if (next === 0) return undefined
  const read = await runtime.ports.events.read(stream, { to: next - 1 })
  return read
    .filter(page => isInline(declaration, page))
    .map(page => upcast(runtime.registry, page))
    .reduce<StoredRow | undefined>((row, page) => advance(declaration, row, page), undefined)
}
