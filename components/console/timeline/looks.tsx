import type { ReactNode } from 'react'
import type { Look } from '../../timeline/look.ts'
import type { TimelinePage } from '../../timeline/stretch.ts'
import { usualHeights } from '../../timeline/use-row-height.ts'
import { clock, shortened, whole } from '../../timeline/words.ts'
import { actorWords } from '../dead-letters/words.ts'
import { dataWords, sizeWords } from './words.ts'

export const views = ['table', 'compact', 'lanes', 'json'] as const
export type View = (typeof views)[number]

const Position = ({ page: { position } }: { page: TimelinePage }) => <td className="number">{whole(position)}</td>
export const streamWords = ({ domain, root }: Pick<TimelinePage, 'domain' | 'root'>) => `${domain} ${shortened(root)}`

const EditionChip = ({ edition }: { edition: string }) =>
  edition === '' ? <>main</> : <span className="edition-chip">{edition}</span>

type Column = { readonly name: string; readonly className: string; readonly cell: (page: TimelinePage) => ReactNode }
const columns: readonly Column[] = [
  { name: 'Time', className: 'when', cell: ({ recordedAt }) => <time dateTime={recordedAt}>{clock(recordedAt)}</time> },
  { name: '#', className: 'number', cell: ({ position }) => whole(position) },
  { name: 'Stream', className: 'stream', cell: streamWords },
  { name: 'n', className: 'number', cell: ({ sequence }) => sequence },
  { name: 'Type', className: 'type', cell: ({ type }) => type },
  { name: 'Edition', className: 'edition', cell: ({ edition }) => <EditionChip edition={edition} /> },
  { name: 'Actor', className: 'by', cell: ({ actor }) => actorWords(actor) },
  { name: 'Data', className: 'data', cell: ({ data }) => dataWords(data) },
  { name: 'Size', className: 'number size', cell: ({ data }) => sizeWords(data) },
]
export const columnNames: readonly string[] = columns.map(({ name }) => name)
/** What an event is, and what shows what follows from it: it always stays. */
export const leastColumn = 'Type'

/** Every event as it is on record, in these columns, or in all of them. */
export const tableLook = (picked: readonly string[] | null): Look => {
  const shown = columns.filter(({ name }) => name === leastColumn || picked === null || picked.includes(name))
  return {
    name: 'table',
    columns: shown.map(({ name }) => name),
    height: usualHeights,
    cells: (page, chain) =>
      shown.map(({ name, className, cell }) => (
        <td key={name} className={className} data-column={name}>
          {cell(page)}
          {name === leastColumn ? chain : null}
        </td>
      )),
  }
}

export const compactLook: Look = {
  name: 'compact',
  columns: ['#', 'Stream', 'Type', 'Data'],
  height: { wide: 28, narrow: 32 },
  cells: (page, chain) => (
    <>
      <Position page={page} />
      <td className="stream">{`${streamWords(page)} #${page.sequence}`}</td>
      <td className="type">
        {page.type}
        {chain}
      </td>
      <td className="data">{dataWords(page.data)}</td>
    </>
  ),
}

/** As the server says it, but for what it says in a product's words. */
const textOf = ({ words: _, by: __, family: ___, ...page }: TimelinePage) => JSON.stringify(page)

export const jsonLook: Look = {
  name: 'json',
  columns: ['#', 'JSON'],
  height: { wide: 28, narrow: 32 },
  cells: page => (
    <>
      <Position page={page} />
      <td className="data">{textOf(page)}</td>
    </>
  ),
}
