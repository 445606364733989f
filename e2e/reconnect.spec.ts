import { expect } from '@playwright/test'
import { test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { publicIn } from './pages/reading.ts'
import { expectSameNow, nextStop, passOn, type Seated } from './pages/round.ts'

test.setTimeout(120_000)

const secondsIn = async ({ key, page }: Seated) => {
  await key('t')
  const told = page.getByRole('alert').filter({ hasText: / seconds left/ })
  return Number(/(\d+) seconds left/.exec(await told.innerText())?.[1])
}

test('[PY5] a reload in the middle of a hand changes nothing: cards, board, pot, turn and clock', async ({
  person,
}) => {
  const both = [await person('Ann'), await person('Bob')] as const
  await sitDownTogether(both)
  for (let stop = await nextStop(both); !stop.seen.board.startsWith('Flop'); stop = await nextStop(both))
    await passOn(stop.actor as Seated)
  const { seen, actor } = await nextStop(both)
  const asked = actor as Seated
  const waiting = asked === both[0] ? both[1] : both[0]

  const before = { seconds: await secondsIn(asked), other: await waiting.read() }
  await Promise.all([asked.page.reload(), waiting.page.reload()])
  const after = await asked.sees('the table as it was', now => now.mine && now.connection === 'Live')
  expect(publicIn(after, '')).toEqual(publicIn(seen, ''))
  expect(after.cards).toBe(seen.cards)
  expect(after.cards).not.toBe('')
  const other = await waiting.sees('the table as it was', now => now.connection === 'Live' && now.cards !== '')
  expect({ ...other, log: [] }).toEqual({ ...before.other, log: [] })

  const seconds = await secondsIn(asked)
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(before.seconds)
  await passOn(asked)
})

test('[PY6] without a connection nothing can be pressed; back again, the table is told as it is now', async ({
  person,
}) => {
  const both = [await person('Ann'), await person('Bob')] as const
  await sitDownTogether(both)
  const { actor } = await nextStop(both)
  const asked = actor === both[0] ? both[0] : both[1]
  const other = asked === both[0] ? both[1] : both[0]

  await asked.page.context().setOffline(true)
  await asked.sees('the loss', ({ connection }) => connection === 'Reconnecting…')
  for (const button of await asked.answers.all()) await expect(button).toBeDisabled()
  await asked.key('f')
  const told = (text: string | RegExp) => expect(asked.page.getByText(text).first()).toBeVisible()
  const missedNothing = told('Back at the table. You missed nothing.')
  await asked.page.context().setOffline(false)
  const back = await asked.sees('the same turn', now => now.mine && now.connection === 'Live')
  expect(back.seats.find(({ who }) => who === 'you')?.says).not.toContain('folded')
  await missedNothing

  await passOn(asked)
  await other.myTurn()
  await asked.page.context().setOffline(true)
  await asked.sees('the loss', ({ connection }) => connection === 'Reconnecting…')
  await passOn(other)
  await nextStop([other])
  const missedSome = told(/^Back at the table\. \d+ actions? happened while you were away\.$/)
  await asked.page.context().setOffline(false)
  // Others may have been told of the loss, and are told of the end of it.
  await expectSameNow(asked, other)
  expect((await asked.read()).board).toMatch(/^Flop/)
  await missedSome
})
