import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { asOperator, eventsOf, operatorOf, staleWithdrawal, waiting } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

test.setTimeout(120_000)

const base = process.env.E2E_BASE ?? 'http://localhost:3000'

const letterOf = (page: Page) => {
  const sheet = page.getByRole('dialog')
  return {
    page,
    sheet,
    status: page.getByRole('status').filter({ hasText: /by administrator|On its way|It waits|failed/ }),
    history: page.getByRole('region', { name: 'History' }).getByRole('listitem'),
    act: (name: string) => page.getByRole('toolbar', { name: 'Decide' }).getByRole('button', { name, exact: true }),
    open: (id: string) => page.goto(`/admin/dead-letters/${id}`),
    because: async (reason: string, confirm: string) => {
      await sheet.getByRole('textbox', { name: 'Reason' }).fill(reason)
      await sheet.getByRole('button', { name: confirm, exact: true }).click()
    },
  }
}
const withdrawals = async (player: Player) => (await eventsOf(player)).filter(({ type }) => type === 'FundsWithdrawn')

test('[OD1] who is no operator sees nothing of it but the question for the token', async ({ stranger }) => {
  const { id, player } = await waiting(base)
  const { page } = await stranger()
  for (const path of ['dead-letters', `dead-letters/${id}`, 'editions', 'editions/any', 'operations']) {
    await page.goto(`/admin/${path}`)
    await expect(page.getByRole('textbox', { name: 'Administrator’s token' })).toBeVisible()
    expect(await page.content()).not.toContain(player.player)
  }
})

test('[OD2] a withdrawal from a stale screen is claimed, tried and resubmitted by keyboard alone, and the player’s account shows it', async ({
  person,
  stranger,
}) => {
  const ann = await person('Ann')
  const id = await staleWithdrawal(ann.api, { amount: 800 })
  await ann.page.goto('/me')
  await expect(ann.page.getByText(/800/).first()).toBeVisible()
  const { page } = await stranger({ options: asOperator })
  const { sheet, status, history, act } = letterOf(page)
  await page.goto('/admin/dead-letters?view=items&status=open')
  const row = page.locator(`a[href*="${id}"]`)
  await expect(row).toBeVisible()
  for (let step = 0; step < 60 && !(await row.evaluate(one => one === document.activeElement)); step++)
    await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'WithdrawFunds needs review' })).toBeVisible()
  await expect(page.getByText('Its sender had seen it up to #0; by then the stream was at #1.')).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText(/by administrator, \d:\d\d left/)).toBeVisible()
  await page.keyboard.press('t')
  await expect(sheet.getByText('FundsWithdrawn')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('r')
  await expect(sheet.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await page.keyboard.type('She called, and means it')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(status).toContainText('Resubmitted by administrator: “She called, and means it”. It led to #2 of player')
  await expect(act('Resubmit')).toBeDisabled()
  await expect(history).toHaveText([/Opened/, /Claimed/, /Resubmitted.*She called/, /Done/])
  expect(await withdrawals(ann.api)).toMatchObject([{ data: { amount: 800 } }])
  await expect(ann.page.getByText('9,200').first()).toBeVisible()
})

test('[OD3] the four panes say what was sent, what it assumed, what is, and what happened in between', async ({
  stranger,
}) => {
  const { id } = await waiting(base)
  const { page } = await stranger({ options: asOperator })
  await letterOf(page).open(id)
  const pane = (name: RegExp) => page.getByRole('region', { name })
  await expect(pane(/^Command as sent/).first()).toContainText('amount 800')
  await expect(pane(/^State now #1/).first()).toContainText('changed')
  await expect(pane(/^State it assumed #0/).first()).toContainText('bankroll')
  await expect(pane(/^Between/)).toContainText('#1 FundsDeposited')
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(pane(/^Between/)).toBeVisible()
  await expect(pane(/^State now/).first()).toBeHidden()
  await page.getByRole('tab', { name: 'Between' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(pane(/^State now/).first()).toBeVisible()
  await expect(pane(/^Between/)).toBeHidden()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('now')
})

test('[OD4] nothing is discarded without a reason, and then it is not done', async ({ stranger }) => {
  const { id, player } = await waiting(base)
  const { page } = await stranger({ options: asOperator })
  const { open, act, sheet, because, status, history } = letterOf(page)
  await open(id)
  await act('Discard').click()
  await sheet.getByRole('button', { name: 'Discard', exact: true }).click({ force: true })
  await expect(sheet).toBeVisible()
  await because('She withdrew the request', 'Discard')
  await expect(status).toContainText('Discarded by administrator: “She withdrew the request”.')
  await expect(history).toHaveText([/Opened/, /Discarded.*She withdrew the request/])
  for (const name of ['Try it', 'Resubmit', 'Edit & resubmit', 'Accept as already done', 'Discard', 'Claim'])
    await expect(act(name)).toBeDisabled()
  expect(await withdrawals(player)).toEqual([])
})

test('[OD5] edited and resubmitted, exactly one message leaves; what is no such command is refused as it is typed', async ({
  stranger,
}) => {
  const { id, player } = await waiting(base, { amount: 800 })
  const { page } = await stranger({ options: asOperator })
  const { open, act, sheet, because, status, history } = letterOf(page)
  await open(id)
  await act('Edit & resubmit').click()
  const data = sheet.getByRole('textbox', { name: 'Data' })
  await data.fill('{"amount": -5}')
  await expect(sheet.getByText(/^amount: /)).toBeVisible()
  await data.fill('{"amount": 50000}')
  await because('As she asked', 'Resubmit edited')
  await expect(sheet.getByRole('alert')).toBeVisible()
  await data.fill('{"amount": 300}')
  await expect(sheet.getByRole('row', { name: /amount 800 300/ })).toBeVisible()
  await sheet.getByRole('button', { name: 'Try it' }).click()
  await expect(sheet.getByText('FundsWithdrawn')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('She meant 300')
  await sheet.getByRole('button', { name: 'Resubmit edited' }).dblclick()
  await expect(status).toContainText('Resubmitted by administrator: “She meant 300”')
  await expect(history.filter({ hasText: 'amount: 800 → 300' })).toHaveCount(1)
  await expect(history.filter({ hasText: /^#\d+Resubmitted/ })).toHaveCount(2)
  expect(await withdrawals(player)).toMatchObject([{ data: { amount: 300 } }])
})

test('[OD6] what was done already is accepted by naming the event', async ({ stranger }) => {
  const { id, player } = await waiting(base)
  const { page } = await stranger({ options: asOperator })
  const { open, act, sheet, because, status } = letterOf(page)
  await open(id)
  await act('Accept as already done').click()
  await sheet.getByRole('radio', { name: /FundsDeposited/ }).check()
  await because('Paid at the desk', 'Accept as already done')
  await expect(status).toContainText(
    'Accepted by administrator as already done: “Paid at the desk”. It was done by #1 of',
  )
  expect(await withdrawals(player)).toEqual([])
})

test('[OD7] of two operators at one dead letter the second is told who was first', async ({ stranger }) => {
  const { id } = await waiting(base)
  const [one, other] = [await stranger({ options: asOperator }), await stranger({ options: asOperator })]
  const [first, second] = [letterOf(one.page), letterOf(other.page)]
  for (const at of [first, second]) {
    await at.open(id)
    await at.act('Discard').click()
  }
  await first.because('It was a mistake', 'Discard')
  await expect(first.status).toContainText('Discarded')
  await second.because('So I think too', 'Discard')
  await expect(second.sheet.getByRole('alert')).toHaveText('administrator was first: this dead letter is discarded.')
  await second.page.keyboard.press('Escape')
  await expect(second.status).toContainText('“It was a mistake”')
  await expect(second.history).toHaveCount(2)
})

test('[OD8] one decision for all that a filter finds is asked for and told in exact numbers', async ({ stranger }) => {
  const correlationId = randomUUID()
  const all = await Promise.all([1, 2, 3].map(() => waiting(base, { amount: 100, correlationId })))
  await waiting(base)
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/dead-letters?correlationId=${correlationId}`)
  await expect(page.getByText('3 waiting of 3')).toBeVisible()
  await page.getByRole('button', { name: /^Retry 3 of \d+ \(filtered\)$/ }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('heading', { name: /^Retry 3 of \d+ \(filtered\)$/ })).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('The desk was closed')
  await sheet.getByRole('button', { name: /^Retry 3 of/ }).click()
  await expect(page).toHaveURL(/\/admin\/operations\/[\da-f-]{36}$/)
  const bar = page.getByRole('progressbar', { name: 'Decide on dead letters: resubmit' })
  await expect(bar).toHaveAttribute('aria-valuenow', '100')
  await expect(bar).toHaveAttribute('aria-valuetext', /^3 of 3 · 100 %/)
  await page.reload()
  await expect(page.locator('dt', { hasText: 'Succeeded' }).locator('+ dd')).toHaveText('3')
  for (const { player } of all) expect(await withdrawals(player)).toHaveLength(1)
})

test('[OD14] from one dead letter to the next of the same filter, by key', async ({ stranger }) => {
  const correlationId = randomUUID()
  const older = await waiting(base, { amount: 100, correlationId })
  const newer = await waiting(base, { amount: 100, correlationId })
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/dead-letters?view=items&correlationId=${correlationId}`)
  await page.locator('a.desk-row').first().click()
  await expect(page).toHaveURL(new RegExp(`${newer.id}\\?correlationId=${correlationId}$`))
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Accept as already done')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(new RegExp(older.id))
  await page.keyboard.press('k')
  await expect(page).toHaveURL(new RegExp(newer.id))
})

/** Decisions on a dozen dead letters, held while none or few of them were made. */
const heldOperation = async () => {
  const correlationId = randomUUID()
  await Promise.all(Array.from({ length: 12 }, () => waiting(base, { amount: 100, correlationId })))
  const operator = operatorOf(base)
  const bulk = { filter: { correlationId }, action: 'resubmit', reason: 'All of them' }
  const { operation } = expectDone(await operator.post('/api/dead-letters/bulk', bulk)).json as unknown as {
    operation: string
  }
  expectDone(await operator.post(`/api/operations/${operation}/pause`, {}))
  return { operation, correlationId }
}

test('[OD15] long work is held, found held after a reload, and goes on; or it is stopped for good', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  const first = await heldOperation()
  await page.goto(`/admin/operations/${first.operation}`)
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '12 of 12 · 100 %')
  await expect(page.getByText('Completed', { exact: true })).toBeVisible()
  const second = await heldOperation()
  await page.goto(`/admin/operations/${second.operation}`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go on' })).toHaveCount(0)
  await page.goto(`/admin/dead-letters?correlationId=${second.correlationId}`)
  await expect(page.getByText(/^[1-9]\d* waiting of 12$/)).toBeVisible()
})

test('[OD9] a failed query is not a zero, and no filter is a dead end', async ({ stranger }) => {
  await waiting(base)
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/dead-letters')
  await expect(page.getByText(/waiting of/).first()).toBeVisible()
  await page.route('**/api/dead-letters?*', route => route.fulfill({ status: 503, json: { detail: 'Away.' } }))
  await page.getByRole('combobox', { name: 'Status' }).selectOption('discarded')
  await expect(page.getByRole('alert').filter({ hasText: 'could not be read' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Nothing is stuck.')).toHaveCount(0)
  await page.unroute('**/api/dead-letters?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'could not be read' })).toHaveCount(0)
  await page.goto(`/admin/dead-letters?fingerprint=${randomUUID()}`)
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(page.getByText(/waiting of/).first()).toBeVisible()
})

const deposit = async (
  who: Pick<Player, 'send'>,
  player: Player,
  { amount, edition = '' }: { amount: number; edition?: string },
) =>
  expectDone(
    await who.send(
      { domain: 'player', root: player.player, type: 'DepositFunds' },
      { data: { amount }, fields: { edition, syncMode: 'SIMPLE' } },
    ),
  )
const bankrollOf = async (player: Player) =>
  ((await player.read(`/api/query/player/${player.player}`)).json as unknown as { row: { bankroll: number } }).row
    .bankroll

const freshEdition = async (page: Page) => {
  const name = `e-${randomUUID().slice(0, 8)}`
  await page.goto('/admin/editions')
  await page.getByRole('button', { name: 'New edition' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('textbox', { name: 'Name' }).fill(name)
  await sheet.getByRole('textbox', { name: 'Purpose' }).fill('To see what five more do')
  await sheet.getByRole('button', { name: 'Create' }).click()
  await expect(page).toHaveURL(new RegExp(`/admin/editions/${name}$`))
  await expect(page.getByText(`EDITION ${name} – nothing here is live`)).toBeVisible()
  return name
}
const see = (page: Page, tab: string) => page.getByRole('button', { name: tab, exact: true }).click()

test('[OD10] an edition is created, held against main, and merged when it was seen what that would do', async ({
  stranger,
}) => {
  const ann = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const edition = await freshEdition(page)
  await expect(page.getByText('Nothing has happened in this edition yet.')).toBeVisible()
  await deposit(operatorOf(base), ann, { amount: 5, edition })
  await page.reload()
  const stream = page.getByRole('region', { name: `player ${ann.player}` })
  await expect(stream.getByText('2 shared events, up to #1.')).toBeVisible()
  await expect(stream.getByRole('list', { name: `Only in ${edition}` })).toContainText('#2 FundsDeposited {"amount":5,')
  await expect(stream.getByRole('row', { name: /bankroll 10000 10005/ })).toBeVisible()
  await see(page, 'Merge')
  await expect(page.getByRole('heading', { name: 'A merge would append 1 event to main' })).toBeVisible()
  expect(await bankrollOf(ann)).toBe(10_000)
  await page.getByRole('button', { name: 'Merge 1 event into main' }).click()
  await page.getByLabel('Reason').fill('It was right')
  await page.getByRole('dialog').getByRole('button', { name: 'Merge 1 event' }).click()
  await expect(page.getByText(`EDITION ${edition} – what happened here has become main’s`)).toBeVisible()
  await expect.poll(() => bankrollOf(ann)).toBe(10_005)
})

test('[OD11] where main went on, its commands are run again in a new edition, and that is merged', async ({
  stranger,
}) => {
  const ann = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const edition = await freshEdition(page)
  await deposit(operatorOf(base), ann, { amount: 5, edition })
  await deposit(ann, ann, { amount: 7 })
  await see(page, 'Merge')
  await expect(page.getByText(/^Main went on in a stream that it wrote/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Merge 1 event into main' })).toBeDisabled()
  await see(page.getByRole('region', { name: 'Merge' }) as unknown as Page, 'Rebase')
  await expect(page.getByRole('checkbox', { name: 'DepositFunds' })).toBeChecked()
  await page.getByRole('button', { name: 'Run 1 of 1 command again' }).click()
  await page.getByLabel('Reason').fill('Main went on')
  await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click()
  await expect(page).toHaveURL(/\/admin\/operations\//)
  await expect(page.getByText('1 clean, 0 refused, 0 to be decided.')).toBeVisible()
  await page.getByRole('link', { name: /^Go on to the merge of / }).click()
  await page.getByRole('button', { name: 'Merge 1 event into main' }).click()
  await page.getByLabel('Reason').fill('It was right')
  await page.getByRole('dialog').getByRole('button', { name: 'Merge 1 event' }).click()
  await expect(page.getByText(/– what happened here has become main’s/)).toBeVisible()
  await expect.poll(() => bankrollOf(ann)).toBe(10_012)
})

test('[OD12] an edition is discarded with a reason, and comes back', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  const edition = await freshEdition(page)
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('No use')
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText(/^Discarded: “No use”\. It can be brought back until/)).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(`EDITION ${edition} – nothing here is live`)).toBeVisible()
})

test('[OD13] nothing for axe to find and nothing that scrolls sideways: dead letters, editions, operations', async ({
  stranger,
}) => {
  test.setTimeout(240_000)
  const { id } = await waiting(base)
  const ann = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const edition = await freshEdition(page)
  await deposit(operatorOf(base), ann, { amount: 5, edition })
  await page.reload()
  await expect(page.getByText('2 shared events, up to #1.')).toBeVisible()
  await see(page, 'Merge')
  await expect(page.getByRole('button', { name: 'Merge 1 event into main' })).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/admin/dead-letters/${id}`)
  await expect(page.getByRole('heading', { name: 'WithdrawFunds needs review' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit & resubmit' }).click()
  await expect(page.getByRole('textbox', { name: 'Data' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/admin/dead-letters?view=items')
  await expect(page.locator('main').getByText(/shown/).first()).toBeVisible()
  await expectAccessible(page)
})
