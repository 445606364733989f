import { expect } from '@playwright/test'
import { answer } from './pages/answering.ts'
import { type Person, test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { seatOfYou } from './pages/reading.ts'
import { giveUp, passOn } from './pages/round.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

/** Ann has a browser and the first button, Bob has neither. */
const headsUp = async (person: (name: string) => Promise<Person>, base: string) => {
  const ann = await person('Ann')
  const bob = await guest(base, 'Bob')
  const table = await sitDownTogether([ann], { seats: [ann.api, bob], maxBuyIn: 1500 })
  await ann.myTurn()
  return { ann, bob, table }
}

test('[PY19] who leaves during a hand is told what comes of it, and finds it in the bankroll', async ({
  person,
  baseURL,
}) => {
  const { ann, bob, table } = await headsUp(person, baseURL ?? '')
  const { page } = ann
  await passOn(ann)
  await page.getByRole('button', { name: 'Leave seat' }).click()
  const question = page.getByRole('dialog', { name: 'Leave the table?' })
  await expect(question).toContainText('your turns are folded from now on')
  await question.getByRole('button', { name: 'Leave' }).click()
  await ann.sees('that she goes', ({ seats }) =>
    seats.some(({ who, says }) => who === 'you' && says.includes('leaving')),
  )
  await answer(bob, table, { action: 'bet', amount: 50 }).catch(() =>
    answer(bob, table, { action: 'raise', amount: 50 }),
  )
  await expect(ann.actions).toContainText('You left the table with 990 chips. Your bankroll is 9,990.')
  await page.getByRole('link', { name: 'All tables' }).click()
  await expect(page.getByRole('button', { name: /9,990 chips in your bankroll/ })).toBeVisible()
})

test('[PY20] who sits out is dealt out after the hand, and in again at once when back', async ({ person, baseURL }) => {
  const { ann } = await headsUp(person, baseURL ?? '')
  const { page } = ann
  await page.getByRole('button', { name: 'Sit out next hand' }).click()
  const still = await ann.sees('the wish', ({ seats }) =>
    seats.some(({ who, says }) => who === 'you' && says.includes('sitting out')),
  )
  expect(still.mine).toBe(true)
  await giveUp(ann)
  await expect(ann.actions).toContainText('You are sitting out with 995 chips. Your seat is kept.')
  await ann.sees('that Bob is alone', ({ status }) => status.includes('Waiting for another player'))
  await ann.actions.getByRole('button', { name: 'I’m back' }).click()
  await ann.sees('the next hand', ({ hand, cards }) => hand === 2 && cards !== '')
})

test('[PY21] chips that are added during a hand wait until it is over', async ({ person, baseURL }) => {
  const { ann } = await headsUp(person, baseURL ?? '')
  const { page, chipsDialog } = ann
  await page.getByRole('button', { name: 'Add chips' }).click()
  await expect(chipsDialog).toContainText('They are added between hands, up to 1,500 in front of you.')
  await chipsDialog.getByRole('textbox', { name: 'Chips' }).fill('300')
  await chipsDialog.getByRole('button', { name: 'Add 300' }).click()
  const waiting = await ann.sees('that they wait', ({ seats }) =>
    seats.some(({ who, says }) => who === 'you' && says.includes('300 to be added')),
  )
  expect(seatOfYou(waiting)?.stack).toBe(995)
  await expect(chipsDialog).toBeHidden()
  await giveUp(ann)
  const added = await ann.sees('the chips', ({ log }) => log.includes('Ann adds 300'))
  expect(seatOfYou(added)?.stack).toBe(1295)
  expect(seatOfYou(added)?.says).not.toContain('300 to be added')
})
