import { expect, test } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { cardsIn, secretKeyIn } from './testing/card-codes.ts'
import { act, expectDone, nextTurn, openTable, takeSeats, until } from './testing/play.ts'
import { administrator, guest, type Player, stranger, type Visitor } from './testing/visitor.ts'
import { watcher } from './testing/watcher.ts'

const shared = process.env.E2E_BASE ?? 'http://localhost:3000'
const admin = administrator(shared, process.env.ADMIN_TOKEN ?? '')
test.setTimeout(120_000)

type Page = { readonly type: string; readonly sequence: number; readonly data: Readonly<Record<string, unknown>> }
type Branch = {
  readonly edition: string
  readonly over: boolean
  readonly result: number | null
  readonly status: string
}
type Lost = {
  readonly table: string
  readonly hand: string
  readonly ann: Player
  readonly bob: Player
  readonly at: number
}

const bookOf = async (who: Visitor, stream: string, edition = ''): Promise<readonly Page[]> =>
  (expectDone(await who.read(`/api/streams/${stream}?edition=${edition}`)).json?.pages ?? []) as Page[]

/** A hand of two at a table that shows only what is shown, given up at its first decision: Ann’s. */
const lostHand = async (base: string): Promise<Lost> => {
  const [one, other] = [await guest(base), await guest(base)]
  const table = await openTable(one)
  await takeSeats(
    table,
    [one, other].map(player => ({ player, amount: 1000 })),
  )
  expectDone(await one.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  const turn = await nextTurn(one, table, null)
  if (turn.over) throw new Error('nobody is asked')
  expectDone(await one.send({ domain: 'table', root: table, type: 'PauseTable' }))
  const [ann, bob] = turn.player === one.player ? [one, other] : [other, one]
  expectDone(await act(ann, turn, { action: 'fold' }))
  const at = await until(async () => {
    const pages = await bookOf(ann, `hand/${turn.hand}`)
    const ended = pages.some(({ type }) => type === 'HandCompleted')
    return ended && pages.find(({ type }) => type === 'TurnAssigned')?.sequence
  }, 'the hand is over')
  return { table, hand: turn.hand, ann, bob, at }
}

const whatIf = (who: Visitor, { hand, at }: Lost, body: object = {}) =>
  who.post(`/api/hands/${hand}/what-if`, { at, action: 'call', ...body })
const editionOf = (json: unknown) => (json as { edition: string }).edition
const branchesOf = async (who: Visitor, { hand }: Lost) =>
  (expectDone(await who.read(`/api/hands/${hand}/branches`)).json?.branches ?? []) as Branch[]
const untilOver = (who: Visitor, lost: Lost, edition: string) =>
  until(
    async () => (await branchesOf(who, lost)).find(one => one.edition === edition && one.over),
    'the branch is over',
  )
const onMain = async ({ ann, bob, hand, table }: Lost) =>
  Promise.all([
    bookOf(ann, `hand/${hand}`),
    bookOf(ann, `table/${table}`),
    bookOf(ann, `player/${ann.player}`),
    bookOf(bob, `player/${bob.player}`),
  ])

test('[QS60] from a lost hand to another result by hand and by bots, and main is as it was', async () => {
  const lost = await lostHand(shared)
  const before = await onMain(lost)
  const { ann, hand } = lost
  const opened = expectDone(await whatIf(ann, lost)).json
  expect(opened).toMatchObject({ deck: 'dealt-anew', at: lost.at, edition: expect.stringMatching(/^fork-\d+-call-/) })
  const edition = editionOf(opened)
  await until(async () => {
    const turn = (await bookOf(ann, `hand/${hand}`, edition)).at(-1)
    if (turn?.type !== 'TurnAssigned' || turn.data.player !== ann.player)
      return (await branchesOf(ann, lost)).some(branch => branch.over)
    const action = turn.data.toCall === 0 ? 'check' : 'call'
    const data = { player: ann.player, action, decision: turn.data.decision }
    expectDone(await ann.send({ domain: 'hand', root: hand, type: 'PlayerAction' }, { data, fields: { edition } }))
    return false
  }, 'the branch is played out')
  const types = (await bookOf(ann, `hand/${hand}`, edition)).map(({ type }) => type)
  expect(types.slice(lost.at, lost.at + 3)).toEqual(['TurnAssigned', 'UnseenReshuffled', 'ActionTaken'])
  const byBots = editionOf(expectDone(await whatIf(ann, lost, { action: 'all-in', play: 'bots' })).json)
  const ended = await untilOver(ann, lost, byBots)
  expect(ended.result).not.toBeNull()
  const table = () => bookOf(ann, `table/${lost.table}`, byBots)
  await until(async () => (await table()).at(-1)?.type === 'HandEnded', 'its table takes the result')
  const compared = expectDone(await ann.read(`/api/editions/${byBots}/compare?with=${edition}`)).json
  expect(compared?.streams).toContainEqual(expect.objectContaining({ domain: 'hand', shared: lost.at + 1 }))
  expect(await onMain(lost)).toEqual(before)
})

test('[QS61] to an opponent, a spectator and a stranger a branch is not there', async () => {
  const lost = await lostHand(shared)
  const { ann, bob, hand } = lost
  const edition = editionOf(expectDone(await whatIf(ann, lost)).json)
  const data = { player: bob.player, action: 'fold', decision: 2 }
  for (const other of [bob, await guest(shared)]) {
    const asked = [
      await other.read(`/api/streams/hand/${hand}?edition=${edition}`),
      await other.read(`/api/streams/hand/${hand}/state?edition=${edition}`),
      await other.read(`/api/hands/${hand}?edition=${edition}`),
      await other.read(`/api/timeline?edition=${edition}`),
      await other.read(`/api/editions/${edition}/compare`),
      await other.send({ domain: 'hand', root: hand, type: 'PlayerAction' }, { data, fields: { edition } }),
      await other.post(`/api/hands/${hand}/branches/${edition}/finish`, {}),
      await other.ask(`/api/hands/${hand}/branches/${edition}`, { method: 'DELETE' }),
    ]
    expect(asked.map(({ status }) => status)).toEqual(Array(asked.length).fill(404))
    expect(await branchesOf(other, lost)).toEqual([])
    const socket = await watcher(other)
    expect(await socket.emit('watch', { view: 'hand', id: hand, edition })).toMatchObject({
      problem: { code: 'NOT_FOUND' },
    })
    socket.close()
  }
  expect((await stranger(shared).read(`/api/hands/${hand}/branches`)).json).toEqual({ branches: [] })
  expect(await branchesOf(admin, lost)).toHaveLength(1)
})

test('[QS63] a branch tells its owner no card but their own, the board and what is shown there', async () => {
  const lost = await lostHand(shared)
  const { ann, hand } = lost
  const edition = editionOf(expectDone(await whatIf(ann, lost, { action: 'all-in', play: 'bots' })).json)
  await untilOver(ann, lost, edition)
  const pages = await bookOf(ann, `hand/${hand}`, edition)
  const open = cardsIn(
    JSON.stringify(pages.filter(({ type }) => /CommunityCardsDealt|CardsRevealed|PotAwarded/.test(type))),
  )
  const heard = ann.heard.filter(({ way }) => way.includes(edition)).map(({ text }) => text)
  expect(secretKeyIn(heard.join())).toBeUndefined()
  const told = [...cardsIn(heard.join())].filter(card => !open.has(card))
  expect(told.length).toBeLessThanOrEqual(2)
})

test('[QS65] discarded it is gone, restored it is back, and a socket follows it to its end', async () => {
  const lost = await lostHand(shared)
  const { ann, hand } = lost
  const edition = editionOf(expectDone(await whatIf(ann, lost)).json)
  const path = `/api/hands/${hand}/branches/${edition}`
  const book = () => ann.read(`/api/streams/hand/${hand}?edition=${edition}`)
  expectDone(await ann.ask(path, { method: 'DELETE' }))
  expect((await book()).status).toBe(404)
  await until(async () => (await branchesOf(ann, lost))[0]?.status === 'discarded', 'it is listed as discarded')
  expectDone(await ann.post(`${path}/restore`, {}))
  expect((await book()).status).toBe(200)
  const socket = await watcher(ann)
  expect(await socket.emit('watch', { view: 'hand', id: hand, edition })).toEqual({ ok: true })
  await until(async () => (await branchesOf(ann, lost))[0]?.status === 'open', 'it is listed as open')
  expectDone(await ann.post(`${path}/finish`, {}))
  await untilOver(ann, lost, edition)
  const last = (await bookOf(ann, `hand/${hand}`, edition)).length
  const row = { hand, edition, nextSequence: last, over: true }
  await until(async () => socket.rows.some(({ view, version }) => view === 'hand' && version === last), 'it is pushed')
  expect(socket.rows.findLast(({ view }) => view === 'hand')).toEqual({
    view: 'hand',
    id: hand,
    edition,
    version: last,
    row,
  })
  expect(await socket.emit('watch', { view: 'hand', id: hand })).toEqual({ ok: true })
  socket.close()
})

test('[QS66] a spot is played two hundred times, and stopped where it is too long', async () => {
  const lost = await lostHand(shared)
  const { ann, bob, hand, at } = lost
  const run = async (times: number) => {
    const reply = await ann.post(`/api/hands/${hand}/run-many`, { at, action: 'call', times })
    return (expectDone(reply).json as { operation: string }).operation
  }
  const look = async (id: string) =>
    expectDone(await ann.read(`/api/operations/${id}`)).json as {
      status: string
      done: number
      result: { distribution: { times: number }[] }
    }
  const operation = await run(200)
  expect((await bob.read(`/api/operations/${operation}`)).status).toBe(404)
  const done = await until(async () => {
    const work = await look(operation)
    return work.status === 'completed' && work
  }, 'all of them are played')
  expect(done.result.distribution.reduce((sum, { times }) => sum + times, 0)).toBe(200)
  const long = await run(1000)
  await until(async () => (await look(long)).done > 0, 'some of them are played')
  expect((await bob.post(`/api/operations/${long}/cancel`, {})).status).toBe(403)
  expectDone(await ann.post(`/api/operations/${long}/cancel`, {}))
  await until(async () => (await look(long)).status === 'cancelled', 'it is stopped')
})

let own: OwnServer | undefined
test.afterAll(() => own?.stop())

test('[QS69] a server that is killed goes on with every branch, and plays each to its end', async () => {
  own = await startServer({ env: { COMMANDS_PER_SECOND: '1000', SIGN_UPS_PER_HOUR: '100000' } })
  const lost = await lostHand(own.base)
  const { ann } = lost
  const asked = Array.from({ length: 12 }, () => whatIf(ann, lost, { play: 'bots' }))
  await Promise.any(asked)
  await own.kill('SIGKILL')
  await Promise.allSettled(asked)
  await own.restart()
  const branches = await until(async () => {
    const all = await branchesOf(ann, lost)
    return all.length > 0 && all.every(({ over }) => over) && all
  }, 'every branch is over')
  expect(branches.every(({ result }) => result !== null)).toBe(true)
  expect(own.log()).not.toContain('branch stopped')
})
