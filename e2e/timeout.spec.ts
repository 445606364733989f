import { expect } from '@playwright/test'
import { playAlong } from './pages/answering.ts'
import { test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

test('[PY7] who says nothing is checked or folded, sits out after two hands, and comes back by a button', async ({
  person,
  baseURL,
}) => {
  const ann = await person('Ann')
  const bob = await guest(baseURL ?? '', 'Bob')
  const over = new AbortController()
  const table = await sitDownTogether([ann], { seats: [ann.api, bob], actionSeconds: 1, timeBankSeconds: 0 })
  const playing = playAlong(bob, table, over.signal)

  const out = await ann.sees('two hands without a word', ({ log }) => log.includes('Ann sits out'), 45_000)
  const hands = [1, 2].map(hand => out.log.slice(out.log.indexOf(`Hand ${hand}`)))
  for (const hand of hands) expect(hand).toContain('Ann runs out of time')
  expect(out.hand).toBe(2)
  expect(out.log).toContain('Ann folds')
  expect(out.log).toContain('Ann checks')
  await expect(ann.actions).toContainText(/You are sitting out with [\d,]+ chips\. Your seat is kept\./)

  await ann.actions.getByRole('button', { name: 'I’m back' }).click()
  const back = await ann.sees('a hand with her', ({ hand, seats }) => {
    const own = seats.find(({ who }) => who === 'you')
    return hand === 3 && own !== undefined && own.says.includes('face-down cards') && !own.says.includes('sitting out')
  })
  expect(back.log).toContain('Ann is back')
  over.abort()
  await playing
})
