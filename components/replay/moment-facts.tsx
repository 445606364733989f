'use client'
import type { HandState } from '@/domain/hand/state'
import type { PlayerId } from '@/domain/ids'
import type { TableView } from '@/domain/projections/table-view'
import { priceOf } from '@/domain/replay/price'
import { chips, nameOf } from '../table/wording.ts'
import { EquityList } from './equity-list.tsx'
import type { Spot } from './spot.ts'

type Props = { spot: Spot; table: TableView; hand: HandState }

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** What is asked at this moment, what answering it costs, and how the hands stand. */
export function MomentFacts({ spot, table, hand }: Props) {
  const price = priceOf(table.hand)
  const turn = table.hand?.turn
  const { decision, at, jump, history } = spot
  const name = (player: PlayerId) => (player === history.viewer ? 'You' : nameOf(table.names, player))
  return (
    <section className="moment-facts" aria-label="Odds">
      {turn && price ? (
        <p>
          {name(turn.player)}: <b>{chips(price.toCall)}</b> to win <b>{chips(price.pot)}</b>, needs{' '}
          <b>{percent(price.needed)}</b>
        </p>
      ) : (
        <p className="text-muted">{turn ? `${name(turn.player)}: nothing to call` : 'Nobody is to act'}</p>
      )}
      <EquityList hand={hand} nameOf={name} />
      {decision && decision.at !== at ? (
        <button type="button" className="fact-jump" onClick={() => jump(decision.at)}>
          Next decision: {name(decision.player)}, #{decision.at}
        </button>
      ) : null}
    </section>
  )
}
