// How projectors are fed: events in order, rows and checkpoint saved together, then told to whoever watches.
import { handlerOf, type ProjectorDeclaration } from './define.ts'
import { eventOf, type Json, type Page } from './message.ts'
import type { Move, RowChange, StoredRow } from './ports.ts'
import type { Runtime } from './runtime.ts'

export type RowsChanged = {
  readonly projection: string
  readonly changes: readonly RowChange[]
  readonly lagMs: number
}

export const wantsEvent = ({ domains, reactions }: ProjectorDeclaration, page: Page): boolean =>
  page.edition === '' && domains.includes(page.domain) && handlerOf(reactions, page.type) !== undefined

/** False: another process moved the checkpoint, and nothing was saved. */
export const project = async (
  runtime: Runtime,
  declaration: ProjectorDeclaration,
  batch: { readonly pages: readonly Page[]; readonly move: Move },
): Promise<readonly RowChange[] | undefined> => {
  const keyed = batch.pages.flatMap(page => {
    const key = declaration.key(eventOf(page), page)
    return key === undefined ? [] : [{ key, page }]
  })
  const keys = [...new Set(keyed.map(({ key }) => key))]
  const before = await runtime.ports.projections.rows(declaration, keys)
  const rows = new Map<string, StoredRow | undefined>(before)
  for (const { key, page } of keyed) rows.set(key, advance(declaration, rows.get(key), page))
  const changes = keys
    .filter(key => rows.get(key) !== before.get(key))
    .map((key): RowChange => ({ key, stored: numbered(rows.get(key), before.get(key)) }))
  return (await runtime.ports.projections.save(declaration, batch.move, changes)) ? changes : undefined
}

const advance = (
  { reactions }: ProjectorDeclaration,
  stored: StoredRow | undefined,
  page: Page,
): StoredRow | undefined => {
  const row: Json | undefined = handlerOf(reactions, page.type)?.(stored?.row, eventOf(page), page)
  return row === undefined ? undefined : { row, version: stored?.version ?? 0, position: page.position }
}

/** A row's version goes up by one with every saved change. */
const numbered = (after: StoredRow | undefined, before: StoredRow | undefined): StoredRow | undefined =>
  after && { ...after, version: (before?.version ?? 0) + 1 }
