import { expect } from '@playwright/test'
import { test } from './pages/people.ts'
import { openTable, until } from './testing/play.ts'
import { guest } from './testing/visitor.ts'
import { watcher } from './testing/watcher.ts'

test.setTimeout(120_000)

const base = (url: string | undefined) => url ?? ''

test('[PY9] what a route did is pushed on a socket, as of the position that the route answered', async ({
  baseURL,
}) => {
  const host = await guest(base(baseURL))
  const table = await openTable(host)
  const socket = await watcher(host)
  expect(await socket.watch('table', table)).toEqual({ ok: true })
  const { json } = await host.send({ domain: 'table', root: table, type: 'ResumeTable' })
  const [page] = (json as unknown as { pages: { type: string; position: number }[] }).pages
  expect(page?.type).toBe('TableResumed')
  const pushed = await until(
    async () => socket.rows.find(({ row }) => (row as { status: string }).status === 'open'),
    'the push',
  )
  const { json: served } = await host.read(`/api/query/table/${table}`)
  expect(served).toMatchObject({ version: pushed.version, position: page?.position, row: { status: 'open' } })
  socket.close()
})

test('[PY10] everybody who asks is told of one engine', async ({ baseURL, stranger }) => {
  const { page } = await stranger()
  await page.goto('/')
  const fromPage = () => page.evaluate(async () => (await (await fetch('/api/ready')).json()).engine)
  const fromRoute = async () => (await guest(base(baseURL))).read('/api/ready').then(({ json }) => json?.engine)
  const told = await Promise.all([fromRoute(), fromPage(), fromRoute(), fromPage()])
  await page.goto(`/tables/${await openTable(await guest(base(baseURL)))}`)
  expect(new Set([...told, await fromPage()])).toEqual(new Set([expect.stringMatching(/^[\da-f-]{36}$/)]))
})

test('[PY11] what a route did is on a page that the server makes, at once', async ({ baseURL }) => {
  const host = await guest(base(baseURL))
  const table = crypto.randomUUID()
  const terms = { name: `Made ${table.slice(0, 8)}`, variant: 'texas-holdem', smallBlind: 5, bigBlind: 10 }
  const more = { minBuyIn: 100, maxBuyIn: 1000, seats: 2, actionSeconds: 600, timeBankSeconds: 0 }
  const kind = { reveal: 'shown-only', visibility: 'public' }
  const simple = { fields: { syncMode: 'SIMPLE' } }
  await host.send(
    { domain: 'table', root: table, type: 'CreateTable' },
    { data: { ...terms, ...more, ...kind }, ...simple },
  )
  expect((await host.read(`/tables/${table}`)).text).toContain(terms.name)
  expect((await host.read('/')).text).toContain(terms.name)
  const closed = 'This table has closed'
  expect((await host.read(`/tables/${table}`)).text).not.toContain(closed)
  await host.send({ domain: 'table', root: table, type: 'CloseTable' }, simple)
  expect((await host.read(`/tables/${table}`)).text).toContain(closed)
  expect((await host.read('/')).text).not.toContain(terms.name)
})
