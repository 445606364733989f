// Rows of projections for whoever shows them: opened on the way out, told of as they change.
import { openPersonal } from './personal.ts'
import type { ListFilter, Ports, RowFilter, StoredRow } from './ports.ts'
import type { RowsChanged } from './project.ts'
import { keyedQueue } from './queue.ts'
import type { Runtime } from './runtime.ts'

type Row<R> = StoredRow & { readonly row: R }
/** A `ListFilter` whose other projection goes by its name. */
export type Listing = Omit<ListFilter, 'beside'> & {
  readonly beside?: Omit<NonNullable<ListFilter['beside']>, 'of'> & { readonly of: string }
}

export type ReadModels = {
  readonly rows: <R>(projection: string) => Promise<ReadonlyMap<string, Row<R>>>
  readonly row: <R>(projection: string, key: string) => Promise<Row<R> | undefined>
  readonly page: <R>(projection: string, filter: RowFilter) => Promise<readonly (Row<R> & { readonly key: string })[]>
  /** Rows that say how they are listed, the last one first; `beside.of` is named as it serves. */
  readonly list: <R>(projection: string, filter: Listing) => Promise<readonly (Row<R> & { readonly key: string })[]>
  readonly onRows: (listener: (changed: RowsChanged) => void) => void
}

/** A listener that throws is its own affair: the rows are saved, and the others hear of them. */
export const telling = ({ journal, vault }: Ports, listeners: readonly ((changed: RowsChanged) => void)[]) => {
  const inOrder = keyedQueue()
  const tell = async (changed: RowsChanged) => {
    const opened = await openPersonal(vault, changed)
    for (const listener of listeners) {
      try {
        listener(opened)
      } catch (error) {
        journal({ event: 'listener-failed', projection: changed.projection, error: String(error) })
      }
    }
  }
  return (changed: RowsChanged) =>
    void inOrder(changed.projection, () => tell(changed)).catch((error: unknown) =>
      journal({ event: 'rows-not-told', projection: changed.projection, error: String(error) }),
    )
}

/** Rows lie as they were projected, personal parts as ciphers: they are opened on the way out. */
export const readModels = ({ ports, registry }: Runtime, listeners: ((changed: RowsChanged) => void)[]): ReadModels => {
  const { projections, vault } = ports
  const named = (name: string) => {
    const found = registry.projectors.find(one => one.name === name)
    if (!found) throw new TypeError(`no projector ${name}`)
    return found
  }
  return {
    onRows: listener => listeners.push(listener),
    rows: async name => openPersonal(vault, await openEach(vault, await projections.all(named(name)))) as never,
    row: async (name, key) => openPersonal(vault, (await projections.rows(named(name), [key])).get(key)) as never,
    list: async (name, { beside, ...filter }) => {
      const other = beside ? { beside: { ...beside, of: named(beside.of) } } : {}
      return openPersonal(vault, await projections.list(named(name), { ...filter, ...other })) as never
    },
    page: async (name, filter) => openPersonal(vault, await projections.page(named(name), filter)) as never,
  }
}

const openEach = async (vault: Ports['vault'], rows: ReadonlyMap<string, StoredRow>) => {
  const opened = await Promise.all([...rows].map(async ([key, row]) => [key, await openPersonal(vault, row)] as const))
  return new Map(opened)
}
