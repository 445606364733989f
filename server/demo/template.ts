import type { TableRow } from '@/domain/projections/table-view'
import { type Engine, startEngine } from '@/engine/engine'
import { memoryPorts } from '@/engine/memory/ports'
import { type Page, streamKey } from '@/engine/message'
import type { Append, CommandRecord, NewPage, Ports } from '@/engine/ports'
import type { Log } from '../operating/log'
import { machineChance, machineClock } from '../operating/machine'
import { named } from './order'
import { close, play, playersOf, register, seededPoker } from './play'

const tables = 4
const handsEach = 10
const seats = 6
const funds = 20_000

/** Some tables as they were played, without what was sealed: what history is made of. */
export type Template = {
  readonly appends: readonly Append[]
  readonly events: number
  /** Ids of hands follow from their tables'. */
  readonly hands: readonly { readonly hand: string; readonly table: string; readonly number: number }[]
  readonly players: readonly string[]
}

/** Played in memory, from the first seat to the closed table: nobody is left behind, and no chip. */
export const playTemplate = async (log: Log): Promise<Template> => {
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  const ports = memoryPorts(outside)
  const engine = await startEngine(ports, seededPoker())
  const hands: Template['hands'][number][] = []
  watchHands(engine, hand => hands.push(hand))
  const players = playersOf(tables * seats, 'history')
  for (const [n, player] of players.entries()) await register(engine, player, { name: `Guest ${n + 1}`, funds })
  const sittings = Array.from({ length: tables }, (_, n) => ({
    table: named('history', n),
    name: `Archive ${n + 1}`,
    players: players.slice(n * seats, (n + 1) * seats),
    hands: handsEach,
  }))
  await play(engine, sittings, { log })
  for (const { table } of sittings) await close(engine, table)
  const pages = await ports.events.readAll(0, Number.MAX_SAFE_INTEGER)
  await engine.stop()
  return { appends: await appendsOf(ports, pages), events: pages.length, hands, players }
}

const watchHands = (engine: Engine, tell: (hand: Template['hands'][number]) => void) => {
  const known = new Set<string>()
  engine.onRows(({ projection, changes }) => {
    for (const { key, stored } of projection === 'table' ? changes : []) {
      const hand = (stored?.row as unknown as TableRow | undefined)?.hand
      if (!hand || known.has(hand.hand)) continue
      known.add(hand.hand)
      tell({ hand: hand.hand, table: key, number: hand.number })
    }
  })
}

/** One for each command, in its order. */
const appendsOf = async ({ events }: Ports, pages: readonly Page[]): Promise<readonly Append[]> => {
  const byAppend = new Map<string, Page[]>()
  for (const page of pages) {
    const name = `${page.commandId} ${streamKey(page)}`
    byAppend.set(name, [...(byAppend.get(name) ?? []), page])
  }
  const appends: Append[] = []
  for (const together of byAppend.values()) {
    const [first] = together
    const entry = first && (await events.commandEntry('', first.commandId))
    if (!first || !entry) throw new Error('an event without its command')
    const { domain, root, edition, sequence } = first
    const { commandId, caller, cover, message, source, origin, errorMode } = entry
    const command: CommandRecord = { commandId, caller, cover, message, source, origin, errorMode }
    appends.push({ stream: { domain, root, edition }, expected: sequence, base: 0, pages: together.map(bare), command })
  }
  return appends
}

const bare = ({ position: _, private: __, ...page }: Page): NewPage => ({ ...page, privateHash: null })
