import { randomUUID } from 'node:crypto'
import { type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { expectAccessible } from './pages/accessible.ts'
import { test } from './pages/people.ts'
import { lengthened } from './testing/lengthened.ts'
import { expectDone, nextTurn, openTable, takeSeats } from './testing/play.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

const token = process.env.ADMIN_TOKEN ?? ''
const base = process.env.E2E_BASE ?? 'http://localhost:3000'
/** Asks as an operator, and may copy. */
const options: BrowserContextOptions = {
  extraHTTPHeaders: { authorization: `Bearer ${token}` },
  permissions: ['clipboard-read', 'clipboard-write'],
}

/** A player who brought so many chips, one after the other: a stream of `2 + times` events. */
const saver = async (times: number) => {
  const player = await guest(base)
  const address = { domain: 'player', root: player.player, type: 'DepositFunds' }
  for (let n = 0; n < times; n++)
    expectDone(await player.send(address, { data: { amount: 10 + n }, fields: { correlationId: randomUUID() } }))
  return { player, path: `/admin/streams/player/${player.player}`, last: times + 1 }
}

const streamOn = (page: Page) => ({
  page,
  row: (name: RegExp) => page.getByRole('row', { name }),
  selected: page.getByRole('row', { selected: true }),
  scrubber: page.getByRole('slider', { name: 'Moment of the stream' }),
  tab: (name: string) => page.getByRole('tab', { name, exact: true }),
  line: (text: string) => page.getByRole('list', { name: 'State' }).getByRole('listitem').filter({ hasText: text }),
  said: page.locator('.stream-said'),
  button: (name: string | RegExp) => page.getByRole('button', { name }),
})
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('[CN10] a stranger sees the question for the token, and the token opens the console', async ({ stranger }) => {
  const { player, path } = await saver(1)
  const { page } = await stranger()
  for (const place of ['/admin', '/admin/streams', path, `/admin/find?id=${player.player}`]) {
    await page.goto(place)
    await expect(page.getByLabel('Administrator’s token')).toBeVisible()
    expect(await page.getByRole('navigation', { name: 'Console' }).count()).toBe(0)
    expect(await page.content()).not.toContain('FundsDeposited')
  }
  await page.goto(path)
  await page.getByLabel('Administrator’s token').fill('not the token')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not the token.')).toBeVisible()
  await page.getByLabel('Administrator’s token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: player.player })).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('link', { name: /Events in the log/ })).toBeVisible()
})

test('[CN11] streams are found by domain and root, gone through by keys, and any id leads to what it names', async ({
  stranger,
}) => {
  const { player } = await saver(1)
  const { page } = await stranger({ options })
  await page.goto('/admin/streams')
  await page.getByLabel('Domain').selectOption('player')
  await page.getByLabel('Beginning of a root').fill(player.player.slice(0, 23))
  const row = page.getByRole('list', { name: 'Streams' }).getByRole('link', { name: new RegExp(player.player) })
  await expect(row).toBeVisible()
  await expect(page).toHaveURL(/search=/)
  await expect(page).toHaveURL(/domain=player/)
  await row.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: player.player })).toBeVisible()
  await page.goto(`/admin/find?id=${randomUUID()}`)
  await expect(page.getByText(/Nothing here is named/)).toBeVisible()
  await page.getByLabel('Find by id').fill(` ${player.player} `)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/admin/streams/player/${player.player}`))
})

test('[CN12] a link leads to a moment: its event, and the state after it; beyond the end is the end', async ({
  stranger,
}) => {
  const { path, last } = await saver(3)
  const stream = streamOn((await stranger({ options })).page)
  await stream.page.goto(`${path}?at=2`)
  await expect(stream.selected).toHaveText(/2FundsDeposited/)
  await expect(stream.line('bankroll')).toHaveText(/10010/)
  await expect(stream.line('bankroll')).toHaveText(/changed/)
  await stream.row(/^3 FundsDeposited/).click()
  await expect(stream.line('bankroll')).toHaveText(/10021/)
  await expect(stream.page).toHaveURL(/at=3/)
  await stream.page.goBack()
  await expect(stream.line('bankroll')).toHaveText(/10010/)
  await stream.page.goto(`${path}?at=start`)
  await expect(stream.line('bankroll')).toHaveText(/ 0/)
  await stream.page.goto(`${path}?at=999`)
  await expect(stream.page.getByText(`The stream ends at ${last}.`)).toBeVisible()
  await expect(stream.page).toHaveURL(new RegExp(`at=${last}`))
})

test('[CN12] the stream of a hand is seen as a stranger sees it: nobody’s cards', async ({ stranger }) => {
  const players = [await guest(base, 'Dana'), await guest(base, 'Eli')] as const
  const table = await openTable(players[0], { seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  expectDone(await players[0].send({ domain: 'table', root: table, type: 'ResumeTable' }))
  const { hand } = await nextTurn(players[0], table, null)
  const stream = streamOn((await stranger({ options })).page)
  await stream.page.goto('/admin/streams?domain=hand')
  await stream.page.getByLabel('Beginning of a root').fill(hand)
  await stream.page.getByRole('link', { name: new RegExp(hand) }).click()
  await stream.row(/CardsDealt/).click()
  await expect(stream.line('cards null')).toHaveCount(2)
  await stream.tab('Raw').click()
  await expect(stream.page.getByRole('tabpanel')).toContainText('"type": "CardsDealt"')
  await expect(stream.page.getByRole('tabpanel')).not.toContainText('private')
})

test('[CN13] a time leads to the event that was the last one then', async ({ stranger }) => {
  const { player, path } = await saver(3)
  const book = expectDone(await player.read(`/api/streams/player/${player.player}`)).json
  const { pages } = book as unknown as { pages: { recordedAt: string }[] }
  const { page } = await stranger({ options })
  await page.goto(`${path}?t=${encodeURIComponent(pages[2]?.recordedAt ?? '')}`)
  await expect(page).toHaveURL(/at=[23]/)
  await expect(page.getByText(/as of/)).toBeVisible()
})

test('[CN14] states are told apart: from the event before, and from a moment that is held', async ({ stranger }) => {
  const { path } = await saver(3)
  const stream = streamOn((await stranger({ options })).page)
  await stream.page.goto(`${path}?at=4&tab=diff`)
  const differences = stream.page.getByRole('list', { name: 'Differences' }).getByRole('listitem')
  await expect(differences.filter({ hasText: '/bankroll' })).toHaveText(/10021 → 10033/)
  await stream.scrubber.focus()
  await stream.page.keyboard.press('ArrowLeft')
  await stream.page.keyboard.press('ArrowLeft')
  await expect(stream.selected).toHaveText(/2FundsDeposited/)
  await stream.button('Hold #2').click()
  await stream.page.keyboard.press('End')
  await expect(stream.page.getByText(/From #2 to #4/)).toBeVisible()
  await expect(differences.filter({ hasText: '/bankroll' })).toHaveText(/10010 → 10033/)
  await expect(stream.page).toHaveURL(/vs=2/)
})

test('[CN15] a pinned value shows what set it, and leads from change to change', async ({ stranger }) => {
  const { path } = await saver(3)
  const stream = streamOn((await stranger({ options })).page)
  await stream.page.goto(`${path}?at=4`)
  await stream.line('bankroll').hover()
  await stream.button('Pin /bankroll').click()
  const course = stream.page.getByRole('region', { name: 'Course of /bankroll' })
  await expect(course).toContainText('set by #4')
  await expect(course).toContainText('4/4 changes')
  await stream.button('Change before').click()
  await expect(stream.selected).toHaveText(/3FundsDeposited/)
  await stream.page.keyboard.press('n')
  await expect(stream.selected).toHaveText(/4FundsDeposited/)
  await expect(stream.page).toHaveURL(/pin=\/bankroll|pin=%2Fbankroll/)
})

test('[CN16] a moment is copied as a link and as a test, its words are found, its chain is verified', async ({
  stranger,
}) => {
  const { path } = await saver(3)
  const stream = streamOn((await stranger({ options })).page)
  await stream.page.goto(`${path}?at=3`)
  await expect(stream.button('Copy as test')).toHaveAttribute('aria-disabled', 'false')
  await stream.button('Copy as test').click()
  await expect(stream.said).toHaveText('The test is copied.')
  expect(await copied(stream.page)).toMatch(
    /\.when\(\{ type: 'DepositFunds', amount: 11 \}\)\n {2}\.then\(\n {4}\{ type: 'FundsDeposited', .*amount: 11/,
  )
  await stream.button('Copy link').click()
  await expect(stream.said).toHaveText('The link to this moment is copied.')
  expect(await copied(stream.page)).toContain(`${path}?at=3`)
  await stream.button('Verify chain').click()
  await expect(stream.said).toHaveText('The chain of 5 events holds.')
  await stream.page.getByLabel('Find in this stream').fill('FundsDeposited')
  await stream.page.keyboard.press('Enter')
  await expect(stream.page.getByText('3 of 4')).toBeVisible()
  await stream.tab('Causation').click()
  await expect(stream.page.getByText(/DepositFunds to player/)).toBeVisible()
  await stream.page.goto(`${path}?at=start`)
  await expect(stream.button('Copy as test')).toHaveAttribute('title', 'Nothing has happened yet.')
})

test('[CN17] signing in is accessible, and a stream as it was, with what changed, in both themes, on phones and wide screens', async ({
  stranger,
}) => {
  const { path } = await saver(2)
  const { page } = await stranger()
  await page.goto('/admin')
  await expectAccessible(page)
  const { page: console } = await stranger({ options })
  await console.goto(`${path}?at=2&tab=diff&pin=/bankroll`)
  await console.waitForLoadState('networkidle')
  await expectAccessible(console)
})

test.describe('with a stream of 100,000 events', () => {
  let server: OwnServer
  let root = ''
  test.beforeAll(async () => {
    test.setTimeout(300_000)
    server = await startServer({ env: { ADMIN_TOKEN: token } })
    const player = await guest(server.base)
    root = player.player
    expectDone(await player.send({ domain: 'player', root, type: 'DepositFunds' }, { data: { amount: 7 } }))
    await server.kill('SIGTERM')
    await lengthened(server.databaseUrl, root, 100_000)
    await server.restart()
  })
  test.afterAll(() => server?.stop())

  test('[CN18] it opens in the middle, and is gone through to both ends', async ({ stranger }, info) => {
    const { page } = await stranger({ options })
    const stream = streamOn(page)
    await page.goto(`${server.base}/admin/streams/player/${root}?at=50000`, { waitUntil: 'commit' })
    await expect(stream.selected).toHaveText(/50,000FundsDeposited/)
    const opened = await page.evaluate(() => Math.round(performance.now()))
    info.annotations.push({ type: 'opens in the middle after', description: `${opened} ms` })
    expect(opened).toBeLessThan(5000)
    const rows = page.getByRole('grid', { name: 'Events' }).getByRole('row')
    expect(await rows.count()).toBeLessThan(80)
    await page.locator('.event-list').evaluate(box => box.scrollTo({ top: box.scrollHeight }))
    await expect(stream.row(/^100,00\d FundsDeposited/).last()).toBeVisible()
    await page.keyboard.press('End')
    await expect(stream.selected).toHaveText(/100,002FundsDeposited/)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(stream.selected).toHaveText(/0PlayerRegistered/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(stream.line('bankroll')).toHaveText(/bankroll 10014/)
    await page.keyboard.press('Shift+G')
    await page.getByLabel('# or time').fill('99,000')
    await page.keyboard.press('Enter')
    await expect(stream.selected).toHaveText(/99,000FundsDeposited/)
    await expect(stream.button('Copy as test')).toHaveAttribute('title', 'A test is given at most 1000 events.')
  })
})
