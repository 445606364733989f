import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { asOperator, waiting } from './pages/operator.ts'
import { test } from './pages/people.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'

const editing = async (page: Page) => {
  const { id } = await waiting(base, { amount: 800 })
  await page.goto(`/admin/dead-letters/${id}`)
  await page.getByRole('toolbar', { name: 'Decide' }).getByRole('button', { name: 'Edit & resubmit' }).click()
  const sheet = page.getByRole('dialog')
  return { sheet, data: sheet.getByRole('textbox', { name: 'Data' }), editor: sheet.locator('.cm-editor') }
}

test('[JE1] what is typed before the editor is there is kept, with the place where one types', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  const held: (() => void)[] = []
  let isHeld = false
  await page.route('**/_next/static/chunks/**', async route => {
    if (isHeld) await new Promise<void>(resolve => held.push(resolve))
    await route.continue()
  })
  await page.goto('/admin/commands/new?domain=player&command=RenamePlayer')
  await expect(page.getByRole('button', { name: 'JSON', exact: true })).toBeVisible()
  isHeld = true
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  const data = page.getByRole('textbox', { name: 'Data' })
  const editor = page.locator('.cm-editor')
  await data.fill('{ "displayName": "Ann" }')
  await expect(editor).toHaveCount(0)
  const before = await page.locator('.json-editor').boundingBox()
  await data.press('Home')
  isHeld = false
  for (const go of held) go()
  await expect(editor).toBeVisible()
  await page.keyboard.type(' ')
  await expect(data).toHaveText(' { "displayName": "Ann" }')
  await expect(data).toBeFocused()
  expect(await page.locator('.json-editor').boundingBox()).toEqual(before)
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  await expect(page.getByLabel(/^displayName/)).toHaveValue('Ann')
})

test('[JE1] where the editor cannot be loaded the text area does', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/commands/new?domain=player&command=RenamePlayer')
  await expect(page.getByRole('button', { name: 'JSON', exact: true })).toBeVisible()
  await page.route('**/_next/static/chunks/**', route => route.abort())
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  const data = page.getByRole('textbox', { name: 'Data' })
  await data.fill('{ "displayName": "Ann" }')
  await page.getByRole('button', { name: 'Form', exact: true }).click()
  await expect(page.getByLabel(/^displayName/)).toHaveValue('Ann')
})

test('[JE2] the editor offers what the schema has, marks what it forbids, and by Tab one leaves it', async ({
  stranger,
}) => {
  const { page } = await stranger({ options: asOperator })
  const { sheet, data, editor } = await editing(page)
  await expect(editor).toBeVisible()
  await data.press('ControlOrMeta+a')
  await page.keyboard.type('{"')
  const offered = page.getByRole('listbox').getByRole('option')
  await expect(offered.filter({ hasText: '"amount"' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(offered).toHaveCount(0)
  await expect(sheet).toBeVisible()
  await page.keyboard.press('Control+Space')
  await expect(offered.first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(data).toHaveText('{"amount": ')
  await page.keyboard.type('-5}')
  await expect(data).toHaveText('{"amount": -5}')
  await expect(editor.locator('.cm-lintRange-error')).toHaveText('-5')
  await expectAccessible(page)
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('9007199254740993}')
  await expect(data).toHaveText('{"amount": 9007199254740993}')
  await expect(sheet.getByText('9007199254740993 cannot be kept exactly.')).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await expect(data).not.toBeFocused()
  await page.keyboard.press('Tab')
  await expect(data).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(data).not.toBeFocused()
  await expect(sheet.locator(':focus')).toHaveCount(1)
})
