import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { test } from './pages/people.ts'
import { openTable, takeSeats } from './testing/play.ts'
import { stranger } from './testing/visitor.ts'

test.setTimeout(120_000)

const meOf = (page: Page) => ({
  statement: page.getByRole('table').getByRole('row'),
  makeCode: page.getByRole('button', { name: /^Make (a recovery|another) code$/ }),
  code: page.locator('code'),
  comeBack: async (code: string) => {
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(code)
    await page.getByRole('button', { name: 'Come back' }).click()
  },
})

test('[HL8] the statement tells every movement with its balance, older ones when asked for', async ({ person }) => {
  const { page, api } = await person('Ann')
  for (let n = 0; n < 55; n++)
    await api.send({ domain: 'player', root: api.player, type: 'DepositFunds' }, { data: { amount: 10 + n } })
  const table = await openTable(api, { name: 'Green room' })
  await takeSeats(table, [{ player: api, amount: 500 }])
  await page.goto(`${api.base}/me`)
  const { statement } = meOf(page)
  await expect(statement.nth(1)).toContainText(/Buy-in · Green room.*−500/)
  await expect(statement.nth(2)).toContainText(/Deposit.*\+64/)
  await page.getByRole('button', { name: 'Older movements' }).click()
  await expect(statement).toHaveCount(1 + 57)
  await expect(statement.last()).toContainText(/Deposit.*\+10,000.*10,000.*10,000/)
  await expect(page.getByRole('button', { name: 'Older movements' })).toBeHidden()
})

test('[HL9] a recovery code moves somebody to another browser; a new one ends the one before', async ({
  person,
  stranger: browser,
}) => {
  const ann = await person('Ann')
  await ann.page.goto(`${ann.api.base}/me`)
  const here = meOf(ann.page)
  await here.makeCode.click()
  const first = await here.code.innerText()
  await here.makeCode.click()
  await expect(here.code).not.toHaveText(first)
  const second = await here.code.innerText()

  const { page } = await browser()
  await page.goto(`${ann.api.base}/me`)
  const there = meOf(page)
  await there.comeBack(first)
  await expect(page.getByText('This is not a recovery code that is in force.')).toBeVisible()
  await there.comeBack(second.toLowerCase())
  await expect(page.getByRole('heading', { level: 1, name: 'Ann' })).toBeVisible()
  await expect(there.statement.last()).toContainText('+10,000')
  const session = await page.evaluate(async () => (await fetch('/api/session')).json())
  expect(session).toMatchObject({ player: ann.api.player, name: 'Ann' })
  await ann.page.reload()
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Ann' })).toBeVisible()
  await expect(here.code).toHaveCount(0)
})

test('[HL9] nobody gets a code who is not signed in', async ({ baseURL }) => {
  const nobody = stranger(baseURL ?? '')
  expect((await nobody.post('/api/session/recovery', {})).status).toBe(401)
  const refused = await nobody.post('/api/session', { recoveryCode: { $gt: '' } })
  expect([refused.status, refused.json?.fields]).toEqual([
    401,
    expect.objectContaining({ recoveryCode: expect.any(String) }),
  ])
})

test('[HL10] one’s own page has nothing that axe minds and nothing that scrolls sideways, signed in or not', async ({
  person,
  stranger: browser,
}) => {
  const ann = await person('Ann')
  await ann.page.goto(`${ann.api.base}/me`)
  await meOf(ann.page).makeCode.click()
  await expect(meOf(ann.page).code).toBeVisible()
  await expectAccessible(ann.page)
  const { page } = await browser()
  await page.goto(`${ann.api.base}/me`)
  await expect(page.getByRole('button', { name: 'Come back' })).toBeVisible()
  await expectAccessible(page)
})
