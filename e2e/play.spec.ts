import { expect } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { lobbyOf } from './pages/lobby.ts'
import { apiOf, test } from './pages/people.ts'
import { broughtIn, chipsIn, logOfHand, type Reading, seatOfYou } from './pages/reading.ts'
import {
  expectSameNow,
  expectSameScreens,
  giveUp,
  nextStop,
  passOn,
  pauseTable,
  resumeTable,
  type Seated,
} from './pages/round.ts'

const tableIn = (url: string) => new URL(url).pathname.split('/').at(-1) ?? ''

test.describe('with bots', () => {
  test.setTimeout(120_000)
  let server: OwnServer
  test.beforeAll(async () => {
    server = await startServer()
  })
  test.afterAll(() => server?.stop())

  test('[PY1] two people and three bots see one table, and its chips are conserved', async ({ stranger }) => {
    const ann: Seated = { ...(await stranger()), name: 'Ann' }
    const bob: Seated = { ...(await stranger()), name: 'Bob' }
    const both = [ann, bob]
    const lobby = lobbyOf(ann.page)
    await lobby.open(server.base)
    const link = await lobby.watch('Millpond practice').getAttribute('href')
    await bob.page.goto(`${server.base}${link}`)
    await lobby.play('Millpond practice').click()
    await Promise.all([lobby.nameAs('Ann'), bob.takeSeat(1000, 'Bob')])

    // The first hand may have begun without one of them.
    const first = await nextStop(both)
    for (let stop = first; stop.actor && stop.seen.hand === first.seen.hand; stop = await nextStop(both)) {
      await giveUp(stop.actor)
    }
    let total = 0
    const toTheEnd = async (since: number) => {
      for (let stop = await nextStop(both, since); ; stop = await nextStop(both, since)) {
        total ||= broughtIn(stop.seen.log)
        const rebought = stop.actor ? 0 : broughtIn(logOfHand(stop.seen, stop.seen.hand))
        expect(chipsIn(stop.seen)).toBe(total + rebought)
        if (!stop.actor) return stop.seen
        await expectSameScreens(both, stop, stop.actor)
        await passOn(stop.actor)
      }
    }
    const ended = await toTheEnd(first.seen.hand)
    expect(total).toBeGreaterThanOrEqual(5000)
    const told = (reading: Reading) => logOfHand(reading, ended.hand).filter(line => / (shows|mucks|wins)\b/.test(line))
    const said = told(ended)
    expect(said.filter(line => / wins [\d,]+.* with /.test(line)).length).toBeGreaterThan(0)
    expect(said.filter(line => / shows /.test(line)).length).toBeGreaterThan(0)
    for (const person of both) await expect.poll(async () => told(await person.read())).toEqual(said)
  })
})

test.describe('for two', () => {
  test.setTimeout(120_000)

  test('[PY2] a private table by its link: a fold, a showdown, an all-in, and the chips of both throughout', async ({
    stranger,
  }) => {
    const ann: Seated = {
      ...(await stranger({ options: { permissions: ['clipboard-read', 'clipboard-write'] } })),
      name: 'Ann',
    }
    const lobby = lobbyOf(ann.page)
    await lobby.open()
    await lobby.createButton.click()
    await lobby.nameAs('Ann')
    await lobby.createTable({ name: 'Ann and Bob' })
    const host = await apiOf(ann.page, 'Ann')
    const table = tableIn(ann.page.url())
    await ann.takeSeat(4000)
    await ann.fromMenu('Copy the link to invite')
    const link = await ann.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toBe(ann.page.url())

    const bob: Seated = { ...(await stranger()), name: 'Bob' }
    await bob.page.goto(link)
    await bob.takeSeat(4000, 'Bob')
    const both = [ann, bob]
    let played = 0
    const frozen = async (play: (actor: Seated) => Promise<void>) => {
      const stop = await nextStop(both, played)
      await pauseTable(host, table)
      const { hand } = stop.seen
      played = hand
      expect(chipsIn(stop.seen)).toBe(8000)
      await play(stop.actor as Seated)
      await Promise.all(both.map(person => person.over(hand)))
      await expectSameNow(ann, bob)
      const ended = { ann: await ann.read(), bob: await bob.read() }
      expect(chipsIn(ended.ann)).toBe(8000)
      return ended
    }

    await test.step('a fold', async () => {
      const ended = await frozen(async actor => {
        await actor.fold.click()
      })
      expect(ended.ann.status).toMatch(/^(Ann|Bob) wins 100\./)
      expect([seatOfYou(ended.ann)?.stack, seatOfYou(ended.bob)?.stack].toSorted()).toEqual([3950, 4050])
    })
    await test.step('a showdown', async () => {
      await resumeTable(host, table)
      const ended = await frozen(async () => {
        for (let stop = await nextStop(both); stop.actor; stop = await nextStop(both)) {
          await expectSameScreens(both, stop, stop.actor)
          await passOn(stop.actor)
        }
      })
      expect(ended.ann.status).toMatch(/(Ann|Bob|Ann and Bob|Bob and Ann) (wins|split) 200 with /)
      expect(ended.ann.board).toMatch(/Flop: .*Turn: .*River: /)
    })
    await test.step('an all-in', async () => {
      await resumeTable(host, table)
      const ended = await frozen(async actor => {
        await actor.setAmount(4)
        await actor.raise.click()
        await passOn(actor === ann ? bob : ann)
      })
      expect(ended.ann.board).toMatch(/Flop: .*Turn: .*River: /)
      expect(ended.ann.status).toMatch(/(wins|split) [\d,]+ with /)
      expect(logOfHand(ended.ann, ended.ann.hand).filter(line => / shows /.test(line))).toHaveLength(2)
    })
  })
})
