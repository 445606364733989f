// Opening a table: its terms are checked once, here, and never change.
import type { Context } from '@/engine/define'
import type { Of } from '@/engine/message'
import { isOperator } from '@/engine/operator'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import type { Table } from '../state.ts'

/** So many tables may a player have open at a time (poker.md §3). */
export const mostTables = 3

type Hosts = { readonly open: { readonly [table: string]: string } }
type CreateTable = Of<TableCommand, 'CreateTable'>

export const createTable = (command: CreateTable, table: Table, context: Context) => {
  const { smallBlind, bigBlind, ante, minBuyIn, maxBuyIn } = command
  if (table.status !== 'unopened') return refuse('table-exists')
  if (command.variant !== 'texas-holdem') return refuse('variant-not-offered', { variant: command.variant })
  if (smallBlind > bigBlind) return refuse('blinds-invalid', { smallBlind, bigBlind })
  if (!isAnteValid(command)) return refuse('blinds-invalid', { ante: ante.amount, bigBlind })
  if (minBuyIn > maxBuyIn || minBuyIn < bigBlind) {
    return refuse('buy-in-range-invalid', { minBuyIn, maxBuyIn, bigBlind })
  }
  if (openTablesOf(context) >= mostTables) return refuse('too-many-tables', { most: mostTables })
  return [created(command, isPlayer(context.actor) ? context.actor : 'administrator')]
}

/** Those of the house are not counted. */
/** Whoever else opens one does so for the house. */
const isPlayer = (actor: string) => !isOperator(actor) && !actor.startsWith('engine/')

const openTablesOf = ({ actor, row }: Context) =>
  Object.values(row<Hosts>('table-hosts', 'all')?.open ?? {}).filter(host => host === actor).length

const isAnteValid = ({ ante, bigBlind }: CreateTable) =>
  ante.kind === 'none' ? ante.amount === 0 : ante.amount > 0 && ante.amount <= bigBlind

const created = (command: CreateTable, host: string): TableEvent => ({
  type: 'TableCreated',
  name: command.name,
  host,
  variant: command.variant,
  blinds: { small: command.smallBlind, big: command.bigBlind, ante: command.ante },
  minBuyIn: command.minBuyIn,
  maxBuyIn: command.maxBuyIn,
  seats: command.seats,
  actionSeconds: command.actionSeconds,
  timeBankSeconds: command.timeBankSeconds,
  reveal: command.reveal,
  visibility: command.visibility,
  rake: command.rake,
})
