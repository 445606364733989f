import { botAction } from '@/domain/bots/bot'
import { chanceOf, thoughtMilliseconds } from '@/domain/bots/chance'
import { isCurrent } from '@/domain/bots/situation'
import { temperamentOf } from '@/domain/bots/temperament'
import type { PlayerId } from '@/domain/ids'
import type { TableRow, TableSeat } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import { derivedId } from '@/engine/registry'
import { describedError, type Log } from '../operating/log'
import { seatViewOf } from '../reading/queries'

type Turn = { readonly hand: string; readonly player: PlayerId; readonly decision: number; readonly row: TableRow }
export type HouseBots = { readonly stop: () => void }
/** `plays`: whom they play for; for bots where nothing is said. */
type Given = {
  readonly hurry: boolean
  readonly secret: string
  readonly plays?: (seat: TableSeat) => boolean
}
const isBot = ({ kind }: TableSeat) => kind === 'bot'

/**
 * Bots are players: they are told what their seat may see and send the same commands. They hold no state of their
 * own; after a restart the table's row says whose turn it is, and a decision answered twice counts once.
 */
export const startHouseBots = async (engine: Engine, log: Log, given: Given): Promise<HouseBots> => {
  const thinking = new Map<string, NodeJS.Timeout>()
  const think = (turn: Turn) => {
    const id = `${turn.hand}/${turn.decision}`
    if (thinking.has(id)) return
    const wait = given.hurry ? 0 : thoughtMilliseconds(chanceOf(`${given.secret}/${id}/thought`))
    const act = () => {
      thinking.delete(id)
      answer(engine, turn, chanceOf(`${given.secret}/${id}`)).catch(error =>
        log.error({ error: describedError(error), id }, 'bot failed'),
      )
    }
    thinking.set(id, setTimeout(act, wait))
  }
  const look = (row: TableRow) => {
    const turn = turnOf(row, given.plays ?? isBot)
    if (turn) think(turn)
  }
  engine.onRows(({ projection, changes }) => {
    if (projection !== 'table') return
    for (const { stored } of changes) if (stored) look(stored.row as unknown as TableRow)
  })
  for (const { row } of (await engine.rows<TableRow>('table')).values()) look(row)
  return {
    stop: () => {
      for (const timer of thinking.values()) clearTimeout(timer)
    },
  }
}

const turnOf = (row: TableRow, plays: (seat: TableSeat) => boolean): Turn | undefined => {
  const turn = row.hand?.turn
  const seat = turn && row.seats.find(({ player }) => player === turn.player)
  if (!row.hand || !turn || !seat || !plays(seat)) return undefined
  return { hand: row.hand.hand, player: turn.player, decision: turn.decision, row }
}

const answer = async (engine: Engine, { hand, player, decision, row }: Turn, chance: () => number) => {
  const seat = await seatViewOf(engine, hand, player)
  if (!seat?.legal || seat.decision !== decision || !isCurrent({ seat, table: row })) return
  const action = botAction(temperamentOf(player), { seat, table: row }, chance)
  await engine.execute({
    cover: { domain: 'hand', root: hand, edition: '', correlationId: hand, ext: null },
    message: { type: 'PlayerAction', player, decision, ...action } as never,
    commandId: derivedId('bot', hand, decision),
    actor: player,
  })
}
