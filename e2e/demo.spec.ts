import { expect, type Page } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { asOperator } from './pages/operator.ts'
import { test } from './pages/people.ts'

const events = 100_000
/** An account of the house, with so many events; README.md leads there. */
const ferry = 'ed821ac9-2369-52df-a4f9-01a7f5e5e85e'
const token = process.env.ADMIN_TOKEN ?? ''
let server: OwnServer

/** One demo for all of it: each test leaves alone what the others are about. */
test.describe.configure({ mode: 'serial', timeout: 120_000 })
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
  await page.keyboard.press('t')
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
  await page.keyboard.press('a')
  await sheet.getByRole('radio', { name: /BankrollAdjusted/ }).check()
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Booked at noon')
  await sheet.getByRole('button', { name: 'Accept as already done' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Booked at noon' })).toContainText('It was done by #')
  await page.goto(`${server.base}/admin/dead-letters/${await letterOf('Hal', 'player/AdjustBankroll')}`)
  await expect(page.getByRole('heading', { name: 'AdjustBankroll needs review' })).toBeVisible()
  await page.keyboard.press('d')
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
