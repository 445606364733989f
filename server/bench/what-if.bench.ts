import { act, expectDone, nextTurn, openTable, takeSeats, until } from '@/e2e/testing/play'
import { guest, type Player } from '@/e2e/testing/visitor'
import { freePort } from '../start/free-port.mjs'
import { serve } from '../start/serve.mjs'
import { figuresOf, latencyHead, latencyRow, ms, reached, type Section } from './figures'
import { newDatabase, type Place } from './place'

const seats = 6
const wanted = { fork: 500, runOuts: 20_000 }
const times = 200

/** A lost hand of six against a running server: a branch until its owner may go on, and 200 run-outs of its first spot. */
export const whatIf = async (place: Place): Promise<Section> => {
  const server = serve({
    port: await freePort(),
    databaseUrl: await newDatabase(place),
    dataDir: place.folder,
    env: { RIVERBOOK_HURRY: '1', COMMANDS_PER_SECOND: '100000', SIGN_UPS_PER_HOUR: '100000' },
    write: () => {},
  })
  try {
    const lost = await lostHand(await server.ready)
    await fork(lost)
    const forks: Forked[] = []
    for (let n = 0; n < (place.quick ? 10 : 60); n++) forks.push(await fork(lost))
    const runs: number[] = []
    for (let n = 0; n < (place.quick ? 1 : 5); n++) runs.push(await runOuts(lost))
    const slowest = Math.max(...runs)
    return {
      title: 'What could have been, six at the table',
      lines: [
        ...latencyHead,
        latencyRow('fork: asked to answered, over HTTP', figuresOf(forks.map(({ answered }) => answered))),
        latencyRow(
          'fork to playable: the owner’s next turn is there, or the end',
          figuresOf(forks.map(({ playable }) => playable)),
          {
            p99: wanted.fork,
          },
        ),
        '',
        `${times} run-outs of the first spot, from the order to the distribution: ${ms(slowest)} ms at most in ${runs.length}; wanted ≤ ${wanted.runOuts} ms, ${reached(slowest <= wanted.runOuts)}.`,
      ],
    }
  } finally {
    await server.stop()
  }
}

type Lost = { readonly hand: string; readonly who: Player; readonly at: number }
type Page = { readonly type: string; readonly sequence: number; readonly data: { readonly player?: string } }
type Branch = { readonly edition: string; readonly over: boolean }

const bookOf = async (who: Player, hand: string, edition = '') =>
  (expectDone(await who.read(`/api/streams/hand/${hand}?edition=${edition}`)).json?.pages ?? []) as Page[]

/** Everybody folds; the first to act asks what could have been. */
const lostHand = async (base: string): Promise<Lost> => {
  const players: Player[] = []
  for (let n = 0; n < seats; n++) players.push(await guest(base))
  const [host] = players as [Player]
  const table = await openTable(host)
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  expectDone(await host.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  let turn = await nextTurn(host, table, null)
  const { hand } = turn
  const first = players.find(({ player }) => !turn.over && player === turn.player) as Player
  expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
  while (!turn.over) {
    const asked = turn
    expectDone(await act(players.find(({ player }) => player === asked.player) as Player, asked, { action: 'fold' }))
    turn = await nextTurn(host, table, asked)
  }
  const at = await until(
    async () => (await bookOf(first, hand)).find(({ type }) => type === 'TurnAssigned')?.sequence,
    'a turn',
  )
  return { hand, who: first, at }
}

type Forked = { readonly answered: number; readonly playable: number }

/** Discarded at the end: there may be twenty at once. */
const fork = async ({ hand, who, at }: Lost): Promise<Forked> => {
  const start = performance.now()
  const reply = expectDone(await who.post(`/api/hands/${hand}/what-if`, { at, action: 'call' }))
  const answered = performance.now() - start
  const { edition } = reply.json as unknown as Branch
  for (;;) {
    const last = (await bookOf(who, hand, edition)).at(-1)
    if (last?.type === 'HandCompleted' || (last?.type === 'TurnAssigned' && last.data.player === who.player)) break
  }
  const playable = performance.now() - start
  expectDone(await who.ask(`/api/hands/${hand}/branches/${edition}`, { method: 'DELETE' }))
  return { answered, playable }
}

const runOuts = async ({ hand, who, at }: Lost): Promise<number> => {
  const start = performance.now()
  const reply = expectDone(await who.post(`/api/hands/${hand}/run-many`, { at, action: 'call', times }))
  const { operation } = reply.json as unknown as { operation: string }
  await until(async () => (await who.read(`/api/operations/${operation}`)).json?.status === 'completed', 'all of them')
  return performance.now() - start
}
