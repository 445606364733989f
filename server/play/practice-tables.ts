import { v5, v7 } from 'uuid'
import { botNames } from '@/domain/bots/names'
import { PlayerId, TableId } from '@/domain/ids'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { derivedId } from '@/engine/registry'
import { describedError, type Log } from '../operating/log'

const bigBlinds = 100
const bankroll = 1_000_000

type Practice = {
  readonly table: TableId
  readonly create: Message
  readonly bots: readonly PlayerId[]
  readonly buyIn: number
}

const practice = (name: string, smallBlind: number, given: { seats: number; bots: readonly string[] }): Practice => ({
  table: TableId.parse(v5(`practice ${name}`, v5.URL)),
  bots: given.bots.map(bot => botId(bot)),
  buyIn: 2 * smallBlind * bigBlinds,
  create: {
    type: 'CreateTable',
    name,
    variant: 'texas-holdem',
    smallBlind,
    bigBlind: 2 * smallBlind,
    minBuyIn: 2 * smallBlind * 40,
    maxBuyIn: 2 * smallBlind * bigBlinds * 2,
    seats: given.seats,
    actionSeconds: 30,
    timeBankSeconds: 60,
    reveal: 'full',
    visibility: 'public',
  } as Message,
})
const botId = (name: string) => PlayerId.parse(v5(`bot ${name}`, v5.URL))

/** The two tables that are always there. Both reveal the whole deck after a hand, and say so. */
const tables: readonly Practice[] = [
  practice('Millpond practice', 5, { seats: 6, bots: botNames.slice(0, 3) }),
  practice('Old bridge practice', 10, { seats: 9, bots: botNames.slice(3, 8) }),
]

/** Opens the practice tables and keeps their bots seated and in chips. Harmless to run again: ids derive from names. */
export const keepPracticeTables = async (engine: Engine, log: Log): Promise<void> => {
  const house = (domain: string, root: string, message: Message) => order(engine, { domain, root, message })
  for (const name of botNames.slice(0, 8)) {
    await house('player', botId(name), { type: 'RegisterPlayer', displayName: name, kind: 'bot' } as Message)
    await house('player', botId(name), { type: 'DepositFunds', amount: bankroll } as Message)
  }
  for (const { table, create } of tables) await house('table', table, create)
  const busy = new Set<PlayerId>()
  const tend = async (one: Practice, bot: PlayerId) => {
    if (busy.has(bot)) return
    busy.add(bot)
    try {
      await tendBot(engine, one, bot)
    } catch (error) {
      log.error({ error: describedError(error), bot }, 'bot could not be seated')
    }
    busy.delete(bot)
  }
  const byTable = new Map<string, Practice>(tables.map(one => [one.table, one]))
  engine.onRows(({ projection, changes }) => {
    if (projection !== 'table') return
    for (const { key } of changes) {
      const one = byTable.get(key)
      if (one) for (const bot of one.bots) void tend(one, bot)
    }
  })
  for (const one of tables) for (const bot of one.bots) await tend(one, bot)
}

const order = (engine: Engine, { domain, root, message }: { domain: string; root: string; message: Message }) =>
  engine.execute(
    {
      cover: { domain, root, edition: '', correlationId: '', ext: null },
      message,
      commandId: derivedId('house', root, message.type),
      actor: 'engine/house',
    },
    { syncMode: 'SIMPLE' },
  )

/** Seats a bot that is not there, and tops one up that has lost everything. */
const tendBot = async (engine: Engine, { table, buyIn }: Practice, bot: PlayerId) => {
  const row = (await engine.row<TableRow>('table', table))?.row
  const account = (await engine.row<AccountRow>('player', bot))?.row
  if (!row || !account) return
  const seat = row.seats.find(({ player }) => player === bot)
  const underWay = account.reservations.some(one => one.table === table && (!seat || one.purpose === 'top-up'))
  const broke = seat?.stack === 0 && seat.queued === 0 && (!seat.inHand || row.hand?.phase === 'over')
  if (underWay || (seat && !broke)) return
  if (account.available < buyIn) await refill(engine, bot)
  const purpose = seat ? 'top-up' : 'buy-in'
  await engine.execute(
    {
      cover: { domain: 'player', root: bot, edition: '', correlationId: v7(), ext: null },
      message: { type: 'ReserveFunds', amount: buyIn, table, purpose } as Message,
      commandId: v7(),
      actor: bot,
    },
    { syncMode: 'SIMPLE' },
  )
}

const refill = (engine: Engine, bot: PlayerId) =>
  engine.execute(
    {
      cover: { domain: 'player', root: bot, edition: '', correlationId: '', ext: null },
      message: { type: 'DepositFunds', amount: bankroll } as Message,
      commandId: v7(),
      actor: 'engine/house',
    },
    { syncMode: 'SIMPLE' },
  )
