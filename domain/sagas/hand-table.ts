// What a completed hand comes to goes back to its table.
import { saga, send } from '@/engine/define'
import { Hand } from '../hand/hand.ts'
import { HandId } from '../ids.ts'
import { Table } from '../table/table.ts'

export const handTable = saga('hand-table', Hand, {
  HandCompleted: ({ type: _, table, ...result }, source) => [
    send(Table, table, { type: 'EndHand', hand: HandId.parse(source.root), ...result }),
  ],
})
