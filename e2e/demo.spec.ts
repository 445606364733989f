import { expect, type Page } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { consoleOn } from './pages/catalog.ts'
import { asOperator, signedIn } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { timelineOf } from './pages/timeline.ts'
import { guest } from './testing/visitor.ts'

const events = 100_000
/** An account of the house, with so many events; README.md leads there. */
const ferry = 'ed821ac9-2369-52df-a4f9-01a7f5e5e85e'
const token = process.env.ADMIN_TOKEN ?? ''
let server: OwnServer

/** One demo for all of it: each test leaves alone what the others are about. */
test.describe.configure({ mode: 'default', timeout: 120_000 })
test.beforeAll(async () => {
  test.setTimeout(300_000)
  server = await startServer({ demo: events, env: { ADMIN_TOKEN: token } })
})
test.afterAll(async () => server?.stop())

type Rows<Row> = { readonly rows: readonly Row[] }
const ask = async <Value>(path: string): Promise<Value> => {
  const response = await fetch(`${server.base}${path}`, { headers: asOperator.extraHTTPHeaders ?? {} })
  expect(response.status, path).toBe(200)
  return response.json() as Promise<Value>
}

/** From the list to one row of it, and into it, by keys alone. */
const openByKeys = async (page: Page, href: string) => {
  const row = page.locator(`a.desk-row[href*="${href}"]`)
  await expect(row).toBeVisible()
  for (let step = 0; step < 40 && !(await row.evaluate(one => one === document.activeElement)); step++)
    await page.keyboard.press('j')
  await page.keyboard.press('Enter')
}

/** By its key, as soon as the page hears keys. */
const openSheet = (page: Page, key: string) =>
  expect(async () => {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 })
  }).toPass()

type Letter = { readonly id: string; readonly subject: string; readonly stream: string }
const letterOf = async (name: string, subject: string): Promise<string> => {
  const { rows } = await ask<Rows<Letter>>('/api/dead-letters?reason=SEQUENCE_MISMATCH&limit=50')
  for (const { id, stream, subject: of } of rows) {
    if (of !== subject) continue
    const [, root = ''] = stream.split('/')
    const { row } = await ask<{ row: { name: string } }>(`/api/query/player/${root}`)
    if (row.name.startsWith(name)) return id
  }
  throw new Error(`nothing of ${name} waits`)
}

test('[DO1] the floor manager finds a withdrawal, sees why it waits, tries it, edits it, and sees it done, by keyboard alone', async ({
  stranger,
}) => {
  const id = await letterOf('Dana', 'player/WithdrawFunds')
  const { page } = await stranger({ options: asOperator })
  const sheet = page.getByRole('dialog')
  await page.goto(`${server.base}/admin/dead-letters?view=items&status=open`)
  await openByKeys(page, id)
  await expect(page.getByRole('heading', { name: 'WithdrawFunds needs review' })).toBeVisible()
  const pane = (name: RegExp) => page.getByRole('region', { name }).first()
  await expect(pane(/^Command as sent/)).toContainText('amount 800')
  await expect(pane(/^State it assumed/)).toContainText('bankroll')
  await expect(pane(/^State now/)).toContainText('changed')
  await expect(pane(/^Between/)).toContainText('PlayerRenamed')
  await expect(pane(/^Between/)).toContainText('FundsReserved')
  await openSheet(page, 't')
  await expect(sheet).toContainText(/insufficient-funds|not enough|available/i)
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('e')
  const data = sheet.getByRole('textbox', { name: 'Data' })
  await expect(data).toBeVisible()
  await data.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('{"amount": 500}')
  await expect(sheet.getByRole('row', { name: /amount 800 500/ })).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Reason' }).focus()
  await page.keyboard.type('Five hundred are at a table')
  await sheet.getByRole('button', { name: 'Resubmit edited' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Five hundred are at a table' })).toContainText('It led to #')
})

test('[DO2] what a colleague had booked is accepted by naming it, what nobody wants any more is discarded', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  const sheet = page.getByRole('dialog')
  await page.goto(`${server.base}/admin/dead-letters/${await letterOf('Gus', 'player/AdjustBankroll')}`)
  await expect(page.getByRole('heading', { name: 'AdjustBankroll needs review' })).toBeVisible()
  await openSheet(page, 'a')
  await sheet.getByRole('radio', { name: /BankrollAdjusted/ }).check()
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Booked at noon')
  await sheet.getByRole('button', { name: 'Accept as already done' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Booked at noon' })).toContainText('It was done by #')
  await page.goto(`${server.base}/admin/dead-letters/${await letterOf('Hal', 'player/AdjustBankroll')}`)
  await expect(page.getByRole('heading', { name: 'AdjustBankroll needs review' })).toBeVisible()
  await openSheet(page, 'd')
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Nobody promised it')
  await sheet.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Nobody promised it' })).toContainText('Discarded')
})

test('[DO3] an account of 100,000 events opens in the middle, is gone through, and shows any moment', async ({
  stranger,
}, info) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto(`${server.base}/admin/streams/player/${ferry}?at=50000`, { waitUntil: 'commit' })
  const selected = page.getByRole('row', { selected: true })
  await expect(selected).toHaveText(/^50,000/)
  const opened = await page.evaluate(() => Math.round(performance.now()))
  info.annotations.push({ type: 'opens in the middle after', description: `${opened} ms` })
  await expect(
    page.getByRole('list', { name: 'State' }).getByRole('listitem').filter({ hasText: 'bankroll' }),
  ).toBeVisible()
  await page.locator('.event-list').evaluate(box => box.scrollTo({ top: box.scrollHeight }))
  await expect(page.getByRole('row', { name: /^99,9\d\d / }).last()).toBeVisible()
  await page.keyboard.press('End')
  await expect(selected).toHaveText(/^99,999/)
  await page.keyboard.press('Shift+G')
  await page.getByLabel('# or time').fill('70,000')
  await page.keyboard.press('Enter')
  await expect(selected).toHaveText(/^70,000/)
})

test('[DO4] every list of the console has its first rows', async ({ stranger }, info) => {
  const { page } = await stranger({ options: asOperator })
  for (const [path, row] of [
    ['streams', 'a[href*="/admin/streams/"]'],
    ['timeline', ':text-matches("EventLinked|PlayerSeated|Operation")'],
    ['dead-letters', 'a.desk-row:has-text("waiting")'],
    ['dead-letters?view=items', 'a.desk-row:has-text("WithdrawFunds")'],
    ['editions', ':text("loyalty-bonus")'],
    ['operations', 'a:has-text("hands")'],
    ['projections', ':text("hands")'],
    ['processes', ':text("hand-flow")'],
    ['snapshots', ':text("player")'],
  ] as const) {
    await page.goto(`${server.base}/admin/${path}`, { waitUntil: 'commit' })
    await expect(page.locator('main').locator(row).filter({ visible: true }).first()).toBeVisible()
    const first = await page.evaluate(() => Math.round(performance.now()))
    info.annotations.push({ type: `first rows of ${path}`, description: `${first} ms` })
    console.info(`first rows of ${path}: ${first} ms after navigation`)
  }
})

/** A page of the console on the demo. */
const at = (path: string) => `${server.base}/admin/${path}`

test('[DO5] among thousands of streams one is found, a value of it followed, and a moment taken along as a test', async ({
  stranger,
}) => {
  const options = { ...asOperator, permissions: ['clipboard-read', 'clipboard-write'] }
  const { page } = await stranger({ options })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const selected = page.getByRole('row', { selected: true })
  await page.goto(at('streams'))
  await page.getByLabel('Domain').selectOption('player')
  await page.getByLabel('Beginning of a root').fill(ferry.slice(0, 13))
  await page
    .getByRole('list', { name: 'Streams' })
    .getByRole('link', { name: new RegExp(ferry) })
    .click()
  await expect(selected).toHaveText(/^99,999/)
  await page.getByRole('list', { name: 'State' }).getByRole('listitem').filter({ hasText: 'bankroll' }).hover()
  await button('Pin /bankroll').click()
  await expect(page.getByRole('region', { name: 'Course of /bankroll' })).toContainText(/set by #99,9\d\d/)
  await button('Change before').click()
  await expect(selected).not.toHaveText(/^99,999/)
  const [row] = (await ask<Rows<Letter>>('/api/dead-letters?reason=SEQUENCE_MISMATCH&limit=1')).rows
  await page.goto(at(`streams/${row?.stream.replace(/\/$/, '')}?at=1`))
  await button('Copy as test').click()
  await expect(page.locator('.stream-said')).toHaveText('The test is copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\.when\(.*DepositFunds/)
})

test('[DO6] of 100,000 events those that a filter wants are told; they stand in lanes; a new one comes by itself', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: await signedIn(server.base), base: server.base })
  const log = timelineOf(page)
  await log.open('?domain=player&type=FundsReserved', server.base, '/admin/timeline')
  await expect(log.row(/FundsReserved/).first()).toBeVisible()
  await expect(log.row(/FundsDeposited/)).toHaveCount(0)
  await log.open('?domain=hand&view=lanes', server.base, '/admin/timeline')
  await expect(
    log.grid
      .getByRole('columnheader')
      .filter({ hasText: /^hand / })
      .first(),
  ).toBeVisible()
  await log.open('', server.base, '/admin/timeline')
  await expect(log.state).toHaveText('LIVE')
  const { player } = await guest(server.base, 'Ruth')
  await expect(log.row(new RegExp(`player ${player.slice(0, 4)}.*PlayerRegistered`))).toBeInViewport()
})

test('[DO7] how somebody came to a full table is told line by line, and drawn', async ({ stranger }) => {
  const [refused] = (await ask<Rows<{ correlationId: string }>>('/api/dead-letters?reason=COMMAND_REJECTED')).rows
  const { page } = await stranger({ options: asOperator })
  await page.goto(at(`correlations/${refused?.correlationId}`))
  const line = (text: string) =>
    page.getByRole('list', { name: 'Workflow' }).locator('.outline-line').filter({ hasText: text })
  await expect(line('ReserveFunds').first()).toBeVisible()
  await expect(line('SeatPlayer').first()).toContainText('table-full')
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect(
    page
      .getByRole('region', { name: 'Graph' })
      .getByRole('link', { name: /SeatPlayer/ })
      .first(),
  ).toBeVisible()
})

test('[DO8] three editions, each as it is: one could be merged, main has gone on beside one, one is discarded', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  const tab = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto(at('editions'))
  const row = (name: string) =>
    page.getByRole('table', { name: 'Editions' }).getByRole('row', { name: new RegExp(name) })
  await expect(row('loyalty-bonus')).toContainText(/\+3 \/ −0.*Open/)
  await expect(row('night-audit')).toContainText(/\+2 \/ −1.*Open/)
  await expect(row('rake-trial')).toContainText('Discarded')
  await page.getByRole('link', { name: 'night-audit' }).click()
  await expect(page.getByText('EDITION night-audit – nothing here is live')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Only in night-audit' }).getByRole('listitem')).toHaveCount(2)
  await tab('Merge').click()
  await expect(page.getByText(/^Main went on in a stream that it wrote/)).toBeVisible()
  await page.goto(at('editions/loyalty-bonus?view=merge'))
  await tab('Merge').click()
  await expect(page.getByRole('heading', { name: 'A merge would append 3 events to main' })).toBeVisible()
})

test('[DO9] the process that is stuck says why; a snapshot equals 100,000 events; their chain holds', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto(at('processes?status=stuck'))
  const stuck = page.getByRole('list', { name: 'Instances of process managers' }).getByRole('listitem').first()
  await expect(stuck).toContainText(/hand-flow.*Stuck/)
  await stuck.getByRole('link').click()
  await expect(page.getByRole('list', { name: 'What happened, and what it waits for' })).toContainText('came in')
  await page.goto(at(`snapshots?stream=player/${ferry}`))
  const newest = page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem').first()
  await newest.getByRole('button', { name: /^Verify/ }).click()
  await expect(newest.getByRole('status')).toContainText(/Equal to a replay of 100,000 events from the beginning\./, {
    timeout: 60_000,
  })
  await page.goto(at('health'))
  await page.getByRole('textbox', { name: 'Stream' }).fill(`player/${ferry}`)
  await page.keyboard.press('Enter')
  await expect(page.getByText('100,000 events were checked, and every hash follows')).toBeVisible({ timeout: 60_000 })
})

test('[DO10] what an event looks like is shown by one of the log; a command is tried, and nothing came of that', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  const { field, result, speculate } = consoleOn(page)
  await page.goto(at('catalog/player/FundsReserved?tab=examples'))
  await expect(page.getByRole('list', { name: 'FundsReserved as it was stored' }).first()).toContainText('amount')
  await page.goto(at('catalog/player/FundsReserved?tab=uses'))
  await expect(page.getByRole('link', { name: /^ReserveFunds ×/ })).toBeVisible()
  await page.goto(at(`commands/new?domain=player&command=DepositFunds&root=${ferry}`))
  await field('amount').fill('250')
  await speculate()
  await expect(result.getByText('It would lead to one event. Nothing is stored.')).toBeVisible()
  const { pages } = await ask<{ pages: readonly unknown[] }>(`/api/streams/player/${ferry}?from=${events - 1}`)
  expect(pages).toHaveLength(1)
})

test('[DO11] what was decided here is in the audit; any id leads to what it names; a hand is gone through', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto(at('audit?action=DiscardDeadLetter'))
  await expect(page.getByRole('list', { name: 'What was done' }).getByRole('listitem').first()).toContainText(
    '“Nobody promised it”',
  )
  const { hands } = await ask<{ hands: readonly { hand: string; over: boolean }[] }>('/api/hands?limit=100')
  const hand = hands.find(({ over }) => over)?.hand ?? ''
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to' }).fill(hand)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: hand })).toBeVisible()
  await page.goto(`${server.base}/hands/${hand}?at=start`)
  await page.keyboard.press('End')
  await expect(page.getByRole('slider').first()).toHaveAttribute('aria-valuetext', /^Event (\d+) of \1/)
})

test('[DO12] the rebuild that is held shows how far it is, goes on, and takes the place of what was there', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto(at('projections'))
  const hands = page.locator('.ledger tbody tr').filter({ has: page.getByRole('link', { name: 'hands', exact: true }) })
  await expect(hands).toContainText('Rebuilding')
  await hands.getByRole('link', { name: 'Follow the rebuild' }).click()
  const bar = page.getByRole('progressbar', { name: 'Rebuild a projection: hands' })
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(33)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.locator('.desk-head .status-chip')).toHaveText('Completed', { timeout: 60_000 })
  await expect(page.getByText(/Swapped at position 1\d\d,\d{3}/)).toBeVisible()
})
