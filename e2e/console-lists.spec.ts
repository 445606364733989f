import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { asOperator, operatorOf } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone } from './testing/play.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'

test('[CC20] editions are read on behind the first page, narrowed by the status that stands in the address', async ({
  stranger,
}) => {
  const operator = operatorOf(base)
  const run = randomUUID().slice(0, 8)
  const names = Array.from({ length: 52 }, (_, n) => `page-${run}-${n}`)
  for (const name of names) expectDone(await operator.post('/api/editions', { name, purpose: 'One of many' }))
  expectDone(await operator.ask(`/api/editions/${names[0]}`, { method: 'DELETE', body: { reason: 'Not needed' } }))
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/editions')
  const oldest = page.getByRole('link', { name: names[0] ?? '', exact: true })
  await expect(page.getByRole('link', { name: names[51] ?? '', exact: true })).toBeVisible()
  await expect(oldest).toHaveCount(0)
  await page.getByRole('button', { name: 'Show older ones' }).click()
  await expect(oldest).toBeVisible()
  await page.getByLabel('Status').selectOption('Discarded')
  await expect(page).toHaveURL(/status=discarded/)
  await expect(page.getByRole('row').filter({ hasText: 'One of many' }).filter({ hasText: run })).toHaveCount(1)
  await page.reload()
  await expect(oldest).toBeVisible()
  await page.goto('/admin/operations?status=paused&kind=verify')
  await expect(page.getByRole('status').filter({ hasText: 'None is like that.' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(page).toHaveURL(/operations$/)
})
