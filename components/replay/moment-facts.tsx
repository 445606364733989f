'use client'
import type { TableView } from '@/domain/projections/table-view'
import { priceOf } from '@/domain/replay/price'
import { chips, nameOf } from '../table/wording.ts'
import type { Spot } from './spot.ts'

type Props = { spot: Spot; table: TableView }

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** What is asked at this moment, and what answering it costs. */
export function MomentFacts({ spot, table }: Props) {
  const price = priceOf(table.hand)
  const turn = table.hand?.turn
  const { decision, at, jump } = spot
  return (
    <div className="moment-facts">
      {price && turn ? (
        <p>
          {nameOf(table.names, turn.player)}: <b>{chips(price.toCall)}</b> to win <b>{chips(price.pot)}</b>, needs{' '}
          <b>{percent(price.needed)}</b>
        </p>
      ) : null}
      {decision && decision.at !== at ? (
        <button type="button" className="fact-jump" onClick={() => jump(decision.at)}>
          Next decision: {nameOf(table.names, decision.player)} at #{decision.at}
        </button>
      ) : null}
    </div>
  )
}
