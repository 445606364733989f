import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Page } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { expectAccessible } from './pages/accessible.ts'
import { test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { timelineOf } from './pages/timeline.ts'
import { cardsIn, secretKeyIn } from './testing/card-codes.ts'
import { act, expectDone, nextTurn, openTable, seatRow, type Turn, takeSeats } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

test.setTimeout(120_000)

/** A public table of two without browsers, with a hand under way. */
const tableOfTwo = async (base: string, name = 'Riverside') => {
  const players = [await guest(base, 'Dana'), await guest(base, 'Eli')] as const
  const table = await openTable(players[0], { visibility: 'public', name, seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  expectDone(await players[0].send({ domain: 'table', root: table, type: 'ResumeTable' }))
  return { table, players, first: (await nextTurn(players[0], table, null)) as Turn }
}
type Two = Awaited<ReturnType<typeof tableOfTwo>>

/** Both check or call, so many times, or until the hand is over. */
const playOn = async ({ table, players }: Two, from: Turn, times = Number.POSITIVE_INFINITY) => {
  let turn = from
  for (let n = 0; n < times; n++) {
    const who = players.find(({ player }) => player === turn.player) as Player
    expectDone(await act(who, turn, { action: 'passive' }))
    const next = await nextTurn(who, table, turn)
    if (next.over) return undefined
    turn = next
  }
  return turn
}
const newTimeline = async (stranger: () => Promise<{ page: Page }>) => timelineOf((await stranger()).page)
const baseOf = (baseURL: string | undefined) => baseURL ?? ''

test('[TP1] whoever looks sees a hand as it is played, event by event, in words', async ({ stranger, baseURL }) => {
  const two = await tableOfTwo(baseOf(baseURL))
  const timeline = await newTimeline(stranger)
  await timeline.open(`?table=${two.table}`)
  await expect(timeline.state).toHaveText('LIVE')
  await expect(timeline.row('Hand 1 starts with 2 players')).toBeVisible()
  const before = await timeline.rows.count()
  await playOn(two, two.first, 1)
  await expect(timeline.row(/(Dana|Eli) calls 5/)).toBeVisible()
  expect(await timeline.rows.count()).toBeGreaterThan(before)
  await playOn(two, (await nextTurn(two.players[0], two.table, two.first)) as Turn)
  await expect(timeline.row('The hand is over')).toBeVisible()
  await expect(timeline.row(/(Dana|Eli) wins 20/)).toBeVisible()
  const seen = await timeline.positions()
  expect(new Set(seen).size).toBe(seen.length)
})

test('[TP2] paused, what comes is counted and nothing moves; L shows it', async ({ stranger, baseURL }) => {
  const two = await tableOfTwo(baseOf(baseURL))
  const timeline = await newTimeline(stranger)
  await timeline.page.setViewportSize({ width: 1280, height: 420 })
  await timeline.open(`?table=${two.table}`)
  await expect(timeline.row(/is to act, 5 to call/)).toBeVisible()
  await timeline.list.hover()
  await timeline.page.mouse.wheel(0, -300)
  await expect(timeline.state).toHaveText('PAUSED')
  const place = { top: await timeline.scrollTop(), first: (await timeline.positions())[0] }
  await playOn(two, two.first, 3)
  await expect(timeline.state).toHaveText(/PAUSED · [3-9]\d* new/)
  expect({ top: await timeline.scrollTop(), first: (await timeline.positions())[0] }).toEqual(place)
  await timeline.page.keyboard.press('l')
  await expect(timeline.state).toHaveText('LIVE')
  await expect(timeline.row(/checks/).last()).toBeInViewport()
})

test('[TP3] without a connection that is said; back again, nothing is missing', async ({ stranger, baseURL }) => {
  const two = await tableOfTwo(baseOf(baseURL))
  const timeline = await newTimeline(stranger)
  await timeline.open(`?table=${two.table}`)
  await expect(timeline.row(/is to act, 5 to call/)).toBeVisible()
  await timeline.page.context().setOffline(true)
  await expect(timeline.state).toHaveText(/OFFLINE since \d\d:\d\d, retrying/)
  await playOn(two, two.first)
  await timeline.page.context().setOffline(false)
  await expect(timeline.state).toHaveText('LIVE')
  await expect(timeline.row('The hand is over')).toBeVisible()
  await timeline.page.setViewportSize({ width: 1280, height: 3000 })
  const log = (await two.players[0].read(`/api/timeline?table=${two.table}&limit=500`)).json as unknown as {
    pages: { position: number }[]
  }
  const all = log.pages.map(({ position }) => position).sort((one, other) => one - other)
  await expect.poll(async () => (await timeline.positions()).slice(0, all.length)).toEqual(all)
})

test('[TP4] filters stand in the address, and go by their chips and by going back', async ({ stranger, baseURL }) => {
  const two = await tableOfTwo(baseOf(baseURL))
  await playOn(two, two.first)
  const timeline = await newTimeline(stranger)
  const { page, rows, filters } = timeline
  await timeline.open(`?table=${two.table}`)
  await page.getByRole('combobox', { name: 'Type of event' }).selectOption('CommunityCardsDealt')
  await expect(rows).toHaveCount(3)
  expect(new URL(page.url()).search).toContain('type=CommunityCardsDealt')
  await page.getByRole('searchbox', { name: 'Find in events' }).fill('turn:')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(rows).toHaveCount(1)
  await rows.first().click()
  await timeline.inspector.getByRole('button', { name: 'This hand' }).click()
  expect(new URL(page.url()).search).toContain('hand=')
  await expect(filters.getByRole('listitem')).toHaveCount(4)
  await page.reload()
  await expect(rows).toHaveCount(1)
  await filters.getByRole('button', { name: /^Remove the filter q/ }).click()
  await expect(rows).toHaveCount(3)
  await page.goBack()
  await expect(rows).toHaveCount(1)
  await timeline.open(`?table=${two.table}&type=HandVoided`)
  await expect(page.getByText(/^None of [\d,]+ events matches that you may see\.$/)).toBeVisible()
  await page.goto('/timeline?table=nonsense')
  await expect(page.getByRole('alert').filter({ hasText: 'could not be read' })).toBeVisible()
})

test('[TP5] no card that is hidden is in a row, an event, an answer or a push: to an opponent, to a stranger', async ({
  person,
  stranger,
}) => {
  const [ann, bob] = [await person('Ann'), await person('Bob')]
  const watcher = (await stranger()).page
  const told = new Map<Page, string[]>()
  for (const page of [bob.page, watcher]) {
    const heard: string[] = []
    told.set(page, heard)
    page.on('websocket', socket => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
    page.on('response', async response => {
      if (/timeline/.test(response.url()) && !/\.(js|css)/.test(response.url()))
        heard.push(await response.text().catch(() => ''))
    })
  }
  const table = await sitDownTogether([ann], { visibility: 'public', seats: [ann.api, bob.api] })
  const turn = (await nextTurn(ann.api, table, null)) as Turn
  const cards = async (who: Player) => (await seatRow(who, table))?.cards ?? []
  const hidden = [...(await cards(ann.api)), ...(await cards(bob.api))]
  expect(hidden).toHaveLength(4)
  for (const page of [bob.page, watcher]) {
    const timeline = timelineOf(page)
    await timeline.open(`?table=${table}`)
    await timeline.row('Cards are dealt to 2 players').click()
    await expect(timeline.inspector.getByText('"seats"')).toBeVisible()
  }
  expectDone(await act(turn.player === ann.api.player ? ann.api : bob.api, turn, { action: 'fold' }))
  for (const [page, heard] of told) {
    const timeline = timelineOf(page)
    await expect(timeline.row('The hand is over')).toBeVisible()
    const everything = [...heard, await page.content()].join('\n')
    expect(heard.length).toBeGreaterThan(2)
    expect(everything).toContain('CardsDealt')
    expect(hidden.filter(card => cardsIn(everything).has(card))).toEqual([])
    expect(heard.map(secretKeyIn).filter(Boolean)).toEqual([])
  }
})

test('[TP6] an event has a link that opens it, and leads to its hand; keys go through the rows', async ({
  stranger,
  baseURL,
}) => {
  const two = await tableOfTwo(baseOf(baseURL))
  await playOn(two, two.first)
  const timeline = await newTimeline(stranger)
  const { page, rows, inspector, grid } = timeline
  await page.setViewportSize({ width: 1280, height: 3000 })
  await timeline.open(`?table=${two.table}`)
  await expect(timeline.row('The hand is over')).toBeVisible()
  await timeline.row(/^.*(Dana|Eli) calls 5/).click()
  await expect(timeline.state).toHaveText(/PAUSED/)
  await expect(inspector.getByRole('heading', { name: /(Dana|Eli) calls 5/ })).toBeVisible()
  const link = await inspector.getByRole('link', { name: 'See the hand at this event' }).getAttribute('href')
  expect(link).toMatch(new RegExp(`^/hands/${two.first.hand}\\?at=\\d+$`))
  await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBeTruthy()
  const address = page.url()
  await grid.focus()
  await page.keyboard.press('j')
  await expect(inspector.getByRole('heading', { name: /(Dana|Eli) calls 5/ })).toHaveCount(0)
  await page.keyboard.press('k')
  await expect(inspector.getByRole('heading', { name: /(Dana|Eli) calls 5/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(inspector).toHaveCount(0)
  await page.setViewportSize({ width: 1280, height: 600 })
  await page.goto(address)
  await expect(inspector.getByRole('heading', { name: /(Dana|Eli) calls 5/ })).toBeVisible()
  await expect(rows.and(page.locator('[aria-selected="true"]'))).toBeInViewport()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+G')
  await page.getByRole('textbox', { name: '# or time' }).fill('soon')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(page.getByText(/^A number, such as/)).toBeVisible()
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(timeline.row('Riverside is opened')).toBeInViewport()
  await page.getByRole('button', { name: 'Fold what follows' }).click()
  await expect(timeline.row('The hand is over')).toHaveCount(0)
})

test('[TP7] nothing for axe to find, no way to scroll sideways, in both themes, on any screen', async ({
  stranger,
  baseURL,
}) => {
  const two = await tableOfTwo(baseOf(baseURL))
  await playOn(two, two.first, 2)
  const timeline = await newTimeline(stranger)
  const { page } = timeline
  await timeline.open(`?table=${two.table}`)
  await expect(timeline.row(/is to act/).first()).toBeVisible()
  await expectAccessible(page)
  await timeline.rows.last().click()
  await expect(timeline.inspector).toBeVisible()
  await expectAccessible(page)
  await timeline.open(`?table=${two.table}&type=HandVoided`)
  await expect(page.getByText(/^None of/)).toBeVisible()
  await expectAccessible(page)
})

const checkout = new URL('..', import.meta.url).pathname
/** Tables at which the same was played, until there are so many events; nobody runs meanwhile. */
const lengthened = (databaseUrl: string, events: number) =>
  promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'server/bench/lengthened-log.ts', databaseUrl, String(events)],
    { cwd: checkout },
  )

test.describe('with a log of its own', () => {
  let server: OwnServer
  test.beforeAll(async () => {
    test.setTimeout(400_000)
    server = await startServer({ env: { COMMANDS_PER_SECOND: '1000' } })
    const two = await tableOfTwo(server.base)
    await playOn(two, two.first)
    await server.kill('SIGTERM')
    await lengthened(server.databaseUrl, 100_000)
    await server.restart()
  })
  test.afterAll(() => server?.stop())

  test('[TP8] 100,000 events are gone through, window by window, to the oldest', async ({ stranger }, info) => {
    const timeline = await newTimeline(stranger)
    const { page, edges, rows } = timeline
    await page.goto(`${server.base}/timeline`, { waitUntil: 'commit' })
    await rows.first().waitFor()
    const firstRows = await page.evaluate(() => Math.round(performance.now()))
    info.annotations.push({ type: 'first rows after', description: `${firstRows} ms` })
    expect(firstRows).toBeLessThan(5000)
    await expect(edges).toContainText(/of #1\d\d,\d{3}$/)
    const heldFrom = async () => Number(/#([\d,]+) to/.exec(await edges.innerText())?.[1]?.replaceAll(',', ''))
    for (let window = 0; window < 30; window++) {
      const before = await heldFrom()
      await timeline.scroll(0)
      await expect.poll(heldFrom).toBeLessThan(before)
      const seen = await timeline.positions()
      expect(seen.length).toBeGreaterThan(10)
      expect(seen.length).toBeLessThan(120)
    }
    await expect(edges).toContainText(/^5,000 events/)
    await page.keyboard.press('Shift+G')
    await page.getByRole('button', { name: 'Oldest' }).click()
    await expect(edges).toContainText('this is the oldest')
    await expect(timeline.row(/practice is opened/).first()).toBeInViewport()
    const before = await edges.innerText()
    await timeline.list.evaluate(box => box.scrollTo({ top: box.scrollHeight }))
    await expect(edges).not.toHaveText(before)
    await page.keyboard.press('l')
    await expect(timeline.state).toHaveText('LIVE')
    await expect.poll(async () => (await timeline.positions()).at(-1)).toBeGreaterThan(99_000)
  })
})
