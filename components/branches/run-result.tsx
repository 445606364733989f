import type { Outcomes } from '@/domain/branch/outcomes'
import { Histogram } from './histogram.tsx'
import { binsOf, shareOfWins } from './outcomes.ts'

const places = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const amount = (value: number) => `${value < 0 ? '−' : '+'}${places.format(Math.abs(value))}`
const percent = (share: number) => `${Math.round(100 * share)} %`

/** How often a spot came to what, and what it is worth on average. */
export function RunResult({ outcomes }: { outcomes: Outcomes }) {
  const { times, meanHundredths, errorHundredths } = outcomes
  const [mean, error] = [meanHundredths / 100, errorHundredths / 100]
  const bins = binsOf(outcomes)
  return (
    <>
      <dl className="run-figures">
        <div>
          <dt>Mean</dt>
          <dd>
            {amount(mean)} <small>± {places.format(error)} bb</small>
          </dd>
        </div>
        <div>
          <dt>Won</dt>
          <dd>
            {percent(shareOfWins(outcomes))} <small>of {times}</small>
          </dd>
        </div>
      </dl>
      <Histogram
        bins={bins}
        mean={mean}
        label={`Distribution of ${times} results in big blinds, mean ${amount(mean)}, standard error ${places.format(error)}`}
      />
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Big blinds</th>
              <th scope="col">Times</th>
              <th scope="col">Share</th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ from, to, times: often }) => (
              <tr key={from}>
                <th scope="row">
                  {from} to {to}
                </th>
                <td>{often}</td>
                <td>{percent(often / Math.max(1, times))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
