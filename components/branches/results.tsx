import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import { nameOf } from '../table/wording.ts'
import { bigBlinds } from './words.ts'

type Props = { left: HandHistory; right: HandHistory; titles: { readonly left: string; readonly right: string } }

/** What everybody won or lost; null while the hand goes on. */
const netsOf = (history: HandHistory): Readonly<Record<string, number>> | null => {
  const ended = history.pages.find(({ type }) => type === 'HandCompleted')
  if (!ended) return null
  const stacks = ended.data.stacks as Readonly<Record<string, number>>
  return Object.fromEntries(
    (dealOf(history)?.seats ?? []).map(seat => [seat.player, (stacks[seat.player] ?? 0) - seat.stack]),
  )
}

/** Who won and lost what in either line. */
export function Results({ left, right, titles }: Props) {
  const [here, there] = [netsOf(left), netsOf(right)]
  const deal = dealOf(right)
  const big = deal?.blinds.big ?? 1
  const told = (nets: typeof here, player: string) => (nets ? bigBlinds(nets[player] ?? 0, big) : 'still played')
  return (
    <section className="compare-part">
      <h2>Results</h2>
      <table className="compare-facts">
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col">{titles.left}</th>
            <th scope="col">{titles.right}</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {deal?.seats.map(({ player }) => (
            <tr key={player}>
              <th scope="row">{player === right.viewer ? 'You' : nameOf(right.names, player)}</th>
              <td>{told(here, player)}</td>
              <td>{told(there, player)}</td>
              <td>{here && there ? bigBlinds((there[player] ?? 0) - (here[player] ?? 0), big) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
