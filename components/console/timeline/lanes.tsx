import type { Look } from '../../timeline/look.ts'
import type { TimelinePage } from '../../timeline/stretch.ts'
import { usualHeights } from '../../timeline/use-row-height.ts'
import { clock, whole } from '../../timeline/words.ts'
import { streamWords } from './looks.tsx'

const mostLanes = 5

/** The streams that most of these events are of, in the order of their names; the rest share one lane more. */
export const lanesOf = (pages: readonly TimelinePage[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const page of pages) counts.set(laneOf(page), (counts.get(laneOf(page)) ?? 0) + 1)
  return [...counts]
    .sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1))
    .slice(0, mostLanes)
    .map(([lane]) => lane)
    .sort()
}
const laneOf = ({ domain, root }: TimelinePage) => `${domain}/${root}`
const titleOf = (lane: string) => {
  const [domain = '', root = ''] = lane.split('/')
  return streamWords({ domain, root })
}

/** A lane for each stream, time going down. */
export const lanesLook = (pages: readonly TimelinePage[]): Look => {
  const lanes = lanesOf(pages)
  return {
    name: 'lanes',
    columns: ['Time', '#', ...lanes.map(titleOf), 'Other streams'],
    height: usualHeights,
    cells: page => {
      const own = lanes.indexOf(laneOf(page))
      const cell = (lane: string, isHere: boolean) => (
        <td key={lane} className="lane" data-here={isHere ? '' : undefined}>
          {isHere ? (
            <span>
              <b>{page.type}</b>
              {own < 0 ? ` ${streamWords(page)}` : ''}
            </span>
          ) : null}
        </td>
      )
      return (
        <>
          <td className="when">
            <time dateTime={page.recordedAt}>{clock(page.recordedAt)}</time>
          </td>
          <td className="number">{whole(page.position)}</td>
          {lanes.map((lane, n) => cell(lane, n === own))}
          {cell('others', own < 0)}
        </>
      )
    },
  }
}
