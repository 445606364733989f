import { randomBytes, randomUUID } from 'node:crypto'
import { PlayerId } from '@/domain/ids'
import { pokerWith } from '@/domain/poker'
import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { Caller } from '../callers/callers'
import { makeNames } from '../reading/names'
import { makeTimeline, type ReadTimeline } from '../reading/timeline'
import { figuresOf, latencyHead, latencyRow, type Section, whole } from './figures'
import { lengthenLog } from './lengthened-log'
import { engineOn, newDatabase, type Place } from './place'

const hurried = pokerWith({ nextHand: 0, runOut: 0, show: 0 })
const wanted = { p99: 300 }
const rounds = 30
const people = 6
const hands = 4
const terms = {
  type: 'CreateTable',
  name: 'Riverside',
  variant: 'texas-holdem',
  smallBlind: 5,
  bigBlind: 10,
  ante: { kind: 'none', amount: 0 },
  minBuyIn: 100,
  maxBuyIn: 5000,
  seats: people,
  actionSeconds: 600,
  timeBankSeconds: 0,
  reveal: 'shown-only',
  visibility: 'public',
  rake: null,
}

const send = async (engine: Engine, to: { domain: string; root: string; actor: string }, message: object) => {
  const { domain, root, actor } = to
  const cover = { domain, root, edition: '', correlationId: domain === 'hand' ? root : '', ext: null }
  const command = { cover, message: message as never, commandId: randomUUID(), actor }
  const outcome = await engine.execute(command, { syncMode: 'CASCADE' })
  if (outcome.status !== 'accepted') throw new Error(outcome.problem.message)
}

/** A table of six at which everybody checks and calls. */
const playedTable = async (engine: Engine) => {
  const table = randomUUID()
  await send(engine, { domain: 'table', root: table, actor: 'administrator' }, terms)
  const players = Array.from({ length: people }, () => PlayerId.parse(randomUUID()))
  for (const [seat, player] of players.entries()) {
    const own = { domain: 'player', root: player, actor: player }
    await send(engine, own, { type: 'RegisterPlayer', displayName: `Player ${seat}`, kind: 'human' })
    await send(engine, own, { type: 'DepositFunds', amount: 5000 })
    await send(engine, own, { type: 'ReserveFunds', amount: 5000, table, purpose: 'buy-in', seat })
  }
  for (;;) {
    await engine.settled()
    const hand = (await engine.row<TableRow>('table', table))?.row.hand
    if (hand && hand.number > hands) return { table, player: players[0] as PlayerId, hand: hand.hand }
    if (!hand?.turn) continue
    const { player, decision, toCall } = hand.turn
    const action = toCall > 0 ? 'call' : 'check'
    await send(
      engine,
      { domain: 'hand', root: hand.hand, actor: player },
      { type: 'PlayerAction', player, action, decision },
    )
  }
}

const measured = async (read: ReadTimeline, caller: Caller, asked: Parameters<ReadTimeline>[1]) => {
  const sample: number[] = []
  let count = 0
  for (let n = 0; n < rounds; n++) {
    const start = performance.now()
    count = (await read(caller, asked)).pages.length
    sample.push(performance.now() - start)
  }
  return { figures: figuresOf(sample), count }
}

type Known = { readonly table: string; readonly hand: string; readonly player: PlayerId; readonly events: number }

const questionsOf = ({ table, hand, player, events }: Known) => {
  const stranger: Caller = { kind: 'anonymous' }
  const first = { limit: 200 }
  return [
    ['the newest, a stranger', stranger, first],
    ['the newest, a player', { kind: 'player', player, name: 'Player 0' }, first],
    ['the newest, an administrator', { kind: 'administrator' }, first],
    ['from the middle back', stranger, { ...first, before: { position: Math.round(events / 2) } }],
    ['from the oldest on', stranger, { ...first, after: { position: 0 } }],
    ['of a frequent type', stranger, { ...first, type: 'ActionTaken' }],
    ['of a rare type', stranger, { ...first, type: 'TableCreated' }],
    ['of a domain', stranger, { ...first, domain: 'table' }],
    ['of a rare domain', stranger, { ...first, domain: 'chat' }],
    ['of one table, its hands too', stranger, { ...first, table }],
    ['of one hand', stranger, { ...first, hand }],
    ['of one workflow', stranger, { ...first, correlationId: hand }],
    ['of one player', stranger, { ...first, player }],
    ['of one player at one table', stranger, { ...first, player, table }],
    ['with a frequent word', stranger, { ...first, q: 'checks' }],
    ['with a word that is nowhere, 5,000 events looked through', stranger, { ...first, q: 'nowhere at all' }],
  ] as const satisfies readonly (readonly [string, Caller, Parameters<ReadTimeline>[1]])[]
}

export const firstRows = async (engine: Engine, known: Known): Promise<Section> => {
  const read = makeTimeline(engine, makeNames(engine))
  const lines: string[] = []
  for (const [what, caller, asked] of questionsOf(known)) {
    const { figures, count } = await measured(read, caller, { ...asked, edition: '' })
    lines.push(latencyRow(`${what}: ${count} rows`, figures, 'q' in asked ? {} : wanted))
  }
  const title = `Timeline, ${whole(known.events)} events stored: up to 200 rows as they leave the server`
  return { title, lines: [...latencyHead, ...lines] }
}

/** The first rows of the timeline in a log of a million events, whatever is asked for. */
export const timelineRows = async (place: Place): Promise<Section> => {
  const [url, key] = [await newDatabase(place), randomBytes(32)]
  const playing = await engineOn(url, hurried, key)
  const played = await playedTable(playing.engine)
  await playing.stop()
  const events = await lengthenLog(url, place.quick ? 100_000 : 1_000_000)
  const { engine, stop } = await engineOn(url, hurried, key)
  const section = await firstRows(engine, { ...played, events })
  await stop()
  return section
}
