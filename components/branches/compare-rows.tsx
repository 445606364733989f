import type { Compared, Row } from './difference.ts'

type Titles = { readonly left: string; readonly right: string }
type Props = { compared: Compared; titles: Titles; row: number; onRow: (row: number) => void }

const signs: Record<Row['kind'], readonly [sign: string, words: string]> = {
  same: ['', 'the same'],
  changed: ['~', 'changed'],
  left: ['−', 'only left'],
  right: ['+', 'only right'],
}

function Side({ told }: { told: Row['left'] }) {
  if (!told) return <td />
  return (
    <td>
      <span className="event-number">{told.moment.sequence}</span> {told.text}
    </td>
  )
}

/** The events of both lines, those that belong together beside each other. */
export function CompareRows({ compared, titles, row, onRow }: Props) {
  const { shared, rows } = compared
  return (
    <table className="compare-rows">
      <caption className="sr-only">Events from where the lines part</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Difference</span>
          </th>
          <th scope="col">{titles.left}</th>
          <th scope="col">{titles.right}</th>
        </tr>
      </thead>
      <tbody>
        <tr className="compare-shared">
          <td />
          <td colSpan={2}>
            {shared} shared {shared === 1 ? 'event' : 'events'}
          </td>
        </tr>
        {rows.map(({ kind, left, right }, n) => {
          const [sign, words] = signs[kind]
          return (
            <tr
              key={`${left?.moment.sequence}/${right?.moment.sequence}`}
              data-kind={kind}
              aria-current={n === row ? 'step' : undefined}
              onClick={() => onRow(n)}
            >
              <td>
                <span aria-hidden>{sign}</span>
                <span className="sr-only">{words}</span>
              </td>
              <Side told={left} />
              <Side told={right} />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
