import { type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { type OwnServer, startServer } from './own-server.ts'
import { expectAccessible } from './pages/accessible.ts'
import { asOperator, operatorOf, waiting } from './pages/operator.ts'
import { test } from './pages/people.ts'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const token = process.env.ADMIN_TOKEN ?? ''
/** At a server of its own: sign-ins are counted by address, and five a minute are allowed. */
const here = (options: BrowserContextOptions = {}) => ({ options: { ...options, baseURL: server.base } })
const signIn = async (page: Page, name: string) => {
  await page.goto('/admin/audit')
  await page.getByLabel('Administrator’s token').fill(token)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
}
let server: OwnServer
test.beforeAll(async () => {
  server = await startServer({ env: { ADMIN_TOKEN: token } })
})
test.afterAll(async () => {
  await server?.stop()
})
const done = (page: Page) => page.getByRole('list', { name: 'What was done' }).getByRole('listitem')

test('[AU10] two operators say their names, and are told apart in the audit, in a claim and in what they decide', async ({
  stranger,
}) => {
  const { id } = await waiting(server.base)
  const [ann, bea] = [await stranger(here()), await stranger(here())]
  await signIn(ann.page, 'Ann O’Hara')
  await signIn(bea.page, 'Béa')
  await expect(bea.page.getByRole('button', { name: 'Signed in as Béa' })).toBeVisible()
  for (const { page } of [ann, bea]) await page.goto(`/admin/dead-letters/${id}`)
  await ann.page.getByRole('button', { name: 'Claim', exact: true }).click()
  await expect(bea.page.getByText(/by administrator\/Ann O’Hara, \d:\d\d left/)).toBeVisible()
  await ann.page.getByRole('button', { name: 'Discard', exact: true }).click()
  await ann.page.getByRole('textbox', { name: 'Reason' }).fill('She withdrew it')
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(bea.page.getByText('Discarded by administrator/Ann O’Hara').first()).toBeVisible()
  await bea.page.goto(`/admin/audit?root=${id}`)
  await expect(done(bea.page)).toHaveText([
    /administrator\/Ann O’Hara DiscardDeadLetter .*“She withdrew it”/,
    /administrator\/Ann O’Hara ClaimDeadLetter/,
  ])
  await bea.page.goto('/admin/audit?actor=administrator/Béa')
  await expect(done(bea.page).first()).toContainText('OperatorSignedIn')
})

test('[AU11] who was turned away is on record, and no token is', async ({ stranger }) => {
  const { page } = await stranger(here())
  await page.goto('/admin')
  await page.getByLabel('Administrator’s token').fill('guessed-by-somebody')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This is not the token.')).toBeVisible()
  const { page: operator } = await stranger(here(asOperator))
  await operator.goto('/admin/audit?action=OperatorRefused')
  await expect(done(operator).first()).toContainText('OperatorRefused')
  await done(operator).first().getByRole('link').click()
  await expect(operator.getByRole('list', { name: 'State' })).toContainText('refused')
  const log = await operatorOf(server.base).read('/api/timeline?domain=operator&limit=500')
  expect(log.text).toContain('OperatorRefused')
  expect(log.text).not.toContain('guessed-by-somebody')
})

test('[AU12] the audit is narrowed by who, what and when, in the address, and taken away as a file', async ({
  stranger,
}) => {
  const { id } = await waiting(server.base)
  await operatorOf(server.base).post(`/api/dead-letters/${id}/discard`, { reason: 'For the file' })
  const { page } = await stranger(here(asOperator))
  await page.goto('/admin/audit')
  await expect(done(page).first()).toBeVisible()
  await page.getByLabel('Action or event').fill('DiscardDeadLetter')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/action=DiscardDeadLetter/)
  await page.getByLabel('Stream’s root').fill(id)
  await page.keyboard.press('Enter')
  await expect(done(page)).toHaveText([/DiscardDeadLetter .*“For the file”/])
  for (const [name, sign] of [
    ['JSON Lines', `"root":"${id}"`],
    ['CSV', `"${id}"`],
  ] as const) {
    const link = page.getByRole('link', { name })
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-disposition']).toContain('attachment; filename="audit.')
    const text = await answer.text()
    expect(text).toContain(sign)
    expect(text).toContain('For the file')
    expect(text.trim().split(/\r?\n/).length).toBe(name === 'CSV' ? 2 : 1)
  }
  await page.getByLabel('To (UTC)').fill('2020-01-01')
  await expect(page.getByText('Nothing that was done is like this.')).toBeVisible()
  await page.getByRole('button', { name: 'All that was done' }).click()
  await expect(done(page).first()).toBeVisible()
})

test('[AU13] nothing for axe to find in the audit, in both themes, on phones and wide screens', async ({
  stranger,
}) => {
  const { id } = await waiting(server.base)
  await operatorOf(server.base).post(`/api/dead-letters/${id}/discard`, { reason: 'To look at' })
  const { page } = await stranger(here(asOperator))
  await page.goto('/admin/audit')
  await expect(done(page).first()).toBeVisible()
  await expectAccessible(page)
  const { page: nobody } = await stranger(here())
  await nobody.goto('/admin/audit')
  await expect(nobody.getByLabel('Your name')).toBeVisible()
  await expectAccessible(nobody)
})
