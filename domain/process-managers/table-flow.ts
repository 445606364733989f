// Keeps a table going: prepares and starts hands, frees seats that nobody uses, closes a table that nobody sits at.
import { type Elapsed, handlerOf, type Owed, processManager, send } from '@/engine/define'
import { type Envelope, millisecondsOf, type Of } from '@/engine/message'
import type { HandEvent } from '../hand/events.ts'
import { Hand } from '../hand/hand.ts'
import { handIdOf, type PlayerId, TableId } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { evolve } from '../table/evolve.ts'
import { canStart, initial, nextHandNumber, type Table as Seating, sittersOf } from '../table/state.ts'
import { Table } from '../table/table.ts'
import { tableOf } from '../table-of.ts'
import { pauses as defaultPauses, type Pauses } from './pauses.ts'

const seconds = 1000
const minutes = 60 * seconds

/** What a table waits for: the next hand, players to come, or one player (then named after a colon). */
type Purpose = 'next-hand' | 'idle' | 'bust' | 'away' | 'gone'
type Timer = { readonly since: number; readonly due: boolean }
type Timers = Readonly<Record<string, Timer>>

type TableFlow = {
  /** An edition ends with the hand that it was opened for: nothing follows there. */
  readonly step: 'open' | 'closed' | 'aside'
  readonly table: Seating
  /** The last hand whose deck is committed to. */
  readonly prepared: string | null
  readonly timers: Timers
}
type Prepared = Of<HandEvent, 'DeckCommitted'>
type Ran = { readonly [P in Purpose]: Elapsed<P> }[Purpose]
type Input = TableEvent | Prepared | Ran
type Waits = Readonly<Record<Purpose, number>>

const onlyBots = (table: Seating): boolean => sittersOf(table).every(({ kind }) => kind === 'bot')

/** What is waited for while the table is as it is. A condition that ends takes its timer with it. */
const waitedFor = (table: Seating): readonly string[] => {
  if (table.status !== 'open') return []
  const sitters = sittersOf(table)
  const staying = sitters.filter(({ leaving }) => !leaving)
  return [
    ...(canStart(table) && !onlyBots(table) ? ['next-hand'] : []),
    ...(sitters.length === 0 && table.host !== 'administrator' ? ['idle'] : []),
    ...staying.filter(({ stack }) => stack === 0).map(({ player }) => `bust:${player}`),
    ...staying.filter(({ player }) => table.sittingOut[player]).map(({ player }) => `away:${player}`),
    ...staying.filter(({ player }) => table.disconnected[player]).map(({ player }) => `gone:${player}`),
  ]
}

const timersAfter = (timers: Timers, table: Seating, at: number): Timers =>
  Object.fromEntries(waitedFor(table).map(name => [name, timers[name] ?? { since: at, due: false }]))

const tableTook = (flow: TableFlow, event: TableEvent, source: Envelope): TableFlow => {
  const table: Seating = handlerOf(evolve, event.type)?.(flow.table, event) ?? flow.table
  const timers = timersAfter(flow.timers, table, millisecondsOf(source.recordedAt))
  const step = source.edition !== '' ? 'aside' : table.status === 'closed' ? 'closed' : 'open'
  return { ...flow, step, table, timers }
}

/** Every event of a table is taken the same way: the table's own fold says what it means. */
const tableEvents = Object.fromEntries(Object.keys(evolve).map(type => [type, tableTook])) as {
  readonly [T in TableEvent['type']]: typeof tableTook
}

const purposeOf = (name: string): Purpose => name.split(':')[0] as Purpose
const playerOf = (name: string): PlayerId => name.slice(name.indexOf(':') + 1) as PlayerId

const ran =
  (waits: Waits) =>
  (flow: TableFlow, { dueAt, data }: Ran): TableFlow => {
    const name = String(data)
    const timer = flow.timers[name]
    if (!timer || dueAt !== timer.since + waits[purposeOf(name)]) return flow
    return { ...flow, timers: { ...flow.timers, [name]: { ...timer, due: true } } }
  }

type Deed = { readonly flow: TableFlow; readonly key: string; readonly name: string; readonly since: number }

const startHand = ({ flow, key }: Deed): readonly Owed[] => {
  const number = nextHandNumber(flow.table)
  const hand = handIdOf(TableId.parse(key), number)
  if (flow.prepared !== hand) return []
  return [{ ...send(Table, key, { type: 'StartHand', hand }), label: `start-${number}`, correlationId: hand }]
}

const freeSeat = ({ key, name, since }: Deed): readonly Owed[] => [
  { ...send(Table, key, { type: 'LeaveTable', player: playerOf(name) }), label: `${name}:${since}` },
]

const deeds: { readonly [P in Purpose]: (deed: Deed) => readonly Owed[] } = {
  'next-hand': startHand,
  idle: ({ key, since }) => [{ ...send(Table, key, { type: 'CloseTable' }), label: `close-${since}` }],
  bust: freeSeat,
  away: freeSeat,
  gone: freeSeat,
}

const deckFor = (flow: TableFlow, key: string): readonly Owed[] => {
  const number = nextHandNumber(flow.table)
  const hand = handIdOf(TableId.parse(key), number)
  if (!flow.timers['next-hand'] || flow.prepared === hand) return []
  const prepare = send(Hand, hand, { type: 'PrepareDeck' })
  return [{ ...prepare, label: `deck-${number}`, ext: { domain: 'table', root: key }, correlationId: hand }]
}

const owedByTimers = (waits: Waits, flow: TableFlow, key: string): readonly Owed[] =>
  Object.entries(flow.timers).flatMap(([name, { since, due }]): readonly Owed[] => {
    const purpose = purposeOf(name)
    if (due) return deeds[purpose]({ flow, key, name, since })
    return [{ timeout: name, dueAt: since + waits[purpose], data: name }]
  })

export const makeTableFlow = (pauses: Pauses) => {
  const waits: Waits = {
    'next-hand': pauses.nextHand,
    idle: 15 * minutes,
    bust: 60 * seconds,
    away: 15 * minutes,
    gone: 5 * minutes,
  }
  return processManager<Input, TableFlow>('table-flow', [Table, Hand], {
    correlate: (_, source) => tableOf(source),
    initial: { step: 'open', table: initial, prepared: null, timers: {} },
    evolve: {
      ...tableEvents,
      DeckCommitted: (flow, _, source) => ({ ...flow, prepared: source.root }),
      'next-hand elapsed': ran(waits),
      'idle elapsed': ran(waits),
      'bust elapsed': ran(waits),
      'away elapsed': ran(waits),
      'gone elapsed': ran(waits),
    },
    owed: {
      open: (flow, key) => [...deckFor(flow, key), ...owedByTimers(waits, flow, key)],
      closed: () => [],
      aside: () => [],
    },
    // The last: closed by its host at the very moment at which the next hand was to start.
    expected: ['prepared', 'hand-in-progress', 'not-enough-players', 'paused', 'not-seated', 'table-closed'],
  })
}
export const tableFlow = makeTableFlow(defaultPauses)
