import { type BrowserContext, type Dialog, expect, type Page, test } from '@playwright/test'
import postgres from 'postgres'
import { type OwnServer, startServer } from './own-server.ts'
import { openTable, takeSeats } from './testing/play.ts'
import { guest, type Player, stranger } from './testing/visitor.ts'

test.describe.configure({ mode: 'default' })

let server: OwnServer
let sql: postgres.Sql

test.beforeAll(async () => {
  server = await startServer()
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
})
test.afterAll(async () => {
  await sql?.end()
  await server?.stop()
})

/** Looks at a page as somebody, and tells what came alive on it. */
const lookAt = async (page: Page, path: string) => {
  const alarms: string[] = []
  const note = async (dialog: Dialog) => {
    alarms.push(dialog.message())
    await dialog.dismiss()
  }
  page.on('dialog', note)
  await page.goto(server.base + path)
  await page.waitForLoadState('networkidle')
  page.off('dialog', note)
  const alive = await page.locator('img[src="x"], svg[onload], iframe, [onerror], [onload]').count()
  return { alarms, alive }
}

const enter = async (context: BrowserContext, { headers }: Player) => {
  const [name = '', value = ''] = (headers.cookie ?? '').split('=')
  await context.addCookies([{ name, value, url: server.base }])
}

test('[SE50] the name of a table that looks like markup stands there as it was typed', async ({ page, context }) => {
  const ann = await guest(server.base)
  const name = '&lt;script&gt;alert(1)&lt;/script&gt;'
  const table = await openTable(ann, { name, visibility: 'public' })
  await enter(context, ann)
  for (const path of ['/', `/tables/${table}`]) {
    expect(await lookAt(page, path)).toEqual({ alarms: [], alive: 0 })
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  }
  expect(await page.title()).toContain(name)
})

const markups = ['<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '"><svg onload=alert(1)>']
/** A table with a guest at it, both named so in the read models: no command would have it. */
const named = async (markup: string) => {
  const [ann, bob] = [await guest(server.base), await guest(server.base)]
  const table = await openTable(ann, { visibility: 'public' })
  await takeSeats(table, [{ player: bob, amount: 500 }])
  const { count } = await sql`update projections set row = jsonb_set(row, '{name}', ${sql.json(markup)})
    where key in (${table}, ${bob.player})`
  expect(count).toBe(4)
  return { markup, table, ann }
}

test('[SE50] were markup to get into a read model, it would still be text', async ({ page, context }) => {
  const all = []
  for (const markup of markups) all.push(await named(markup))
  await server.kill('SIGTERM')
  await server.restart()
  for (const { markup, table, ann } of all) {
    await enter(context, ann)
    for (const path of ['/', `/tables/${table}`]) {
      expect(await lookAt(page, path)).toEqual({ alarms: [], alive: 0 })
      await expect(page.getByRole('heading', { name: markup, exact: true })).toBeVisible()
    }
    expect(await page.title()).toContain(markup)
    await expect(page.locator('main').getByText(markup, { exact: true }).nth(1)).toBeVisible()
  }
})

const paths = ['/', '/tables/none', '/api/session', '/api/query/lobby', '/api/health', '/icon.svg', '/api/none']
test('[SE51] every answer says that it is what it says it is, and may stand in no frame', async () => {
  for (const path of paths) {
    const { headers } = await stranger(server.base).read(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringMatching(/frame-ancestors 'none'/),
    ])
    expect(headers.get('content-security-policy')).toMatch(/base-uri 'none'/)
    expect(headers.get('content-security-policy')).toMatch(/object-src 'none'/)
    expect([path, headers.has('x-powered-by')]).toEqual([path, false])
  }
})
