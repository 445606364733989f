import type { OwnStatistics } from '@/server/instance'
import { inBigBlinds, signed } from '../hands/wording.ts'
import { chips } from '../table/wording.ts'
import { share } from './wording.ts'

/** What the finished hands came to, in eight figures. */
export function Figures({ statistics }: { statistics: OwnStatistics }) {
  const { hands, won, lost, result, bigBlinds, biggestWin, entered, raised, showdowns, showdownsWon, ofLast } =
    statistics
  const figures = [
    ['Hands', chips(hands), `${chips(won)} won, ${chips(lost)} lost`],
    ['Result', signed(result), inBigBlinds(bigBlinds, 1)],
    ['Per 100 hands', hands === 0 ? '–' : inBigBlinds((100 * bigBlinds) / hands, 1), 'in big blinds'],
    ['Biggest win', chips(biggestWin), 'in one hand'],
    ['VPIP', share(entered, hands), 'put chips in before the flop'],
    ['PFR', share(raised, hands), 'raised before the flop'],
    ['Showdowns', share(showdowns, hands), 'of the hands'],
    ['Won there', share(showdownsWon, showdowns), 'of the showdowns'],
  ] as const
  return (
    <section aria-labelledby="figures">
      <h2 id="figures" className="mb-2 font-semibold text-lg">
        Statistics
      </h2>
      <dl className="figures">
        {figures.map(([label, value, about]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="font-semibold text-lg">{value}</dd>
            <dd className="text-muted text-xs">{about}</dd>
          </div>
        ))}
      </dl>
      {hands >= ofLast ? <p className="mt-2 text-muted text-xs">Of your last {chips(ofLast)} hands.</p> : null}
    </section>
  )
}
