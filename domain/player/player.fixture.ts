// An account and its tables, as the tests of the account start from them.
import { TableId } from '../ids.ts'
import { reservationId } from '../testing/ids.ts'
import type { PlayerKind } from './display-name.ts'
import type { PlayerEvent } from './events.ts'

/** 5 January 2026, 12:00 UTC. */
export const noon = 1_767_614_400_000
export const tableA = TableId.parse('00000000-0000-4000-8000-00000000000a')
export const tableB = TableId.parse('00000000-0000-4000-8000-00000000000b')

export const registered = (kind: PlayerKind = 'human'): PlayerEvent => ({
  type: 'PlayerRegistered',
  displayName: 'Ann',
  kind,
})
/** With a day where it counts towards that day's limit. */
export const deposited = (amount: number, bankroll: number, day?: number): PlayerEvent => ({
  type: 'FundsDeposited',
  amount,
  bankroll,
  ...(day === undefined ? {} : { day }),
})
export const withdrawn = (amount: number, bankroll: number): PlayerEvent => ({
  type: 'FundsWithdrawn',
  amount,
  bankroll,
})

type Reserved = Extract<PlayerEvent, { type: 'FundsReserved' }>

/** The first buy-in, of 1,000 out of 5,000. */
export const reserved = (other: Partial<Reserved> = {}): Reserved => ({
  type: 'FundsReserved',
  reservation: reservationId(1),
  amount: 1000,
  table: tableA,
  purpose: 'buy-in',
  seat: null,
  tableSequence: null,
  kind: 'human',
  available: 4000,
  reserved: 1000,
  ...other,
})
