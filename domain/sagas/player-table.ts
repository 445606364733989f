// Chips that are reserved for a buy-in take the player to the table.
import { saga, send } from '@/engine/define'
import { PlayerId } from '../ids.ts'
import { Player } from '../player/player.ts'
import { Table } from '../table/table.ts'

export const playerTable = saga('player-table', Player, {
  FundsReserved: ({ purpose, table, kind, reservation, seat, amount, tableSequence }, source) => {
    if (purpose !== 'buy-in') return []
    const player = PlayerId.parse(source.root)
    const seating = send(Table, table, { type: 'SeatPlayer', player, kind, reservation, seat, amount })
    return [tableSequence === null ? seating : { ...seating, sequence: tableSequence }]
  },
})
