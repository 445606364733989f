import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { comeToRest, expectAccessible } from './pages/accessible.ts'
import { asOperator, operatorOf, waiting } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone } from './testing/play.ts'

test.setTimeout(180_000)

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const admin = join(import.meta.dirname, '../app/admin')
/** Every page there is: who adds one finds it here. */
const patterns = readdirSync(admin, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('page.tsx'))
  .map(name => `/admin/${name.replace(/\/?page\.tsx$/, '')}`.replace(/\/$/, ''))
  .sort()

type Found = { readonly [part: string]: string }
/** What stands for the variable parts of an address: by the page's folder, then by the part. */
const examples = async (): Promise<Readonly<Record<string, Found>>> => {
  const operator = operatorOf(base)
  const read = async <T>(path: string) => expectDone(await operator.read(path)).json as unknown as T
  const correlationId = randomUUID()
  const { player, id } = await waiting(base, { amount: 800, correlationId })
  const name = `every-${id.slice(0, 8)}`
  expectDone(await operator.post('/api/editions', { name, purpose: 'To be looked at' }))
  const deposit = { domain: 'player', root: player.player, type: 'DepositFunds' }
  expectDone(await operator.send(deposit, { data: { amount: 5 }, fields: { edition: name } }))
  const rebased = await operator.post(`/api/editions/${name}/rebase`, { into: `${name}-2`, reason: 'To be looked at' })
  const { operation } = expectDone(rebased).json as unknown as { operation: string }
  const { projections } = await read<{ projections: readonly { name: string }[] }>('/api/projections')
  const { rows } = await read<{ rows: readonly { process: string; key: string }[] }>('/api/processes?limit=1')
  return {
    '/admin/streams': { domain: 'player', root: player.player, n: '1' },
    '/admin/dead-letters': { id },
    '/admin/editions': { name },
    '/admin/operations': { id: operation },
    '/admin/correlations': { id: correlationId },
    '/admin/projections': { name: projections[0]?.name ?? '' },
    '/admin/processes': { name: rows[0]?.process ?? '', key: rows[0]?.key ?? '' },
    '/admin/catalog': { domain: 'player', type: 'FundsDeposited', v: '1', message: 'FundsDeposited' },
    '/admin/snapshots': { domain: 'player', root: player.player },
  }
}
const addressOf = (pattern: string, all: Awaited<ReturnType<typeof examples>>): string => {
  const folder = pattern.split('/').slice(0, 3).join('/')
  return pattern.replace(/\[(?:\.{3})?(\w+)\]/g, (_, part: string) => {
    const found = all[folder]?.[part]
    if (!found) throw new Error(`no example for ${part} of ${pattern}: add one to e2e/console-everywhere.spec.ts`)
    return found
  })
}

let all: Awaited<ReturnType<typeof examples>>
test.beforeAll(async () => {
  all = await examples()
})

/** What the scripts of a page weigh as they are sent. */
const weighed = (page: Page) => {
  const scripts: Promise<number>[] = []
  page.on('requestfinished', request => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  return async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0)
}

for (const pattern of patterns) {
  test(`[CC9] nothing for axe to find on ${pattern}, in both themes, at 360 and 1280 pixels`, async ({ stranger }) => {
    const { page } = await stranger({ options: asOperator })
    await page.goto(addressOf(pattern, all))
    await page.waitForLoadState('networkidle')
    await comeToRest(page)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
  })

  test(`[CC10] ${pattern} loads at most 220 kB of scripts`, async ({ stranger }) => {
    const { page } = await stranger({ options: asOperator })
    const bytes = weighed(page)
    await page.goto(addressOf(pattern, all))
    await page.waitForLoadState('networkidle')
    const total = await bytes()
    test.info().annotations.push({ type: 'JavaScript', description: `${pattern}: ${total} bytes` })
    expect(total).toBeGreaterThan(50_000)
    expect(total).toBeLessThanOrEqual(220_000)
  })
}

test('[CC9] nothing for axe to find in what every page opens: palette, keys, menu', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/editions')
  await page.waitForLoadState('networkidle')
  const opened = {
    'Go to': () => page.keyboard.press('Control+k'),
    Keys: () => page.keyboard.press('?'),
    'Signed in as administrator': () => page.getByRole('button', { name: 'Signed in as administrator' }).click(),
  }
  for (const [name, open] of Object.entries(opened)) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await open()
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name })).toHaveCount(0)
  }
})
