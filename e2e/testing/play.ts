import { randomUUID } from 'node:crypto'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableView } from '@/domain/projections/table-view'
import type { Player, Reply, Visitor } from './visitor.ts'

export const terms = {
  name: 'Backroom',
  variant: 'texas-holdem',
  smallBlind: 5,
  bigBlind: 10,
  minBuyIn: 100,
  maxBuyIn: 2000,
  seats: 6,
  actionSeconds: 600,
  timeBankSeconds: 0,
  reveal: 'shown-only',
  visibility: 'private',
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
const patience = 400

/** Asks again until there is an answer. */
export const until = async <T>(ask: () => Promise<T | undefined | null | false>, what: string): Promise<T> => {
  for (let tries = 0; tries < patience; tries++) {
    const found = await ask()
    if (found) return found
    await pause(25)
  }
  throw new Error(`it never came to this: ${what}`)
}

export const expectDone = (reply: Reply): Reply => {
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`)
  return reply
}

export const rowOf = async <Row>(who: Visitor, projection: string, id: string): Promise<Row | null> => {
  const reply = await who.read(`/api/query/${projection}/${id}`)
  return reply.status === 200 ? ((reply.json?.row ?? null) as Row | null) : null
}
export const tableRow = (who: Visitor, table: string) => rowOf<TableView>(who, 'table', table)
export const seatRow = (who: Visitor, table: string) => rowOf<SeatView>(who, 'seat', table)

/** A table of the host's, paused until everybody sits. */
export const openTable = async (host: Player, given: Partial<typeof terms> = {}): Promise<string> => {
  const table = randomUUID()
  expectDone(await host.send({ domain: 'table', root: table, type: 'CreateTable' }, { data: { ...terms, ...given } }))
  expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
  return table
}

type Chair = { readonly player: Player; readonly amount: number }

export const takeSeats = async (table: string, chairs: readonly Chair[]) => {
  for (const [seat, { player, amount }] of chairs.entries()) {
    const data = { amount, table, purpose: 'buy-in', seat }
    expectDone(await player.send({ domain: 'player', root: player.player, type: 'ReserveFunds' }, { data }))
    await until(async () => {
      const row = await tableRow(player, table)
      return row?.seats.some(taken => taken.player === player.player)
    }, `${player.name} sits`)
  }
}

export type Turn = {
  readonly hand: string
  readonly player: string
  readonly decision: number
  readonly toCall: number
}

/** Whose turn it is, or that the hand is over. */
export const nextTurn = (who: Visitor, table: string, after: { hand: string; decision: number } | null) =>
  until(async () => {
    const hand = (await tableRow(who, table))?.hand
    if (!hand) return undefined
    if (after && hand.phase === 'over' && hand.hand === after.hand) return { over: true as const, hand: hand.hand }
    const { turn } = hand
    if (!turn || (after && turn.decision <= after.decision)) return undefined
    return { over: false as const, hand: hand.hand, ...turn }
  }, 'the next turn')

export type Action = 'fold' | 'check' | 'call' | 'all-in' | 'passive'

type Answer = { readonly action: Action; readonly fields?: object }
/** `passive`: checks where that is free, else calls. */
export const act = (player: Player, { hand, decision, toCall }: Turn, { action, fields = {} }: Answer) => {
  const passive = toCall === 0 ? 'check' : 'call'
  const data = { player: player.player, action: action === 'passive' ? passive : action, decision }
  return player.send(
    { domain: 'hand', root: hand, type: 'PlayerAction' },
    { data, fields: { correlationId: hand, ...fields } },
  )
}
