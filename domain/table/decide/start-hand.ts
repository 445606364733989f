// Starting a hand: who is dealt in, where button and blinds are, and every forced bet, decided at once.
import type { Decision } from '@/engine/decision'
import type { Context } from '@/engine/define'
import type { Of } from '@/engine/message'
import { handIdOf, type TableId } from '../../ids.ts'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { positions } from '../rules/button.ts'
import { postsOf } from '../rules/posts.ts'
import { nextHandNumber, playersOf, type Table } from '../state.ts'

type StartHand = Of<TableCommand, 'StartHand'>

export const startHand = ({ hand }: StartHand, table: Table, context: Context): Decision<TableEvent> => {
  const number = nextHandNumber(table)
  const players = playersOf(table).length
  if (table.status !== 'open') return refuse('table-closed')
  if (table.hand) return refuse('hand-in-progress', { hand: table.hand.hand })
  if (table.paused) return refuse('paused')
  if (players < 2) return refuse('not-enough-players', { needed: 2, players })
  if (hand !== handIdOf(context.cover.root as TableId, number)) return refuse('wrong-hand', { hand, number })
  return [started(hand, table)]
}

const started = (hand: StartHand['hand'], table: Table): TableEvent => {
  const { variant, blinds, terms } = table
  const seats = playersOf(table).map(({ seat, player, stack, bank }) => ({ seat, player, stack, bank }))
  const places = positions(
    seats.map(({ seat }) => seat),
    table.blindSeats,
  )
  const posts = postsOf({ ...places, seats, blinds })
  return { type: 'HandStarted', hand, number: nextHandNumber(table), ...places, seats, variant, blinds, posts, terms }
}
