// A hand that a table has started is dealt. It is a workflow of its own: the hand's id names it.
import { saga, send } from '@/engine/define'
import { Hand } from '../hand/hand.ts'
import { TableId } from '../ids.ts'
import { Table } from '../table/table.ts'

export const tableHand = saga('table-hand', Table, {
  HandStarted: (started, { root }) => [
    {
      ...send(Hand, started.hand, { ...started, type: 'DealCards', table: TableId.parse(root) }),
      ext: { domain: Table.domain, root },
      correlationId: started.hand,
    },
  ],
})
