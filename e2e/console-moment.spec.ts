import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { asOperator, operatorOf } from './pages/operator.ts'
import { test } from './pages/people.ts'
import { expectDone, nextTurn, openTable, takeSeats } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const token = process.env.ADMIN_TOKEN ?? ''

/** A hand that is under way between two. */
const dealt = async (players: readonly [Player, Player]) => {
  const table = await openTable(players[0], { seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 1000 })),
  )
  expectDone(await players[0].send({ domain: 'table', root: table, type: 'ResumeTable' }))
  return (await nextTurn(players[0], table, null)).hand
}
const unmask = async (page: Page, reason: string) => {
  await page.getByRole('button', { name: 'Unmask' }).click()
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('dialog').getByRole('button', { name: 'Unmask' }).click()
}

test('[CC6] what is private is masked, and shown for a reason that is on record first, in that view alone', async ({
  stranger,
}) => {
  const hand = await dealt([await guest(base, 'Dana'), await guest(base, 'Eli')])
  const { page } = await stranger({ options: asOperator })
  await page.goto(`/admin/streams/hand/${hand}?tab=event`)
  await page.getByRole('row', { name: /CardsDealt/ }).click()
  await expect(page.getByRole('tabpanel').getByText('private: masked')).toBeVisible()
  await page.getByRole('button', { name: 'Unmask' }).click()
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Unmask' })
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await expect(confirm).toHaveCount(0)
  const shown = page.getByRole('list', { name: 'Unmasked' })
  await unmask(page, 'A complaint')
  await expect(shown).toContainText('seats')
  await page.reload()
  await expect(page.getByText('Masked: what is private of')).toBeVisible()
  await expect(shown).toHaveCount(0)
  await page.keyboard.press('End')
  await expect(page.getByRole('row', { selected: true })).toContainText('AdminSecretViewed')
  const { player } = await guest(base)
  await page.goto(`/admin/streams/player/${player}`)
  await expect(page.getByRole('heading', { name: player })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Private parts' })).toHaveCount(0)
})

test('[CC6] an operator who plays there is refused, in words, and nothing is on record', async ({ person }) => {
  const { page, api } = await person('Dana')
  const hand = await dealt([api, await guest(base, 'Eli')])
  await page.goto(`/admin/streams/hand/${hand}`)
  await page.getByLabel('Administrator’s token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await unmask(page, 'I am curious')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('is not shown the cards of others')
  await expect(page.getByRole('list', { name: 'Unmasked' })).toHaveCount(0)
  const { pages } = expectDone(await operatorOf(base).read(`/api/streams/hand/${hand}`)).json as unknown as {
    pages: { type: string }[]
  }
  expect(pages.map(({ type }) => type)).not.toContain('AdminSecretViewed')
})

/** Presses Tab until what is named has the focus. */
const tabTo = async (page: Page, name: RegExp) => {
  for (let n = 0; n < 60; n++) {
    const focused = await page.evaluate(() => {
      const one = document.activeElement
      return `${one?.getAttribute('aria-label') ?? ''} ${one?.textContent ?? ''}`.trim()
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`nothing like ${name} is reached by Tab`)
}

test('[CC7] a stream is forked where one looks, and what came of it is compared, by keyboard alone', async ({
  stranger,
}) => {
  const ann = await guest(base)
  const { page } = await stranger({ options: asOperator })
  const name = `fork-${randomUUID().slice(0, 8)}`
  await page.goto(`/admin/streams/player/${ann.player}?at=1`)
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: 'Fork here' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`EDITION ${name} – nothing here is live`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Fork here' })).toHaveAttribute('title', /this is one already/)
  expectDone(
    await operatorOf(base).send(
      { domain: 'player', root: ann.player, type: 'DepositFunds' },
      { data: { amount: 5 }, fields: { edition: name } },
    ),
  )
  await tabTo(page, /^Compare with main$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: `Only in ${name}` })).toContainText('#2 FundsDeposited {"amount":5,')
  await expect(page.getByText('2 shared events, up to #1.')).toBeVisible()
  await expect(page.getByRole('row', { name: /bankroll 10000 10005/ })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Timestamps' }).press('Space')
  await expect(page).toHaveURL(/ignore=times/)
  await expect(page.getByRole('row', { name: /bankroll 10000 10005/ })).toBeVisible()
})

test('[CC8] editions are listed with lane, ahead and behind, author, purpose, age and status; in one every page says so', async ({
  stranger,
}) => {
  const ann = await guest(base)
  const operator = operatorOf(base)
  const name = `listed-${randomUUID().slice(0, 8)}`
  const deposit = (who: Player | typeof operator, edition?: string) =>
    who.send(
      { domain: 'player', root: ann.player, type: 'DepositFunds' },
      { data: { amount: 5 }, ...(edition ? { fields: { edition } } : {}) },
    )
  expectDone(await operator.post('/api/editions', { name, purpose: 'To be listed' }))
  expectDone(await deposit(operator, name))
  expectDone(await deposit(operator, name))
  expectDone(await deposit(ann))
  const { page } = await stranger({ options: asOperator })
  await page.goto('/admin/editions')
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('To be listed')
  await expect(row).toContainText('+2 / −1')
  await expect(row).toContainText('administrator')
  await expect(row).toContainText('Open')
  await expect(page.locator('.lane-graph .lane').first()).toBeAttached()
  for (const path of ['/admin/streams', `/admin/streams/player/${ann.player}`, '/admin/operations']) {
    await page.goto(`${path}?edition=${name}`)
    await expect(page.getByText(`EDITION ${name} – nothing here is live`)).toBeVisible()
  }
  await page.getByRole('link', { name: 'Leave it' }).click()
  await expect(page.getByText(/^EDITION/)).toHaveCount(0)
})
