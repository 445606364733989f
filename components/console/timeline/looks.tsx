import type { Look } from '../../timeline/look.ts'
import type { TimelinePage } from '../../timeline/stretch.ts'
import { usualHeights } from '../../timeline/use-row-height.ts'
import { clock, shortened, whole } from '../../timeline/words.ts'
import { actorWords } from '../dead-letters/words.ts'
import { dataWords, sizeWords } from './words.ts'

export const views = ['table', 'compact', 'lanes', 'json'] as const
export type View = (typeof views)[number]

const Time = ({ page: { recordedAt } }: { page: TimelinePage }) => (
  <td className="when">
    <time dateTime={recordedAt}>{clock(recordedAt)}</time>
  </td>
)
const Position = ({ page: { position } }: { page: TimelinePage }) => <td className="number">{whole(position)}</td>
export const streamWords = ({ domain, root }: Pick<TimelinePage, 'domain' | 'root'>) => `${domain} ${shortened(root)}`

const EditionChip = ({ edition }: { edition: string }) =>
  edition === '' ? <>main</> : <span className="edition-chip">{edition}</span>

/** Every event as it is on record. */
export const tableLook: Look = {
  name: 'table',
  columns: ['Time', '#', 'Stream', 'n', 'Type', 'Edition', 'Actor', 'Data', 'Size'],
  height: usualHeights,
  cells: (page, chain) => (
    <>
      <Time page={page} />
      <Position page={page} />
      <td className="stream">{streamWords(page)}</td>
      <td className="number">{page.sequence}</td>
      <td className="type">
        {page.type}
        {chain}
      </td>
      <td className="edition">
        <EditionChip edition={page.edition} />
      </td>
      <td className="by">{actorWords(page.actor)}</td>
      <td className="data">{dataWords(page.data)}</td>
      <td className="number size">{sizeWords(page.data)}</td>
    </>
  ),
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
