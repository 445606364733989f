import { withGlyphs } from '../table/wording.ts'
import type { PathDifference } from './difference.ts'

type Props = { differences: readonly PathDifference[]; titles: { readonly left: string; readonly right: string } }

const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : withGlyphs(value.join(' '))
  return String(value)
}

/** Path by path, what is not the same where both lines end. */
export function StateDifferences({ differences, titles }: Props) {
  return (
    <section className="compare-part">
      <h2>
        State: {differences.length} {differences.length === 1 ? 'path differs' : 'paths differ'}
      </h2>
      {differences.length === 0 ? <p className="text-muted">Both lines end in the same state.</p> : null}
      {differences.length > 0 ? (
        <table className="compare-facts">
          <thead>
            <tr>
              <th scope="col">Path</th>
              <th scope="col">{titles.left}</th>
              <th scope="col">{titles.right}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ path, left, right }) => (
              <tr key={path}>
                <th scope="row" className="compare-path">
                  {path}
                </th>
                <td data-kind="left">{valueText(left)}</td>
                <td data-kind="right">{valueText(right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
