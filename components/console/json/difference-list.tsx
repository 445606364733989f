import { type Change, diffOf, signOf } from './diff.ts'
import { type Ignored, isIgnored } from './ignored.ts'

type Props = {
  label: string
  before: unknown
  after: unknown
  names: readonly [before: string, after: string]
  /** Kinds of differences that are counted and not shown. */
  ignored?: readonly Ignored[]
}

const shown = (value: unknown) => (value === undefined ? '–' : JSON.stringify(value))

/** The paths at which two values differ, with both. */
export function DifferenceList({ label, before, after, names, ignored = [] }: Props) {
  const all = diffOf(before, after)
  const changes = all.filter(change => !isIgnored(change, ignored))
  const left = all.length - changes.length
  const more = left === 0 ? null : <p className="text-muted text-sm">Ignored: {left}.</p>
  if (changes.length === 0)
    return (
      <p className="text-muted text-sm">
        {left === 0 ? 'Nothing differs.' : `Nothing else differs. Ignored: ${left}.`}
      </p>
    )
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
          {changes.map(change => (
            <Row key={`${change.kind} ${change.pointer}`} change={change} />
          ))}
        </tbody>
      </table>
      {more}
    </div>
  )
}

function Row({ change: { pointer, kind, before, after } }: { change: Change }) {
  return (
    <tr data-mark={kind}>
      <th scope="row">
        <span aria-hidden>{signOf[kind]}</span> <span className="sr-only">{kind} </span>
        {pointer || 'all of it'}
      </th>
      <td>{shown(before)}</td>
      <td>{shown(after)}</td>
    </tr>
  )
}
