import { randomUUID } from 'node:crypto'
import { PlayerId } from '@/domain/ids'
import { pokerWith } from '@/domain/poker'
import type { TableRow } from '@/domain/projections/table-view'
import { type Engine, startEngine } from '@/engine/engine'
import { memoryPorts } from '@/engine/memory/ports'
import type { Caller } from '../callers/callers.ts'
import type { Instance } from '../instance.ts'
import type { Result } from '../operating/failures.ts'
import { machineClock } from '../operating/machine.ts'
import { makeBranchPlay } from '../play/branch-play.ts'
import { runManyKind } from '../play/run-many.ts'
import { makeWhatIfs } from '../play/what-ifs.ts'
import { makeConsoleReads } from '../reading/console-reads.ts'
import { makeHandReads } from '../reading/hand-history.ts'
import { makeLogReads } from '../reading/log-reads.ts'
import { makeNames } from '../reading/names.ts'
import { makeQueries } from '../reading/queries.ts'
import type { Reads } from '../reading/reads.ts'
import { makeRowReads } from '../reading/row-reads.ts'
import { makeStreamReads } from '../reading/stream-reads.ts'
import { makeTimeline } from '../reading/timeline.ts'
import { keepVitals } from '../reading/vitals.ts'
import { makeCommands } from '../sending/commands.ts'
import { makeFacts } from '../sending/facts.ts'
import { makeOperations } from '../sending/operations.ts'
import { makeSpeculation } from '../sending/speculation.ts'

export const administrator: Caller = { kind: 'administrator' }
export const nobody: Caller = { kind: 'anonymous' }
type Player = Extract<Caller, { kind: 'player' }>

/** What routes ask of the process, over poker in memory. */
export const openDesk = async () => {
  const ports = memoryPorts({ clock: machineClock })
  const engine: Engine = await startEngine(ports, pokerWith({ nextHand: 0, runOut: 0, show: 0 }), {
    'run-many': runManyKind(() => engine),
  })
  const vitals = keepVitals(machineClock.now)
  const names = makeNames(engine)
  const queries = makeQueries(engine, names, machineClock.now)
  const forgotten: string[] = []
  const commanding = { engine, limit: () => 0, forget: async (player: string) => void forgotten.push(player) }
  const reads: Reads = {
    ...makeRowReads({ engine, queries, names }),
    ...makeHandReads(queries),
    ...makeStreamReads(engine),
    ...makeLogReads({ engine, timeline: makeTimeline(engine, names) }),
    ...makeConsoleReads({ engine, ports, vitals }),
  }
  const play = makeBranchPlay({ engine, log: console, secret: 'desk' })
  await play.start()
  const parts = {
    whatIfs: makeWhatIfs({ engine, play, limit: () => 0, now: machineClock.now }),
    ...makeCommands(commanding),
    ...makeSpeculation(commanding),
    ...makeFacts(engine),
    operations: makeOperations({ engine, ports }),
  }
  return {
    engine,
    ports,
    queries,
    names,
    forgotten,
    reads,
    ...parts,
    ...people({ ...parts, engine }),
    ask: asking(reads),
    close: async () => {
      play.stop()
      await engine.stop()
    },
  }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>

/** A question as it stands in an address: `ask('book', caller, { address, query: 'asOf=3' })`. */
const asking =
  (reads: Reads) =>
  (what: keyof Reads, caller: Caller, given: { address?: object; query?: string } = {}): Promise<Result<unknown>> =>
    reads[what](caller, { query: new URLSearchParams(given.query ?? ''), address: (given.address ?? {}) as never })

const people = ({ command, engine }: Pick<Instance, 'command'> & { readonly engine: Engine }) => {
  const send = (
    caller: Caller,
    to: string,
    body: { readonly data?: object; readonly key?: string; readonly [field: string]: unknown } = {},
  ) => {
    const [domain = '', root = '', type = ''] = to.split('/')
    const { key = null, data = {}, ...fields } = body
    return command(caller, { domain, root, type }, { body: { data, ...fields }, key: key as string | null })
  }
  const register = async (name = 'Ann'): Promise<Player> => {
    const player = PlayerId.parse(randomUUID())
    const cover = { domain: 'player', root: player, edition: '', correlationId: '', ext: null }
    const message = { type: 'RegisterPlayer', displayName: name, kind: 'human' }
    await engine.execute({ cover, message, commandId: randomUUID(), actor: 'engine/sign-in' })
    const caller = { kind: 'player', player, name } as const
    valueIn(await send(caller, `player/${player}/DepositFunds`, { data: { amount: 10_000 } }))
    return caller
  }
  return { send, register }
}

/** The value, or a failure of the test that says which. */
export const valueIn = <T>(result: Result<T>): T => {
  if ('failure' in result) throw new Error(JSON.stringify(result.failure))
  return result.value
}
export const failureIn = <T>(result: Result<T>) => {
  if ('value' in result) throw new Error(`done: ${JSON.stringify(result.value)}`)
  return result.failure
}

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
  visibility: 'public',
}

/** A table at which these sit, with a hand under way. */
export const dealt = async (desk: Desk, players: readonly Player[], given: Partial<typeof terms> = {}) => {
  const table = randomUUID()
  const [host] = players as readonly [Player]
  valueIn(await desk.send(host, `table/${table}/CreateTable`, { data: { ...terms, ...given } }))
  for (const [seat, who] of players.entries()) {
    const data = { amount: 1000, table, purpose: 'buy-in', seat }
    valueIn(await desk.send(who, `player/${who.player}/ReserveFunds`, { data, syncMode: 'CASCADE' }))
  }
  await desk.engine.settled()
  for (let tries = 0; tries < 400; tries++) {
    const hand = (await desk.engine.row<TableRow>('table', table))?.row.hand
    if (hand?.turn) return { table, hand: hand.hand, turn: hand.turn, host }
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error('nobody is asked')
}
