import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Input, testLog } from '@/engine/testing/envelope'
import { rowHistory } from '@/engine/testing/projector-scenario'
import type { HandEvent } from '../hand/events.ts'
import { PlayerId, ReservationId, Seat } from '../ids.ts'
import { tableView } from '../projections/table-view/projector.ts'
import type { TableRow } from '../projections/table-view.ts'
import type { TableEvent } from '../table/events.ts'
import { chanceOf } from './chance.ts'
import { isCurrent, situationOf } from './situation.ts'
import { Temperament } from './temperament.ts'
import { alwaysCall, blinds, bot, type Deal, type Played, playHand, presented } from './testing/match.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

type Dealt = Extract<HandEvent, { type: 'CardsDealt' }>

const reservation = (n: number) => ReservationId.parse(`00000000-0000-4000-8000-00000000001${n}`)

const opened = ({ seats, blinds, terms }: Dealt): TableEvent[] => [
  {
    type: 'TableCreated',
    name: 'Oak',
    host: 'administrator',
    variant: 'texas-holdem',
    blinds,
    minBuyIn: 400,
    maxBuyIn: 1000,
    seats: 9,
    actionSeconds: terms.actionSeconds,
    timeBankSeconds: 60,
    reveal: 'shown-only',
    visibility: 'public',
    rake: null,
  },
  ...seats.map(({ player, seat, stack }, n) => ({
    type: 'PlayerSeated' as const,
    player,
    kind: 'bot' as const,
    seat,
    stack,
    reservation: reservation(n),
  })),
  // One more who is not dealt in and whom no bot may count.
  {
    type: 'PlayerSeated',
    player: PlayerId.parse('00000000-0000-4000-8000-0000000000ff'),
    kind: 'human',
    seat: Seat.parse(9),
    stack: 5000,
    reservation: reservation(9),
  },
]

const started = ({ type: _, private: __, table: ___, ...setup }: Dealt): TableEvent => ({
  type: 'HandStarted',
  ...setup,
})

/** The row as it stands at each turn of the hand. */
const rowsAtTurns = ({ events }: Played): TableRow[] => {
  const dealt = events.find(event => event.type === 'CardsDealt')
  if (dealt?.type !== 'CardsDealt') throw new Error('no deal')
  const log = testLog()
  const [table, hand] = [
    { domain: 'table', root: dealt.table },
    { domain: 'hand', root: dealt.hand },
  ]
  const inputs: Input[] = [
    ...[...opened(dealt), started(dealt)].map(event => log.add(table, event)),
    ...events.map(event => log.add({ ...hand, ext: table }, presented(event, 'public'))),
  ]
  const rows = rowHistory<TableRow>(tableView, dealt.table, inputs)
  return rows.filter((row, n): row is TableRow => row !== undefined && inputs[n]?.event.type === 'TurnAssigned')
}

const someDeal: fc.Arbitrary<Deal> = fc
  .record({ stacks: fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 2, maxLength: 9 }), seed: fc.string() })
  .map(({ stacks, seed }) => {
    const chance = chanceOf(`seats/${seed}`)
    const players = [...Temperament.options.map(bot), alwaysCall]
    const strategies = stacks.map(() => players[Math.floor(chance() * players.length)] ?? alwaysCall)
    return { stacks, seed, strategies }
  })

test('[BT18] at every turn of random hands the projected row and the hand give a bot the same situation', () =>
  fc.assert(
    fc.property(someDeal, deal => {
      const played = playHand(deal)
      const rows = rowsAtTurns(played)
      expect(rows).toHaveLength(played.answers.length)
      for (const [n, { sight }] of played.answers.entries()) {
        const table = rows[n] as TableRow
        expect(isCurrent({ seat: sight.seat, table })).toBe(true)
        expect(situationOf(sight)).toBeDefined()
        expect(situationOf({ seat: sight.seat, table })).toEqual(situationOf(sight))
      }
    }),
    { numRuns: 60 },
  ))

test('[BT18] the blinds of the row are those of the hand', () => {
  const [row] = rowsAtTurns(playHand({ stacks: [500, 500], strategies: [alwaysCall, alwaysCall], seed: 'blinds' }))
  expect(row?.blinds).toEqual(blinds)
})
