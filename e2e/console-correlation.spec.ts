import { randomUUID } from 'node:crypto'
import { type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { asOperator, operatorOf, staleWithdrawal } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone, nextTurn, openTable, takeSeats, until } from './testing/play.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const options: BrowserContextOptions = asOperator

const fullTable = async () => {
  const players = [await guest(base, 'Dana'), await guest(base, 'Eli')] as const
  const table = await openTable(players[0], { seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  return { table, players }
}
type Told = { commands: { outcome: string }[]; events: { type: string }[]; timeouts: unknown[] }
const workflow = async (id: string) => {
  const reply = await operatorOf(base).read(`/api/correlations/${id}`)
  return reply.status === 200 ? (reply.json as unknown as Told) : undefined
}

/** Somebody reserves chips for a table where no seat is left: the table refuses, the chips come back. */
const refusedSeat = async () => {
  const { table } = await fullTable()
  const cat = await guest(base, 'Cat')
  const correlationId = randomUUID()
  const data = { amount: 100, table, purpose: 'buy-in', seat: 0 }
  const address = { domain: 'player', root: cat.player, type: 'ReserveFunds' }
  expectDone(await cat.send(address, { data, fields: { correlationId } }))
  await until(
    async () => (await workflow(correlationId))?.events.some(({ type }) => type === 'FundsReleased'),
    'the chips come back',
  )
  return { correlationId, table, player: cat.player }
}
/** What a running hand waits for. */
const runningHand = async () => {
  const { table, players } = await fullTable()
  expectDone(await players[0].send({ domain: 'table', root: table, type: 'ResumeTable' }))
  const { hand } = await nextTurn(players[0], table, null)
  await until(async () => ((await workflow(hand))?.timeouts.length ?? 0) > 0, 'the hand waits for an answer')
  return hand
}

const outlineOn = (page: Page) => {
  const outline = page.getByRole('list', { name: 'Workflow' })
  const lines = outline.locator('.outline-line')
  return { page, outline, lines, line: (text: string | RegExp) => lines.filter({ hasText: text }) }
}

test('[WF10] a workflow is told from its first command on, each thing below what it came of, refusals in words', async ({
  stranger,
}) => {
  const { correlationId, player } = await refusedSeat()
  const { page, outline, lines, line } = outlineOn((await stranger({ options })).page)
  await page.goto(`/admin/correlations/${correlationId}`)
  await expect(lines.first()).toContainText(/command.*ReserveFunds.*to player/)
  await expect(line('SeatPlayer')).toContainText('refused: table-full')
  const below = (name: string) =>
    outline.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
  await expect(below('ReserveFunds').first().getByRole('listitem')).toHaveCount((await lines.count()) - 1)
  await expect(below('FundsReserved').last()).toContainText('SeatPlayer')
  await expect(page.getByText('1 of them refused')).toBeVisible()
  expect(await line('FundsReleased').getByRole('link').getAttribute('href')).toBe(
    `/admin/streams/player/${player}/events/3`,
  )
})

test('[WF11] a workflow is gone through by keys: from line to line, and what came of one closed and opened', async ({
  stranger,
}) => {
  const { correlationId, player } = await refusedSeat()
  const { page, lines, line } = outlineOn((await stranger({ options })).page)
  await page.goto(`/admin/correlations/${correlationId}`)
  await page.getByRole('link', { name: 'ReserveFunds' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'FundsReserved' })).toBeFocused()
  const all = await lines.count()
  await page.keyboard.press('ArrowLeft')
  await expect(lines).toHaveCount(2)
  await expect(line('FundsReserved')).toContainText(`${all - 2} more below`)
  await page.keyboard.press('ArrowRight')
  await expect(lines).toHaveCount(all)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/admin/streams/player/${player}/events/2`)
  await page.getByRole('link', { name: 'The whole workflow' }).click()
  await expect(lines).toHaveCount(all)
})

test('[WF12] what a workflow waits for is told: a timeout with its time, a dead letter with its state', async ({
  stranger,
}) => {
  const hand = await runningHand()
  const { page, line } = outlineOn((await stranger({ options })).page)
  await page.goto(`/admin/correlations/${hand}`)
  await expect(line(/^timeout.*due .*waits$/).first()).toBeVisible()
  const ann = await guest(base, 'Ann')
  const correlationId = randomUUID()
  const id = await staleWithdrawal(ann, { amount: 800, correlationId })
  await page.goto(`/admin/dead-letters/${id}`)
  await page.getByRole('link', { name: 'Its workflow' }).click()
  await expect(page).toHaveURL(`/admin/correlations/${correlationId}`)
  await expect(line('WithdrawFunds needs review')).toContainText('Open')
  expect(await line('WithdrawFunds needs review').getByRole('link').getAttribute('href')).toBe(
    `/admin/dead-letters/${id}`,
  )
})

test('[WF13] it is drawn too: 300 things at most, and how many are left out; zoomed and gone through by keys', async ({
  stranger,
}) => {
  const player = await guest(base)
  const correlationId = randomUUID()
  const address = { domain: 'player', root: player.player, type: 'DepositFunds' }
  for (let n = 0; n < 160; n++)
    expectDone(await player.send(address, { data: { amount: 1 }, fields: { correlationId } }))
  const { page, lines } = outlineOn((await stranger({ options })).page)
  await page.goto(`/admin/correlations/${correlationId}`)
  await expect(lines).toHaveCount(320)
  const graph = page.getByRole('region', { name: 'Graph' })
  const began = Date.now()
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect(graph.getByRole('link')).toHaveCount(300)
  console.log(`a graph of 300, loaded and drawn: ${Date.now() - began} ms`)
  await expect(page.getByText('The first 300 of 320; 20 later ones are left out.')).toBeVisible()
  await expect(page).toHaveURL(/view=graph/)
  const widthOf = () =>
    graph
      .getByRole('link')
      .first()
      .evaluate(box => box.getBoundingClientRect().width)
  const before = await widthOf()
  await graph.focus()
  await page.keyboard.press('+')
  expect(await widthOf()).toBeGreaterThan(before)
  await page.keyboard.press('0')
  expect(await widthOf()).toBeLessThan(before)
  await graph.getByRole('link').first().focus()
  await expect(graph.locator('[data-kin="kin"]:is(a)')).toHaveCount(2)
})

test('[WF14] who is no operator is told of no workflow; one that is not there is looked for', async ({ stranger }) => {
  const { correlationId } = await refusedSeat()
  const nobody = (await stranger()).page
  await nobody.goto(`/admin/correlations/${correlationId}`)
  await expect(nobody.getByLabel('Administrator’s token')).toBeVisible()
  expect(await nobody.content()).not.toContain('ReserveFunds')
  const { page } = await stranger({ options })
  await page.goto(`/admin/find?id=${correlationId}`)
  await expect(page).toHaveURL(`/admin/correlations/${correlationId}`)
  await page.goto(`/admin/correlations/${randomUUID()}`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})

test('[WF15] a workflow is accessible in both themes, and fits a phone: as an outline and as a graph', async ({
  stranger,
}) => {
  const { correlationId } = await refusedSeat()
  const { page, lines } = outlineOn((await stranger({ options })).page)
  await page.goto(`/admin/correlations/${correlationId}`)
  await expect(lines.first()).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/admin/correlations/${correlationId}?view=graph`)
  await expect(page.getByRole('region', { name: 'Graph' }).getByRole('link').first()).toBeVisible()
  await expectAccessible(page)
})
