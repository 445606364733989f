// What users of other consoles complained about (spec/screens.md §3), where no other test shows it already. The others:
// histories that hang (CN18), failures that look like zeros (OD9), two messages on one edit and a second edit after a
// failed one (OD5), two at once (OD7), all of a filter in exact numbers (OD8), lost history (OD4, OD5), nothing without a
// confirmation (OD2, OD4), late news (CC5), numbers that change (DK5), highlights by causation only (TM5), windows of
// long lists (CS14), keys that clash (UI50, CS3).
import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { asOperator, eventsOf, operatorOf, staleWithdrawal, waiting } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone } from './testing/play.ts'
import { guest } from './testing/visitor.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'

test('[CL1] a page comes though what the navigation counts could not be read', async ({ stranger }) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await page.route('**/api/dead-letters?status=open*', route => route.fulfill({ status: 503, json: {} }))
  await page.goto(`/admin/streams/player/${player}`)
  await expect(page.getByRole('row', { name: /^0 PlayerRegistered/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /could not be counted/ })).toBeVisible({ timeout: 30_000 })
})

test('[CL2] the first event can be viewed; beyond the end is the end, and the address is mended', async ({
  stranger,
}) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/streams/player/${player}?at=0&tab=event`)
  await expect(page.getByRole('row', { selected: true })).toHaveText(/^0PlayerRegistered/)
  await expect(page.getByRole('tabpanel')).toContainText('PlayerRegistered #0')
  await page.getByRole('button', { name: 'Last event' }).click()
  await expect(page.getByRole('row', { selected: true })).toHaveText(/^1FundsDeposited/)
  await page.getByRole('button', { name: 'Before the first event' }).click()
  await expect(page).toHaveURL(/at=start/)
  await page.getByRole('button', { name: 'Next event' }).click()
  await expect(page.getByRole('row', { selected: true })).toHaveText(/^0PlayerRegistered/)
  for (const beyond of ['42', 'nonsense', '-3']) {
    await page.goto(`/admin/streams/player/${player}?at=${beyond}`)
    await expect(page.getByText('The stream ends at 1.')).toBeVisible()
    await expect(page).toHaveURL(/at=1$/)
  }
})

test('[CL3] back leads to the list as one left it', async ({ stranger }) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/streams')
  await page.getByLabel('Domain').selectOption('player')
  await page.getByLabel('Beginning of a root').fill(player.slice(0, 23))
  await page.getByRole('link', { name: new RegExp(player) }).click()
  await expect(page.getByRole('heading', { name: player })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Beginning of a root')).toHaveValue(player.slice(0, 23))
  await expect(page.getByLabel('Domain')).toHaveValue('player')
  await expect(page.getByRole('link', { name: new RegExp(player) })).toBeVisible()
  const correlationId = randomUUID()
  await waiting(base, { amount: 100, correlationId })
  await page.goto(`/admin/dead-letters?view=items&correlationId=${correlationId}`)
  await page.locator('a.desk-row').click()
  await expect(page.getByRole('toolbar', { name: 'Decide' })).toBeVisible()
  await page.goBack()
  await expect(page.locator('a.desk-row')).toHaveCount(1)
})

test('[CL4] with nothing found nothing can be decided on; the whole row opens', async ({ stranger }) => {
  const correlationId = randomUUID()
  const { id } = await waiting(base, { amount: 100, correlationId })
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/dead-letters?view=items&correlationId=${correlationId}`)
  const row = page.locator('a.desk-row')
  const box = await row.boundingBox()
  await row.click({ position: { x: (box?.width ?? 0) - 6, y: (box?.height ?? 0) - 4 } })
  await expect(page).toHaveURL(new RegExp(id))
  await page.goto(`/admin/dead-letters?correlationId=${randomUUID()}`)
  await expect(page.getByText('No dead letter is like that.')).toBeVisible()
  for (const name of [/^Retry 0 of/, /^Discard 0 of/]) await expect(page.getByRole('button', { name })).toBeDisabled()
})

test('[CL5] from confirming until its event is there nothing can be pressed, and it is sent once', async ({
  stranger,
}) => {
  const { id, player } = await waiting(base, { amount: 100 })
  const { page } = await stranger({ options: asOperator })
  const sent: string[] = []
  let answer = () => {}
  const held = new Promise<void>(resolve => {
    answer = resolve
  })
  await page.route(`**/api/dead-letters/${id}/resubmit`, async route => {
    sent.push(route.request().postData() ?? '')
    await held
    await route.continue()
  })
  await page.goto(`/admin/dead-letters/${id}`)
  await page
    .getByRole('button', { name: 'Resubmit R' })
    .or(page.getByRole('button', { name: 'Resubmit', exact: true }))
    .click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('As it was')
  await sheet.getByRole('button', { name: 'Resubmit' }).dblclick()
  await expect(sheet.getByRole('button', { name: 'Sending…' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  const toolbar = page.getByRole('toolbar', { name: 'Decide' })
  await expect(toolbar).toContainText('Sending…')
  for (const button of await toolbar.getByRole('button').all()) await expect(button).toBeDisabled()
  answer()
  await expect(page.getByText(/^Resubmitted by administrator/)).toBeVisible()
  for (const button of await toolbar.getByRole('button').all()) await expect(button).toBeDisabled()
  expect(sent).toHaveLength(1)
  expect((await eventsOf(player)).filter(({ type }) => type === 'FundsWithdrawn')).toHaveLength(1)
})

test('[CL6] what failed after many were decided on is counted beside that, not among it', async ({ stranger }) => {
  const correlationId = randomUUID()
  const { player } = await waiting(base, { amount: 100, correlationId })
  const operator = operatorOf(base)
  const bulk = { filter: { correlationId }, action: 'discard', reason: 'Too late' }
  const { operation } = expectDone(await operator.post('/api/dead-letters/bulk', bulk)).json as unknown as {
    operation: string
  }
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/operations/${operation}`)
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100')
  await expect(page.getByText(/new since start/)).toHaveCount(0)
  await staleWithdrawal(player, { amount: 200, correlationId })
  await expect(page.getByRole('link', { name: '1 new since start' })).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^1 of 1/)
})

test('[CL7] of much data 64 kB are shown until all of it is asked for', async ({ stranger }) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await page.route(`**/api/streams/player/${player}/events/0?*`, async route => {
    const response = await route.fetch()
    const shown = (await response.json()) as { stored: { data: Record<string, string> } }
    shown.stored.data.note = `${'much '.repeat(40_000)}the end`
    await route.fulfill({ response, json: shown })
  })
  await page.goto(`/admin/streams/player/${player}?at=0&tab=raw`)
  const panel = page.getByRole('tabpanel')
  await expect(panel).toContainText(/The first 64 kB of 20\d kB are shown\./)
  await expect(panel).not.toContainText('the end')
  await panel.getByRole('button', { name: 'Load all' }).click()
  await expect(panel).toContainText('the end')
})

test('[CL8] what cannot be read again stays as it was, and says that it is old', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  const name = `stays-${randomUUID().slice(0, 8)}`
  expectDone(await operatorOf(base).post('/api/editions', { name, purpose: 'To stay' }))
  await page.goto('/admin/editions')
  await expect(page.getByRole('link', { name })).toBeVisible()
  await page.route('**/api/editions?*', route => route.fulfill({ status: 503, json: { detail: 'Away.' } }))
  await expect(page.getByRole('alert').filter({ hasText: 'what is shown may be old' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('link', { name })).toBeVisible()
  await page.unroute('**/api/editions?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'what is shown may be old' })).toHaveCount(0)
})
