// The bill of materials: everything that poker is made of, once.
import type { Domain } from '@/engine/define'
import { Branch } from './branch/branch.ts'
import { Chat } from './chat/chat.ts'
import { Hand } from './hand/hand.ts'
import { Player } from './player/player.ts'
import { branchExpiry } from './process-managers/branch-expiry.ts'
import { makeHandFlow } from './process-managers/hand-flow.ts'
import { type Pauses, pauses as usualPauses } from './process-managers/pauses.ts'
import { makeTableFlow } from './process-managers/table-flow.ts'
import { topUp } from './process-managers/top-up.ts'
import { branches } from './projections/branches.ts'
import { chat } from './projections/chat.ts'
import { editionHands } from './projections/edition-hands.ts'
import { hands } from './projections/hands.ts'
import { ledger } from './projections/ledger.ts'
import { lobby } from './projections/lobby.ts'
import { playerAccount } from './projections/player-account.ts'
import { tableHosts } from './projections/table-hosts.ts'
import { tableView } from './projections/table-view/projector.ts'
import { handTable } from './sagas/hand-table.ts'
import { playerTable } from './sagas/player-table.ts'
import { tableChat } from './sagas/table-chat.ts'
import { tableHand } from './sagas/table-hand.ts'
import { tablePlayer } from './sagas/table-player.ts'
import { Table } from './table/table.ts'

/** Poker as it is played where the flows wait for so long. */
export const pokerWith = (pauses: Pauses): Domain => ({
  aggregates: [Player, Table, Hand, Chat, Branch],
  sagas: [playerTable, tableHand, handTable, tablePlayer, tableChat],
  processManagers: [makeTableFlow(pauses), makeHandFlow(pauses), topUp, branchExpiry],
  projectors: [tableView, lobby, playerAccount, chat, ledger, tableHosts, branches, editionHands, hands],
})
export const poker = pokerWith(usualPauses)
