// Ending a hand: the chips go back to the stacks, none lost, and what waited for it follows in the same append.
import type { Decision } from '@/engine/decision'
import type { Notification } from '@/engine/define'
import type { Of } from '@/engine/message'
import { sum } from '../../chips.ts'
import { DealCards } from '../../hand/commands.ts'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { after } from '../evolve.ts'
import { refuse } from '../refusals.ts'
import { sittersOf, type Table } from '../state.ts'
import type { Dealt, PerPlayer } from '../terms.ts'
import { closed } from './close-table.ts'
import { left } from './leave-table.ts'

type EndHand = Of<TableCommand, 'EndHand'>
type Result = Omit<EndHand, 'type' | 'hand'>

/** A time bank grows by this many seconds per so many hands (poker.md §7). */
const bankEarned = { seconds: 5, hands: 10 }

export const endHand = (command: EndHand, table: Table): Decision<TableEvent> => {
  if (!table.hand) return refuse('no-hand')
  if (command.hand !== table.hand.hand) return refuse('wrong-hand', { hand: command.hand })
  const { dealt } = table.hand
  const before = sum(dealt.map(({ stack }) => stack))
  const now = sum([...Object.values(command.stacks), command.rake])
  if (now !== before || !areOf(dealt, command.stacks)) return refuse('chips-not-conserved', { before, after: now })
  return ended(table, command)
}

/** The hand never began: everybody has what they had. */
export const dealRefused = (notice: Notification, table: Table): readonly TableEvent[] => {
  const { hand } = DealCards.parse(notice.command)
  if (table.hand?.hand !== hand) return []
  const { dealt } = table.hand
  return ended(table, {
    stacks: perPlayer(dealt, ({ stack }) => stack),
    banks: perPlayer(dealt, ({ bank }) => bank),
    rake: 0,
    timedOut: [],
    acted: [],
  })
}

const ended = (table: Table, result: Result): readonly TableEvent[] =>
  inTurn(table, [handEnded(result), chipsSettled, leaversGone, lateSatOut(table, result), closedAtLast])

type Step = (table: Table) => readonly TableEvent[]

/** Each step sees what the steps before it have caused. */
const inTurn = (table: Table, steps: readonly Step[]): readonly TableEvent[] => {
  const events: TableEvent[] = []
  for (const step of steps) events.push(...step(after(table, events)))
  return events
}

const handEnded =
  (result: Result): Step =>
  table => {
    if (!table.hand) return []
    const { hand, dealt } = table.hand
    const { stacks, rake, timedOut, acted } = result
    const changes = perPlayer(dealt, ({ player, stack }) => (stacks[player] ?? 0) - stack)
    const banks = perPlayer(dealt, seat => bankAfter(table, seat, result))
    return [{ type: 'HandEnded', hand, changes, stacks, banks, rake, timedOut, acted }]
  }

const bankAfter = ({ sitters, timeBankSeconds }: Table, { player, bank }: Dealt, { banks }: Result) => {
  const remaining = banks[player] ?? bank
  const hands = (sitters[player]?.hands ?? 0) + 1
  if (hands % bankEarned.hands !== 0) return remaining
  return Math.max(remaining, Math.min(timeBankSeconds, remaining + bankEarned.seconds))
}

const chipsSettled: Step = table =>
  inTurn(
    table,
    table.queued.map(waiting => state => [settled(state, waiting)]),
  )

const settled = (table: Table, { player, reservation, amount }: Table['queued'][number]): TableEvent => {
  const sitter = table.sitters[player]
  const stack = (sitter?.stack ?? 0) + amount
  if (!sitter || sitter.leaving || table.status === 'closing' || stack > table.maxBuyIn) {
    return { type: 'AddChipsCancelled', reservation }
  }
  return { type: 'ChipsAdded', player, reservation, amount, stack }
}

const leaversGone: Step = table =>
  sittersOf(table)
    .filter(({ leaving }) => leaving)
    .map(left)

/** Out of time in two hands running, with nothing done in between: they miss the next ones until they say that they are back. */
const lateSatOut =
  (before: Table, { timedOut, acted }: Result): Step =>
  table =>
    sittersOf(table)
      .filter(({ player }) => before.timedOut[player] && !acted.includes(player) && timedOut.includes(player))
      .filter(({ player }) => !table.sittingOut[player])
      .map(({ player, seat }) => ({ type: 'PlayerSatOut', player, seat }))

const closedAtLast: Step = table => (table.status === 'closing' ? closed(table) : [])

const perPlayer = (dealt: readonly Dealt[], value: (seat: Dealt) => number) =>
  Object.fromEntries(dealt.map(seat => [seat.player, value(seat)])) as PerPlayer

const areOf = (dealt: readonly Dealt[], stacks: PerPlayer) =>
  dealt.length === Object.keys(stacks).length && dealt.every(({ player }) => stacks[player] !== undefined)
