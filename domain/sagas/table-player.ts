// Who leaves a table takes the stack back into the account.
import { saga, send } from '@/engine/define'
import { Player } from '../player/player.ts'
import { Table } from '../table/table.ts'

export const tablePlayer = saga('table-player', Table, {
  PlayerLeft: ({ player, reservations, cashedOut }) => [
    send(Player, player, { type: 'ReleaseFunds', reservations, cashedOut, reason: 'left-table' }),
  ],
})
