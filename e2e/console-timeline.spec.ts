import { randomUUID } from 'node:crypto'
import { type BrowserContextOptions, expect, type Page } from '@playwright/test'
import postgres from 'postgres'
import { type OwnServer, startServer } from './own-server.ts'
import { expectAccessible } from './pages/accessible.ts'
import { operatorOf, signedIn } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { timelineOf } from './pages/timeline.ts'
import { expectDone, nextTurn, openTable, takeSeats } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

test.setTimeout(120_000)

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
let options: BrowserContextOptions
test.beforeAll(async () => {
  options = await signedIn(base)
})

const deposit = async (player: Player, amount: number, correlationId = randomUUID()) => {
  const address = { domain: 'player', root: player.player, type: 'DepositFunds' }
  expectDone(await player.send(address, { data: { amount }, fields: { correlationId } }))
  return correlationId
}
const saver = async (times: number) => {
  const player = await guest(base)
  for (let n = 0; n < times; n++) await deposit(player, 10 + n)
  return player
}
/** A private table of two with a hand under way. */
const privateHand = async () => {
  const players = [await guest(base, 'Dana'), await guest(base, 'Eli')] as const
  const table = await openTable(players[0], { seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  expectDone(await players[0].send({ domain: 'table', root: table, type: 'ResumeTable' }))
  return { table, hand: (await nextTurn(players[0], table, null)).hand }
}
const logOf = (page: Page) => {
  const timeline = timelineOf(page)
  return { ...timeline, open: (query = '', at = '') => timeline.open(query, at, '/admin/timeline') }
}

test('[LG10] every event of every stream is there, by what is on record of it; a stranger sees none', async ({
  stranger,
}) => {
  const { table, hand } = await privateHand()
  const log = logOf((await stranger({ options })).page)
  await log.open(`?root=${hand}`)
  await expect(log.row(/hand-flow.*EventLinked/).first()).toBeVisible()
  const blinds = log.row(/hand [\da-f]{4}…[\da-f]{4}\d+BlindPosted/)
  await expect(blinds).toHaveCount(2)
  await expect(blinds.first()).toContainText(/main.*kind small · .*\d+ B$/)
  await log.page.getByRole('combobox', { name: 'Domain' }).selectOption('hand')
  await expect(log.row(/EventLinked/)).toHaveCount(0)
  await log.page.getByRole('combobox', { name: 'Type of event' }).selectOption('HandVoided')
  await expect(log.page.getByText(/^0 of [\d,]+ events match\.$/)).toBeVisible()
  await log.page
    .getByRole('button', { name: /Remove the filter type/ })
    .last()
    .click()
  await expect(blinds).toHaveCount(2)
  await expect(log.page).toHaveURL(new RegExp(`root=${hand}&domain=hand|domain=hand.*root=${hand}`))
  await log.page.reload()
  await expect(blinds).toHaveCount(2)
  const nobody = (await stranger()).page
  await nobody.goto(`/admin/timeline?root=${table}`)
  await expect(nobody.getByLabel('Administrator’s token')).toBeVisible()
  expect(await nobody.content()).not.toContain('TableCreated')
})

test('[LG11] it is looked at as a table, in few columns, in lanes and as JSON, by its address', async ({
  stranger,
}) => {
  const { hand } = await privateHand()
  const log = logOf((await stranger({ options })).page)
  await log.page.setViewportSize({ width: 1600, height: 800 })
  await log.open(`?root=${hand}`)
  const columns = log.grid.getByRole('columnheader')
  await expect(columns).toHaveText(['Time', '#', 'Stream', 'n', 'Type', 'Edition', 'Actor', 'Data', 'Size'])
  await log.page.getByRole('button', { name: 'Swimlanes' }).click()
  await expect(columns).toHaveText(['Time', '#', /^hand-flow /, /^hand /, 'Other streams'])
  await expect(log.page).toHaveURL(/view=lanes/)
  await log.page.getByRole('button', { name: 'Compact' }).click()
  await expect(columns).toHaveCount(4)
  await log.open(`?root=${hand}&view=json&domain=hand`)
  await expect(log.rows.first()).toContainText(`"root":"${hand}"`)
  await expect(log.rows.first()).not.toContainText('"words"')
})

test('[LG12] the log is followed as it grows; paused, what comes is counted and nothing moves; a loss is said', async ({
  stranger,
}) => {
  const player = await saver(40)
  const log = logOf((await stranger({ options })).page)
  await log.page.setViewportSize({ width: 1280, height: 560 })
  await log.open(`?root=${player.player}`)
  await expect(log.state).toHaveText('LIVE')
  await deposit(player, 71)
  await expect(log.row(/amount 71/)).toBeInViewport()
  await log.list.hover()
  await log.page.mouse.wheel(0, -300)
  await expect(log.state).toHaveText('PAUSED')
  const place = { top: await log.scrollTop(), first: (await log.positions())[0] }
  for (const amount of [72, 73]) await deposit(player, amount)
  await expect(log.state).toHaveText('PAUSED · 2 new')
  expect({ top: await log.scrollTop(), first: (await log.positions())[0] }).toEqual(place)
  await log.page.keyboard.press('l')
  await expect(log.state).toHaveText('LIVE')
  await expect(log.row(/amount 73/)).toBeInViewport()
  await log.page.context().setOffline(true)
  await expect(log.state).toHaveText(/OFFLINE since \d\d:\d\d, retrying in \d s/)
  await deposit(player, 74)
  await log.page.context().setOffline(false)
  await expect(log.row(/amount 74/)).toBeInViewport()
})

test('[LG13] keys choose an event; it leads to its stream, its own page and its workflow, and has a link', async ({
  stranger,
}) => {
  const player = await saver(3)
  const correlationId = await deposit(player, 99)
  const log = logOf((await stranger({ options })).page)
  await log.open(`?root=${player.player}`)
  await log.grid.focus()
  await log.page.keyboard.press('End')
  await expect(log.state).toHaveText('PAUSED')
  const { inspector, page } = log
  await expect(inspector.getByRole('heading', { name: 'FundsDeposited' })).toBeVisible()
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await expect(inspector).toContainText('"amount": 99')
  await expect(page).toHaveURL(/sel=\d+/)
  const href = (name: string) => inspector.getByRole('link', { name, exact: true }).getAttribute('href')
  const stream = `/admin/streams/player/${player.player}`
  expect(await href('Stream at this event')).toBe(`${stream}?at=5`)
  expect(await href('Event')).toBe(`${stream}/events/5`)
  expect(await href('Workflow')).toBe(`/admin/correlations/${correlationId}`)
  const address = page.url()
  await page.keyboard.press('Escape')
  await expect(inspector).toHaveCount(0)
  await page.goto(address)
  await expect(inspector).toContainText('"amount": 99')
  await inspector.getByRole('button', { name: 'This workflow' }).click()
  await expect(log.rows).toHaveCount(1)
})

test('[LG14] an event has a page of its own, and is found by its id, wherever it is', async ({ stranger }) => {
  const { hand } = await privateHand()
  const book = expectDone(await operatorOf(base).read(`/api/streams/hand/${hand}`)).json as unknown as {
    pages: { type: string; sequence: number; eventId: string }[]
  }
  const dealt = book.pages.find(({ type }) => type === 'CardsDealt')
  const { page } = await stranger({ options })
  await page.goto(`/admin/find?id=${dealt?.eventId}`)
  await expect(page).toHaveURL(`/admin/streams/hand/${hand}/events/${dealt?.sequence}`)
  await expect(page.getByRole('heading', { name: `CardsDealt #${dealt?.sequence}` })).toBeVisible()
  await expect(page.getByText('Something of it is for its own audience alone.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'The stored event' })).toContainText('In version 1')
  await expect(page.getByRole('region', { name: 'Metadata' })).toContainText(dealt?.eventId ?? '?')
  expect(await page.content()).not.toContain('"private"')
  await page
    .getByRole('region', { name: 'Causation' })
    .getByRole('link', { name: /EventLinked/ })
    .click()
  await expect(page.getByRole('heading', { name: /^EventLinked #/ })).toBeVisible()
  await page.goto(`/admin/streams/hand/${hand}/events/0`)
  await expect(page.getByRole('link', { name: /^Event before/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Next event, #1' }).click()
  await expect(page).toHaveURL(/events\/1$/)
  await page.goto(`/admin/streams/player/${dealt?.eventId}/events/0`)
  await page.getByRole('link', { name: `Look ${dealt?.eventId} up in all streams` }).click()
  await expect(page.getByRole('heading', { name: `CardsDealt #${dealt?.sequence}` })).toBeVisible()
})

test('[LG15] the console’s timeline and an event’s page are accessible in both themes, and fit a phone', async ({
  stranger,
}) => {
  const player = await saver(3)
  const log = logOf((await stranger({ options })).page)
  for (const view of ['compact', 'lanes', 'json']) {
    await log.open(`?root=${player.player}&view=${view}`)
    await expect(log.rows.first()).toBeVisible()
    await expectAccessible(log.page)
  }
  await log.open(`?root=${player.player}`)
  await expect(log.state).toHaveText('LIVE')
  await log.rows.first().click()
  await expect(log.inspector).toBeVisible()
  await expectAccessible(log.page)
  await log.page.goto(`/admin/streams/player/${player.player}/events/99`)
  await expect(log.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await expectAccessible(log.page)
})

/** Two stretches of events of one stream, apart in time: that is what is told. */
const pausing = async () => {
  const player = await guest(base)
  for (const amount of [10, 11]) await deposit(player, amount)
  await new Promise(resolve => setTimeout(resolve, 1500))
  for (const amount of [20, 21, 22]) await deposit(player, amount)
  return player
}

test('[LG17] how it is spread over time stands above it; a part of that, brushed, by keys or as two dates, is all that is shown', async ({
  stranger,
}) => {
  const player = await pausing()
  const log = logOf((await stranger({ options })).page)
  const { page } = log
  const strip = page.getByRole('region', { name: 'Events over time' })
  const bars = strip.getByRole('slider')
  const book = await operatorOf(base).read(`/api/streams/player/${player.player}`)
  const { pages } = expectDone(book).json as unknown as { pages: { recordedAt: string }[] }
  const [first, last] = [pages[0]?.recordedAt ?? '', pages.at(-1)?.recordedAt ?? '']
  const since = new Date(Date.parse(first) - 10).toISOString()
  const until = new Date(Date.parse(last) + 10).toISOString()
  await log.open(`?root=${player.player}&since=${since}&until=${until}`)
  await expect(strip).toContainText(/: 7 events$/)
  // The end of it, drawn from right to left.
  const box = await bars.boundingBox()
  if (!box) throw new Error('the bars are nowhere')
  await page.mouse.move(box.x + box.width - 2, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20, { steps: 4 })
  await expect(strip).toContainText(/: 3 events$/)
  await page.mouse.up()
  await expect(log.rows).toHaveCount(3)
  await expect(log.row(/amount 2\d/)).toHaveCount(3)
  expect(new URL(page.url()).searchParams.get('until')).toBe(until)
  await page.goBack()
  await expect(log.rows).toHaveCount(7)
  // By keys: the first bar, on to the middle.
  await bars.focus()
  await page.keyboard.press('Home')
  for (let n = 0; n < 30; n++) await page.keyboard.press('Shift+ArrowRight')
  await expect(bars).toHaveAttribute('aria-valuetext', /: 4 events$/)
  await page.keyboard.press('Enter')
  await expect(log.rows).toHaveCount(4)
  expect(new URL(page.url()).searchParams.get('since')).toBe(since)
  // As two dates: none at all, then all of them.
  await page.getByRole('button', { name: 'Times' }).click()
  const dialog = page.getByRole('dialog', { name: 'Recorded between' })
  await dialog.getByLabel('After').fill('2001-01-01T00:00:00')
  await dialog.getByLabel('Up to').fill('2001-01-02T00:00:00')
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText(/^0 of [\d,]+ events match\.$/)).toBeVisible()
  await expect(page.getByText(/Last match .* ago\./)).toBeVisible()
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(log.rows).toHaveCount(7)
  expect(page.url()).not.toMatch(/since|until/)
})

test('[LG18] the columns of the table are picked, for this device', async ({ stranger }) => {
  const player = await saver(2)
  const log = logOf((await stranger({ options })).page)
  await log.open(`?root=${player.player}`)
  await log.page.getByRole('button', { name: 'Columns' }).click()
  const picker = log.page.getByRole('dialog', { name: 'Columns' })
  for (const name of ['Edition', 'Size', 'n']) await picker.getByRole('checkbox', { name, exact: true }).uncheck()
  await expect(picker.getByRole('checkbox', { name: 'Type' })).toBeDisabled()
  await log.page.keyboard.press('Escape')
  const columns = log.grid.getByRole('columnheader')
  const picked = ['Time', '#', 'Stream', 'Type', 'Actor', 'Data']
  await expect(columns).toHaveText(picked)
  await log.page.reload()
  await expect(columns).toHaveText(picked)
  await expect(log.rows.first().getByRole('gridcell')).toHaveCount(6)
  await log.page.getByRole('button', { name: 'Columns' }).click()
  await picker.getByRole('button', { name: 'As many as there is room for' }).click()
  await expect(log.page.locator('thead th')).toHaveCount(9)
})

test('[LG19] the row that was pressed is the one that is chosen, whatever comes meanwhile', async ({ stranger }) => {
  const player = await saver(40)
  const log = logOf((await stranger({ options })).page)
  await log.page.setViewportSize({ width: 1280, height: 560 })
  await log.open(`?root=${player.player}`)
  await expect(log.state).toHaveText('LIVE')
  const row = log.row(/amount 47/)
  await expect(row).toBeInViewport()
  const { x = 0, y = 0 } = (await row.boundingBox()) ?? {}
  await log.page.mouse.move(x + 200, y + 12)
  await log.page.mouse.down()
  await expect(log.state).toHaveText('PAUSED')
  await deposit(player, 71)
  await expect(log.state).toHaveText('PAUSED · 1 new')
  await log.page.mouse.up()
  await expect(log.inspector).toContainText('"amount": 47')
  await expect(log.page).toHaveURL(/sel=\d+/)
})

/** The last event of a stream again, so many times a second for so long, straight into the log. */
const fed = async (
  databaseUrl: string,
  root: string,
  { perSecond, seconds }: { perSecond: number; seconds: number },
) => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const beats = 10
  const times = perSecond / beats
  for (let beat = 0; beat < seconds * beats; beat++) {
    const due = Date.now() + 1000 / beats
    await sql.begin(async now => {
      await now`update counter set position = position + ${times}`
      await now`insert into events (domain, root, edition, sequence, position, event_id, type, schema_version, data,
          correlation_id, causation_id, command_id, actor, ext, recorded_at, hash)
        select domain, root, edition, sequence + n, (select position from counter) - ${times} + n, gen_random_uuid(), type,
          schema_version, data, '', causation_id, gen_random_uuid(), actor, ext, now(), hash
        from (select * from events where root = ${root} and domain = 'player' order by sequence desc limit 1) last,
          generate_series(1, ${times}) n`
    })
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - Date.now())))
  }
  await sql.end()
}

/** How long a frame took at most, from now on until it is asked. */
const framesOf = async (page: Page) => {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const frame = (now: number) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(window, { frames })
  })
  return () =>
    page.evaluate(() => {
      const { frames } = window as unknown as { frames: number[] }
      const sorted = frames.splice(0).sort((one, other) => one - other)
      return {
        longest: sorted.at(-1) ?? 0,
        p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
        over100: sorted.filter(ms => ms > 100).length,
      }
    })
}

test.describe('with a log that grows by hundreds of events a second', () => {
  let server: OwnServer
  let own: BrowserContextOptions
  test.beforeAll(async () => {
    test.setTimeout(300_000)
    server = await startServer({ env: { ADMIN_TOKEN: process.env.ADMIN_TOKEN } })
    own = await signedIn(server.base)
  })
  test.afterAll(() => server?.stop())

  test('[LG16] all of it is held, and above 200 a second a sample is drawn, and said to be one', async ({
    stranger,
  }) => {
    const player = await guest(server.base)
    const log = logOf((await stranger({ options: own, base: server.base })).page)
    await log.open(`?root=${player.player}`, server.base)
    await expect(log.state).toHaveText('LIVE')
    await expect(log.edges).toContainText('2 events')
    const told = await framesOf(log.page)
    await fed(server.databaseUrl, player.player, { perSecond: 200, seconds: 6 })
    await expect(log.edges).toContainText('1,202 events')
    console.log('200 events a second:', await told())
    const growing = fed(server.databaseUrl, player.player, { perSecond: 400, seconds: 6 })
    await expect(log.page.getByText(/events a second, sampling 1:10/)).toBeVisible()
    await expect.poll(async () => (await log.positions()).every(position => position % 10 === 0)).toBe(true)
    await growing
    console.log('400 events a second, sampled:', await told())
    await log.page.keyboard.press('l')
    await expect(log.state).toHaveText(/PAUSED/)
    await expect(log.edges).toContainText('3,602 events')
    await expect
      .poll(async () => {
        const seen = await log.positions()
        return seen.length > 10 && seen.every((position, n) => position === (seen[0] ?? 0) + n)
      })
      .toBe(true)
  })
})
