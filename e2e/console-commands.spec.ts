import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { consoleOn } from './pages/catalog.ts'
import { asOperator, eventsOf, operatorOf } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone, nextTurn, openTable, takeSeats, until } from './testing/play.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(240_000)

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
type Book = { readonly pages: readonly { readonly type: string; readonly data: { readonly hand?: string } }[] }
const deposits = async (player: Awaited<ReturnType<typeof guest>>) =>
  (await eventsOf(player)).filter(({ type }) => type === 'FundsDeposited').length

test('[SD10] from a stream to a command by keyboard: tried, then sent once, however often it is pressed', async ({
  stranger,
}) => {
  const player = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { field, result, button, sheet } = consoleOn(page)
  await page.goto(`/admin/streams/player/${player.player}`)
  await page.getByRole('link', { name: 'Send a command' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Send a command' })).toBeVisible()
  await field('Command').selectOption('player/DepositFunds')
  await expect(field('Root')).toHaveValue(player.player)
  await expect(field('Expected sequence')).toHaveValue('2')
  await field('amount').focus()
  await page.keyboard.type('250')
  await button('Speculate').focus()
  await page.keyboard.press('Enter')
  await expect(result.getByText('It would lead to one event. Nothing is stored.')).toBeVisible()
  await expect(result.getByRole('row', { name: /changed \/bankroll 10000 10250/ })).toBeVisible()
  expect(await deposits(player)).toBe(1)
  await button('Send…').focus()
  await page.keyboard.press('Enter')
  const confirm = sheet.getByRole('button', { name: 'Send DepositFunds' })
  await confirm.focus()
  await page.keyboard.press('Enter')
  await expect(result.getByText('Stored: one event.')).toBeVisible()
  await button('Send…').click()
  await sheet.getByRole('button', { name: 'Send DepositFunds' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(result.getByText('Stored: one event.')).toBeVisible()
  expect(await deposits(player)).toBe(2)
  await result.getByRole('link', { name: /#2 of player/ }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('FundsDeposited')
})

test('[SD11] what is wrong is told at its field, and what the server says of it too', async ({ stranger }) => {
  const player = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { field, button, draft, result } = consoleOn(page)
  await draft({ domain: 'player', command: 'RenamePlayer', root: 'her' })
  await button('Speculate').click()
  await expect(field('Root')).toBeFocused()
  await expect(field('Root')).toHaveAttribute('aria-invalid', 'true')
  await field('Root').fill(player.player)
  await expect(page.getByText('This is missing.')).toBeVisible()
  await field('displayName').fill('\u202eevil')
  await button('Speculate').click()
  await expect(result.getByText('It would be refused')).toBeVisible()
  await expect(field('displayName')).toHaveAttribute('aria-invalid', 'true')
  await draft({ domain: 'player', command: 'DepositFunds', root: player.player })
  await field('amount').fill('1.5')
  await button('Send…').click()
  await expect(page.getByText('A whole number.')).toBeVisible()
  expect(await deposits(player)).toBe(1)
})

test('[SD12] a draft outlives a reload, and form and JSON are two sights of one', async ({ stranger }) => {
  const { page } = await stranger({ options: asOperator })
  const { field, button, draft, sheet, result } = consoleOn(page)
  await draft({ domain: 'table', command: 'CreateTable', root: randomUUID() })
  await field('name').fill('Kitchen')
  for (const [name, value] of Object.entries({
    smallBlind: 5,
    bigBlind: 10,
    minBuyIn: 100,
    maxBuyIn: 1000,
    seats: 6,
    actionSeconds: 30,
    timeBankSeconds: 60,
  }))
    await field(name).fill(String(value))
  await field('variant').selectOption('omaha')
  await field('reveal').selectOption('full')
  await field('visibility').selectOption('public')
  await button('Add rake optional').click()
  await field('percent').fill('5')
  await field('cap').fill('3')
  await button('JSON').click()
  const json = page.getByRole('textbox', { name: /^Data/ })
  await expect(json).toContainText(/"rake": \{\s*"percent": 5,\s*"cap": 3/)
  await page.reload()
  await expect(field('percent')).toHaveValue('5')
  await expect(field('name')).toHaveValue('Kitchen')
  await button('JSON').click()
  await json.fill('{ "name": ')
  await expect(page.getByText('An object: { "field": value }.')).toHaveCount(0)
  await button('Speculate').click()
  await expect(page.getByText('An object: { "field": value }.')).toBeVisible()
  await page.reload()
  await expect(json.or(page.getByText('What stands under JSON is no object'))).toBeVisible()
  await expect(sheet).toHaveCount(0)
  await expect(result.getByText('Nothing was sent yet.')).toBeVisible()
})

test('[SD13] a command from a stale screen: merged and told by which fields, refused, or waiting for review', async ({
  stranger,
}) => {
  const player = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { field, draft, send, result } = consoleOn(page)
  await draft({ domain: 'player', command: 'RenamePlayer', root: player.player, sequence: '1' })
  await field('displayName').fill('Ann')
  await send('RenamePlayer')
  await expect(result.getByText(/Merged: meanwhile .*bankroll/)).toBeVisible()
  await draft({ domain: 'player', command: 'DepositFunds', root: player.player, sequence: '1' })
  await field('amount').fill('10')
  await send('DepositFunds')
  await expect(result.getByText('sequence-conflict')).toBeVisible()
  await draft({ domain: 'player', command: 'AdjustBankroll', root: player.player, sequence: '1' })
  await field('amount').fill('-10')
  await field('reason').fill('Counted again')
  await send('AdjustBankroll')
  await result.getByRole('link', { name: 'To the dead letter' }).click()
  await expect(page.getByRole('heading', { name: 'AdjustBankroll needs review' })).toBeVisible()
})

test('[SD14] a running hand is called off from its stream, and every chip is back where it was dealt from', async ({
  stranger,
}) => {
  const [ann, bob] = [await guest(base), await guest(base)]
  const table = await openTable(ann)
  await takeSeats(table, [
    { player: ann, amount: 1000 },
    { player: bob, amount: 600 },
  ])
  expectDone(await ann.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  const turn = await nextTurn(ann, table, null)
  const { page } = await stranger({ options: asOperator })
  const { field, result, speculate, send } = consoleOn(page)
  await page.goto(`/admin/streams/hand/${turn.hand}`)
  await page.getByRole('link', { name: 'Send a command' }).click()
  await field('Command').selectOption('hand/VoidHand')
  await field('reason').fill('The deck fell down')
  await speculate()
  await expect(result.getByText('It would lead to 2 events. Nothing is stored.')).toBeVisible()
  await field('Expected sequence').fill('')
  await send('VoidHand')
  await expect(result.getByText('HandVoided')).toBeVisible()
  const ended = await until(async () => {
    const { pages } = (await operatorOf(base).read(`/api/streams/table/${table}`)).json as unknown as Book
    return pages.find(({ type, data }) => type === 'HandEnded' && data.hand === turn.hand)
  }, 'the hand has ended')
  expect(ended.data).toMatchObject({
    stacks: { [ann.player]: 1000, [bob.player]: 600 },
    changes: { [ann.player]: 0, [bob.player]: 0 },
  })
})

test('[SD15] a ruling is recorded as it was said, once under its id, and changes nothing', async ({ stranger }) => {
  const host = await guest(base)
  const table = await openTable(host)
  const { page } = await stranger({ options: asOperator })
  const { field, result, button, sheet } = consoleOn(page)
  await page.goto(`/admin/streams/table/${table}`)
  await page.getByRole('link', { name: 'Record a fact' }).click()
  await field('Fact').selectOption('table/RulingRecorded')
  const record = async () => {
    await button('Record…').click()
    await expect(sheet).toContainText('A fact is not judged by the domain')
    await sheet.getByRole('button', { name: 'Record RulingRecorded' }).click()
    await expect(sheet).toHaveCount(0)
  }
  await button('Record…').click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByText('This is missing.')).toBeVisible()
  await field('text').fill('The big blind is posted twice: play on.')
  await field('External id').fill('floor-sheet-17')
  await record()
  await expect(result.getByText('Stored: one event.')).toBeVisible()
  await record()
  await expect(result.getByText('This was recorded before: it is stored once.')).toBeVisible()
  await result.getByRole('link', { name: /#2 of table/ }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('RulingRecorded')
})

test('[SD16] nothing for axe to find where something is sent or recorded, in both themes, on phones and wide screens', async ({
  stranger,
}) => {
  const player = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const { draft, fact, field, speculate, result, button } = consoleOn(page)
  await draft({ domain: 'player', command: 'DepositFunds', root: player.player, sync: 'CASCADE' })
  await field('amount').fill('5')
  await speculate()
  await expect(result.getByText('It would lead to one event.')).toBeVisible()
  await expectAccessible(page)
  await draft({ domain: 'table', command: 'CreateTable', root: randomUUID() })
  await button('Add rake optional').click()
  await button('Speculate').click()
  await expectAccessible(page)
  await fact({ domain: 'table', event: 'RulingRecorded', root: randomUUID() })
  await expect(button('Record…')).toBeVisible()
  await expectAccessible(page)
})
