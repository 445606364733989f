import { expect } from '@playwright/test'
import postgres from 'postgres'
import { type OwnServer, startServer } from './own-server.ts'
import { lobbyOf } from './pages/lobby.ts'
import { test } from './pages/people.ts'
import { broughtIn, chipsIn, logOfHand, type Reading } from './pages/reading.ts'
import { giveUp, nextStop, passOn, type Seated } from './pages/round.ts'

test.setTimeout(150_000)

let server: OwnServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server?.stop())

const isBotsTurn = ({ seats }: Reading) =>
  seats.some(({ who, says }) => who.endsWith('(bot)') && says.includes('to act'))

/** The books, and what nobody could deal with. */
const books = async (sql: postgres.Sql) => {
  const [ledger] = await sql`select row from projections where projection = 'ledger'`
  const [letters] = await sql`select count(*)::int as number from events where domain = 'dead-letter'`
  const { balance, lowest, alarm } = ledger?.row ?? {}
  return { balance, lowest, alarm, deadLetters: letters?.number }
}
/** How many events the slowest reader of the log has not seen yet. */
const behind = async (base: string) => {
  const { consumers } = await (await fetch(`${base}/api/ready`)).json()
  return Math.max(...consumers.map(({ lag }: { lag: number }) => lag))
}

test('[PY8] a server that is killed comes back to the same hand, with every chip where it was', async ({
  stranger,
}, info) => {
  const ann: Seated = { ...(await stranger()), name: 'Ann' }
  const lobby = lobbyOf(ann.page)
  await lobby.open(server.base)
  await lobby.play('Millpond practice').click()
  await lobby.nameAs('Ann')

  const killAndRestart = async () => {
    await server.kill('SIGKILL')
    await ann.sees('the loss', ({ connection }) => connection === 'Reconnecting…')
    await expect(ann.fold).toBeDisabled()
    await server.restart()
    return ann.sees('the way back', ({ connection }) => connection === 'Live', 30_000)
  }
  /** Gives up where she is asked, and returns how the hand ended. */
  const finish = async (hand: number) => {
    const { seen, actor } = await nextStop([ann], hand - 1)
    if (!actor || seen.hand !== hand) return seen
    await giveUp(ann)
    return (await nextStop([ann], hand - 1)).seen
  }
  const moments: Record<string, () => Promise<unknown>> = {
    'a bot is to act': () => ann.sees('the turn of a bot', isBotsTurn),
    'Ann is asked': () => ann.myTurn(),
    'some time after Ann has acted': async () => {
      const wait = Math.round(Math.random() * 1500)
      info.annotations.push({ type: 'killed after', description: `${wait} ms` })
      await new Promise(resolve => setTimeout(resolve, wait))
    },
  }
  let since = 0
  /** Up to the moment within the hand that was seen; where that hand was over by then, once more in a later one. */
  const reach = async (moment: string, come: () => Promise<unknown>): Promise<Reading> => {
    const { seen } = await nextStop([ann], since)
    if (moment !== 'Ann is asked') await passOn(ann)
    await come()
    return (await ann.read()).hand === seen.hand ? seen : reach(moment, come)
  }
  for (const [moment, come] of Object.entries(moments)) {
    await test.step(moment, async () => {
      const seen = await reach(moment, come)
      const { hand } = seen
      const total = chipsIn(seen)
      const back = await killAndRestart()
      expect(back.hand).toBe(hand)
      expect(chipsIn(back)).toBe(total)
      expect(back.cards).toBe(seen.cards)
      const ended = await finish(hand)
      const said = logOfHand(ended, hand)
      expect(said.filter(line => line === `Hand ${hand}`)).toHaveLength(1)
      expect(said.some(line => / wins [\d,]+/.test(line))).toBe(true)
      if (ended.hand === hand) expect(chipsIn(ended)).toBe(total + broughtIn(said))
      since = hand
    })
  }
  const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  await nextStop([ann], since)
  await expect.poll(() => behind(server.base)).toBe(0)
  expect(await books(sql)).toEqual({ balance: 0, lowest: 0, alarm: null, deadLetters: 0 })
  await sql.end()
})
