import { expect } from '@playwright/test'
import { answer } from './pages/answering.ts'
import { test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

test('[PY22] a fold that gives up a free card is asked about once', async ({ person, baseURL }) => {
  const ann = await person('Ann')
  const bob = await guest(baseURL ?? '', 'Bob')
  const table = await sitDownTogether([ann], { seats: [bob, ann.api] })
  const question = ann.page.getByRole('dialog', { name: 'Fold for free?' })
  await answer(bob, table, { action: 'call' })
  await ann.myTurn()
  await ann.fold.click()
  await question.getByRole('button', { name: 'Check' }).click()
  await ann.sees('the check', ({ log }) => log.includes('Ann checks'))

  await ann.sees('the flop', ({ mine, board }) => mine && board.startsWith('Flop'))
  await ann.fold.click()
  await question.getByRole('button', { name: 'Close' }).click()
  await expect(question).toBeHidden()
  expect((await ann.read()).mine).toBe(true)
  await ann.fold.click()
  await question.getByRole('button', { name: 'Fold' }).click()
  await ann.sees('the fold', ({ log }) => log.includes('Ann folds'))

  await ann.sees('the next hand', ({ hand, mine }) => hand === 2 && mine)
  await ann.pass.click()
  await answer(bob, table, { action: 'check' })
  await answer(bob, table, { action: 'check' })
  await ann.sees('a free turn', ({ hand, mine, board }) => hand === 2 && mine && board.startsWith('Flop'))
  await ann.fold.click()
  await ann.sees('the fold', ({ log }) => log.lastIndexOf('Ann folds') > log.indexOf('Hand 2'))
})

test('[PY23] an answer given ahead is sent when the turn comes: check or fold, whatever is right then', async ({
  person,
  baseURL,
}) => {
  const ann = await person('Ann')
  const bob = await guest(baseURL ?? '', 'Bob')
  const table = await sitDownTogether([ann], { seats: [ann.api, bob] })
  await ann.myTurn()
  await ann.pass.click()

  await ann.answerAhead('Check / fold')
  await answer(bob, table, { action: 'check' })
  await ann.sees('the flop', ({ board }) => board.startsWith('Flop'))
  await answer(bob, table, { action: 'check' })
  await ann.sees('the answer', ({ log }) => log.includes('Ann checks'))
  await ann.sees('the turn', ({ board }) => board.includes('Turn'))
  await expect(ann.armed).toBeHidden()

  await ann.answerAhead('Check / fold')
  await ann.actions.getByRole('button', { name: 'Cancel Check / fold' }).click()
  await expect(ann.armed).toBeHidden()
  await ann.answerAhead('Check / fold')
  await answer(bob, table, { action: 'bet', amount: 50 })
  await ann.sees('the answer', ({ log }) => log.includes('Ann folds'))
})

test('[PY24] a call that was given ahead is taken back when its price changes', async ({ person, baseURL }) => {
  const ann = await person('Ann')
  const bob = await guest(baseURL ?? '', 'Bob')
  const cid = await guest(baseURL ?? '', 'Cid')
  const table = await sitDownTogether([ann], { seats: [bob, ann.api, cid] })
  await ann.sees('the turn of Bob', ({ seats }) =>
    seats.some(({ who, says }) => who === 'Bob' && says.includes('to act')),
  )

  await ann.answerAhead('Call 5')
  await answer(bob, table, { action: 'raise', amount: 40 })
  const asked = await ann.sees('the own turn', ({ mine }) => mine)
  await expect(ann.armed).toBeHidden()
  await expect(ann.pass).toHaveText(/Call\s+35/)
  expect(asked.log.filter(line => line.startsWith('Ann calls'))).toEqual([])

  await ann.pass.click()
  await answer(cid, table, { action: 'call' })
  await ann.sees('the flop', ({ board, mine }) => board.startsWith('Flop') && mine)
  await ann.pass.click()
  await answer(cid, table, { action: 'bet', amount: 100 })
  await ann.sees('the bet', ({ log }) => log.includes('Cid bets 100'))
  await ann.answerAhead('Call 100')
  await answer(bob, table, { action: 'call' })
  await ann.sees('the answer', ({ log }) => log.includes('Ann calls 100'))
})
