import { type Difference, differencesOf } from './lines.ts'
import { signs } from './value-lines.tsx'

type Props = { label: string; before: unknown; after: unknown; names: readonly [before: string, after: string] }

const shown = (value: unknown) => (value === undefined ? '–' : JSON.stringify(value))

/** The paths at which two values differ, with both. */
export function DifferenceList({ label, before, after, names }: Props) {
  const differences = differencesOf(before, after)
  if (differences.length === 0) return <p className="text-muted text-sm">Nothing differs.</p>
  return (
    <div className="overflow-x-auto">
      <table className="differences" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(difference => (
            <Row key={difference.path} difference={difference} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ difference: { path, before, after, mark } }: { difference: Difference }) {
  return (
    <tr data-mark={mark}>
      <th scope="row">
        <span aria-hidden>{signs[mark][0]}</span> <span className="sr-only">{signs[mark][1]}</span>
        {path || 'all of it'}
      </th>
      <td>{shown(before)}</td>
      <td>{shown(after)}</td>
    </tr>
  )
}
