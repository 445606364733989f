import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { build } from 'esbuild'
import { type OwnServer, startServer } from './own-server.ts'
import { expectAccessible } from './pages/accessible.ts'
import { consoleOn } from './pages/catalog.ts'
import { asOperator } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(240_000)

const token = process.env.ADMIN_TOKEN ?? ''
const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const copying = { ...asOperator, permissions: ['clipboard-read', 'clipboard-write'] }

test('[CT10] who is no operator sees nothing of the catalog, nor of what can be sent', async ({ stranger }) => {
  const { page } = await stranger()
  for (const path of ['catalog', 'catalog/player/RenamePlayer', 'commands/new?domain=player', 'facts/new', 'audit']) {
    await page.goto(`/admin/${path}`)
    await expect(page.getByLabel('Administrator’s token')).toBeVisible()
    expect(await page.content()).not.toContain('DepositFunds')
  }
})

test('[CT11] a message is found by the keyboard, with its schema, which is copied as a type and as it is', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: copying })
  const { tree, tab, button } = consoleOn(page)
  await page.goto('/admin/catalog')
  await tree.getByRole('searchbox').focus()
  await page.keyboard.type('depositfunds')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'player / DepositFunds' })).toBeVisible()
  await expect(tab('Schema')).toHaveAttribute('aria-selected', 'true')
  await button('Copy as TypeScript type').click()
  await expect(page.getByText('Copied as TypeScript type.')).toBeVisible()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  expect(await copied()).toContain("readonly type: 'DepositFunds'\n  readonly amount: number")
  await button('Copy as JSON Schema').click()
  await expect(page.getByText('Copied as JSON Schema.')).toBeVisible()
  expect(JSON.parse(await copied())).toMatchObject({ properties: { amount: { type: 'integer', minimum: 1 } } })
})

test('[CT12] what an event said before is told with what became different', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/catalog/table/HandEnded?tab=versions&v=1')
  await expect(page.getByText('Read as version 2 by its upcaster')).toBeVisible()
  const difference = page.getByRole('table', { name: 'Difference of the versions' })
  await expect(difference.getByRole('row', { name: /\/properties\/acted/ })).toBeVisible()
  await page.getByRole('button', { name: 'Version 2, today’s' }).click()
  await expect(difference).toHaveCount(0)
  expect(new URL(page.url()).searchParams.get('v')).toBe('2')
})

test('[CT13] examples come from the log, and what was hidden in it stays hidden', async ({ stranger }) => {
  await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { tab } = consoleOn(page)
  await page.goto('/admin/catalog/player/FundsDeposited?tab=examples')
  await expect(page.getByRole('list', { name: 'FundsDeposited as it was stored' }).first()).toContainText('amount')
  await page.goto('/admin/catalog/player/RegisterPlayer?tab=examples')
  await expect(page.getByText('kind "human"').first()).toBeVisible()
  expect(await page.content()).not.toContain('displayName "')
  await page.goto('/admin/catalog/hand/CardsDealt')
  await tab('Examples').click()
  await expect(page.getByText(/seed|openings/)).toHaveCount(0)
})

test('[CT14] who emits and who consumes is told, and what nobody takes in, or never was', async ({ stranger }) => {
  await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { tree } = consoleOn(page)
  await page.goto('/admin/catalog/player/FundsDeposited?tab=uses')
  await expect(page.getByRole('link', { name: /^DepositFunds ×/ })).toBeVisible()
  await page.getByRole('link', { name: 'ledger projector' }).click()
  await expect(page.getByRole('heading', { name: 'ledger', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'player/FundsDeposited' })).toBeVisible()
  await tree.getByRole('searchbox').fill('projection')
  await expect(tree.getByRole('link', { name: /^ProjectionPaused (never emitted|no consumer)/ })).toBeVisible()
  await page.goto('/admin/catalog/player/ForgetPlayer')
  await expect(page.getByRole('link', { name: 'Send this command…' })).toBeVisible()
  await page.goto('/admin/catalog/player/Nothing')
  await expect(page.getByText('Nothing is declared under this name.')).toBeVisible()
})

test('[CT17] the reasons for a refusal are told with their rules; an event is counted, by day', async ({
  stranger,
}) => {
  await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { tab } = consoleOn(page)
  await page.goto('/admin/catalog/player/WithdrawFunds')
  await tab('Refusals').click()
  await expect(page).toHaveURL(/tab=refusals/)
  await expect(page.getByRole('row', { name: /^insufficient-funds PL6 FAILED_PRECONDITION There are/ })).toBeVisible()
  await expect(tab('Volume')).toHaveCount(0)
  await page.goto('/admin/catalog/player/PlayerRegistered?tab=volume')
  const today = new Date().toISOString().slice(0, 10)
  await expect(page.getByRole('table', { name: 'Volume of PlayerRegistered' })).toContainText(today)
  await expect(tab('Refusals')).toHaveCount(0)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await expect(tab('Volume')).toBeInViewport({ ratio: 1 })
})

test('[CT16] nothing for axe to find in the catalog, in both themes, on phones and wide screens', async ({
  stranger,
}) => {
  await guest(base)
  const { page } = await stranger({ options: asOperator })
  for (const path of [
    'catalog/player/FundsDeposited?tab=examples',
    'catalog/table/HandEnded?tab=versions&v=1',
    'catalog/table/SeatPlayer?tab=refusals',
    'catalog/player/FundsDeposited?tab=volume',
  ]) {
    await page.goto(`/admin/${path}`)
    await expect(page.getByRole('navigation', { name: 'Catalog' })).toBeVisible()
    await expectAccessible(page)
  }
})

test.describe('a domain that nobody wrote a line for', () => {
  let server: OwnServer
  test.beforeAll(async () => {
    const outfile = join(process.env.E2E_SCRATCH ?? '.data', 'bank.mjs')
    await build({ entryPoints: ['engine/testing/bank.ts'], outfile, bundle: true, format: 'esm', platform: 'node' })
    server = await startServer({ env: { ADMIN_TOKEN: token, RIVERBOOK_DOMAINS: outfile } })
  })
  test.afterAll(async () => {
    await server?.stop()
  })

  test('[CT15] stands in the catalog, in the streams, and is sent commands and told facts', async ({ stranger }) => {
    const { page } = await stranger({ options: { ...asOperator, baseURL: server.base } })
    const { tree, field, result, speculate, send, sheet, button } = consoleOn(page)
    await page.goto('/admin/catalog')
    await tree.getByText('account', { exact: false }).first().click()
    await tree.getByRole('link', { name: 'Transfer', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'account / Transfer' })).toBeVisible()
    await page.getByRole('link', { name: 'Send this command…' }).click()
    const [from, to] = [randomUUID(), randomUUID()]
    for (const root of [from, to]) {
      await page.goto(`/admin/commands/new?domain=account&command=Open&root=${root}`)
      await field('amount').fill('100')
      await send('Open')
      await expect(result.getByText('Stored: 2 events.')).toBeVisible()
    }
    await page.goto(`/admin/commands/new?domain=account&command=Transfer&root=${from}&sync=CASCADE`)
    await field('amount').fill('500')
    await field('to').fill(to)
    await speculate()
    await expect(result.getByText('It would be refused')).toBeVisible()
    await expect(result.getByText('not-enough')).toBeVisible()
    await field('amount').fill('30')
    await speculate()
    await expect(result.getByRole('row', { name: /changed \/balance 100 70/ })).toBeVisible()
    await send('Transfer')
    await expect(result.getByRole('region', { name: 'What followed' })).toContainText('transfers → Deposit')
    await page.goto(`/admin/facts/new?domain=account&event=InterestPaid&root=${to}`)
    await field('amount').fill('7')
    await button('Record…').click()
    await sheet.getByRole('button', { name: 'Record InterestPaid' }).click()
    await expect(result.getByText('Stored: one event.')).toBeVisible()
    await page.goto('/admin/streams?domain=account')
    await page.getByRole('link', { name: new RegExp(to) }).click()
    await expect(page.getByRole('list', { name: 'State' })).toContainText('balance 137')
    expect(await page.content()).not.toContain('vault')
  })
})
