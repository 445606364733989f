import { expect, type Page } from '@playwright/test'
import { asOperator } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { guest } from './testing/visitor.ts'

const token = process.env.ADMIN_TOKEN ?? ''
const base = process.env.E2E_BASE ?? 'http://localhost:3000'

const alive = async (page: Page, path: string) => {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
}
const palette = (page: Page) => page.getByRole('combobox', { name: 'Go to' })
/** Opens it, types, and takes the first that is found. */
const goBy = async (page: Page, text: string, found: RegExp) => {
  await page.keyboard.press('Control+k')
  await palette(page).fill(text)
  await expect(page.getByRole('option', { name: found })).toBeVisible()
  await page.keyboard.press('Enter')
}

test('[CC1] ⌘K leads to any place, id and position, and does what the keys of the page do', async ({ stranger }) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await alive(page, '/admin')
  await goBy(page, 'dead le', /Dead letters/)
  await expect(page).toHaveURL(/\/admin\/dead-letters$/)
  await goBy(page, player.slice(0, 13), new RegExp(player))
  await expect(page.getByRole('heading', { name: player })).toBeVisible()
  await goBy(page, '#1', /Event at position 1/)
  await expect(page).toHaveURL(/\/events\/0$/)
  await goBy(page, player.slice(0, 13), new RegExp(player))
  await expect(page.getByRole('row', { selected: true })).toBeVisible()
  await goBy(page, 'hold this', /Hold this moment/)
  await expect(page).toHaveURL(/vs=1/)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: /events 0$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
})

test('[CC2] g and a letter lead to a place, ? tells the keys; in a field, or switched off, letters are letters', async ({
  stranger,
}) => {
  const { player } = await guest(base)
  const { page } = await stranger({ options: asOperator })
  await alive(page, '/admin')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/admin\/streams$/)
  await page.getByLabel('Beginning of a root').fill('')
  await page.keyboard.type('ge?')
  await expect(page.getByLabel('Beginning of a root')).toHaveValue('ge?')
  await alive(page, `/admin/streams/player/${player}`)
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('Next change of the pinned value')
  await expect(keys).toContainText('G then E')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Signed in as administrator' }).click()
  await page.getByRole('radio', { name: 'Off' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.keyboard.press('?')
  await expect(keys).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(player))
})

test('[CC3] who signs out of the console is out of it on the server too, and still plays', async ({ person }) => {
  const { page } = await person('Dana')
  await page.goto('/admin')
  await page.getByLabel('Administrator’s token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const before = await page.context().cookies()
  await page.getByRole('button', { name: 'Signed in as administrator' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('Administrator’s token')).toBeVisible()
  const cookie = before.map(({ name, value }) => `${name}=${value}`).join('; ')
  expect((await fetch(`${base}/api/audit`, { headers: { cookie } })).status).toBe(404)
  const session = await fetch(`${base}/api/session`, { headers: { cookie } })
  expect(await session.json()).toMatchObject({ name: 'Dana', role: 'player' })
})

test('[CC4] the rail is as narrow as one left it; on a phone four places and the rest behind More', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  await alive(page, '/admin')
  const rail = page.getByRole('navigation', { name: 'Console' })
  expect((await rail.boundingBox())?.width).toBe(208)
  await rail.getByRole('button', { name: 'Collapse' }).click()
  await alive(page, '/admin/streams')
  expect((await rail.boundingBox())?.width).toBe(56)
  await expect(rail.getByRole('link', { name: 'Dead letters' })).toBeVisible()
  await page.setViewportSize({ width: 360, height: 640 })
  await expect(rail.getByRole('link')).toHaveText([/Overview/, /Timeline/, /Streams/, /Dead letters/])
  await rail.getByRole('button', { name: 'More' }).click()
  await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name: 'Operations' }).click()
  await expect(page).toHaveURL(/\/admin\/operations$/)
})

test('[CC5] it is said since when no answer comes', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  await alive(page, '/admin/editions')
  await expect(page.locator('.live')).toHaveText('Live')
  await page.route('**/api/**', route => route.abort())
  await expect(page.locator('.live')).toHaveText(/Offline since \d\d:\d\d/, { timeout: 20_000 })
  await page.unroute('**/api/**')
  await expect(page.locator('.live')).toHaveText('Live', { timeout: 20_000 })
})
