import { expect, type Page } from '@playwright/test'
import { answer } from './pages/answering.ts'
import { type Person, test } from './pages/people.ts'
import { sitDownTogether } from './pages/private-table.ts'
import type { Player } from './testing/visitor.ts'
import { guest } from './testing/visitor.ts'

test.setTimeout(120_000)

const own = ({ seats }: Awaited<ReturnType<Person['read']>>) => seats.find(({ who }) => who === 'you')

/** Ann has a browser and the big blind, Bob has neither: he is asked first, and she first after the flop. */
const headsUp = async (person: (name: string) => Promise<Person>, base: string, actionSeconds = 600) => {
  const ann = await person('Ann')
  const bob = await guest(base, 'Bob')
  const table = await sitDownTogether([ann], { seats: [bob, ann.api], actionSeconds, timeBankSeconds: 60 })
  const bobDoes = (action: Parameters<typeof answer>[2]['action'], amount?: number) =>
    answer(bob as Player, table, amount === undefined ? { action } : { action, amount })
  return { ann, bobDoes, table }
}

test('[PY12] a hand is played without a pointer: C, 1 to 4, arrows, R, Enter and F', async ({ person, baseURL }) => {
  const { ann, bobDoes } = await headsUp(person, baseURL ?? '')
  const { key, amount, myTurn } = ann
  await bobDoes('call')
  await myTurn()

  await expect(amount).toHaveValue('20')
  for (const [press, value] of [
    ['1', '25'],
    ['3', '30'],
    ['4', '1,000'],
    ['2', '30'],
    ['ArrowUp', '40'],
    ['ArrowUp', '50'],
    ['ArrowDown', '40'],
  ] as const) {
    await key(press)
    await expect(amount).toHaveValue(value)
  }
  await key('r')
  await expect(amount).toBeFocused()
  await ann.page.keyboard.type('60')
  await key('Enter')
  await ann.sees('the raise', ({ log }) => log.includes('Ann raises to 60'))
  await expect(amount).not.toBeFocused()

  await bobDoes('call')
  await ann.sees('the flop', ({ mine, board }) => mine && board.startsWith('Flop'))
  await key('c')
  await ann.sees('the check', ({ log }) => log.includes('Ann checks'))
  await bobDoes('bet', 120)
  await myTurn()
  await key('c')
  await ann.sees('the call', ({ log }) => log.includes('Ann calls 120'))
  await ann.sees('the turn', ({ mine, board }) => mine && board.includes('Turn'))
  await key('r')
  await ann.page.keyboard.type('150')
  await ann.page.keyboard.press('ArrowUp')
  await expect(amount).toHaveValue('160')
  await key('Enter')
  await ann.sees('the bet', ({ log }) => log.includes('Ann bets 160'))
  await bobDoes('all-in')
  await myTurn()
  await key('f')
  const over = await ann.sees('the fold', ({ log }) => log.includes('Ann folds'))
  expect(own(over)?.stack).toBe(1000 - 60 - 120 - 160)
})

const modifiers = ['Control+c', 'Alt+c', 'Control+f'] as const

test('[PY13] the keys are told by a sheet; a letter in a box, in a dialog or with a modifier is only a letter', async ({
  person,
  baseURL,
}) => {
  const { ann, bobDoes } = await headsUp(person, baseURL ?? '')
  const { key, amount, myTurn, page } = ann
  await bobDoes('call')
  const turn = await myTurn()

  await key('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet).toBeVisible()
  for (const name of ['F', 'C', 'R', '1', '2', '3', '4', '↑', '↓', 'Enter', 'T', 'S', 'M', '?', 'Alt + A'])
    await expect(sheet.getByText(name, { exact: true })).toBeVisible()
  await key('c')
  await key('f')
  await key('Escape')
  await expect(sheet).toBeHidden()

  await key('r')
  await key('f')
  await expect(amount).toHaveValue('f')
  await expect(amount).toHaveAttribute('aria-invalid', 'true')
  await key('Enter')
  await expect(ann.raise).toBeDisabled()
  await amount.blur()
  for (const press of modifiers) await key(press)

  await key('t')
  await ann.said(/Ann: \d+ seconds left/)
  expect({ ...(await ann.read()), connection: '' }).toEqual({ ...turn, connection: '' })
  await key('c')
  await ann.sees('the check', ({ log }) => log.includes('Ann checks'))
})

/** Everything that a live region says from now on, in order. Next has an alert of its own for titles. */
const listen = async (page: Page, role: 'log' | 'alert') => {
  const said: string[] = []
  await page.exposeFunction(`heard_${role}`, (text: string) => {
    said.push(text)
  })
  const region = page.getByRole(role).first()
  await region.evaluate((element, name) => {
    const tell = (window as unknown as Record<string, (text: string) => void>)[name]
    new MutationObserver(() => tell?.((element.textContent ?? '').trim())).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  }, `heard_${role}`)
  return said
}

test('[PY14] a voice tells the actions of a street at once, the own turn and its last ten seconds, and no more', async ({
  person,
  baseURL,
}) => {
  const { ann, bobDoes } = await headsUp(person, baseURL ?? '', 13)
  const { page, key } = ann
  const log = await listen(page, 'log')
  const alerts = await listen(page, 'alert')
  const regions = ['log', 'alert'] as const
  const handles = await Promise.all(regions.map(role => page.getByRole(role).first().elementHandle()))

  await bobDoes('call')
  await ann.myTurn()
  await expect.poll(() => alerts.at(-1)).toMatch(/^Your turn\. Check or bet\. \d+ seconds\.$/)
  await expect.poll(() => log.join(' ')).toMatch(/Bob calls 5\. Pot 20\./)
  await expect.poll(() => alerts.at(-1)).toBe('10 seconds left')
  await expect(page).toHaveTitle(/^● Your turn/)

  await key('Alt+a')
  await expect.poll(() => alerts.slice(1)).toEqual(['10 seconds left', '10 seconds left'])
  await key('c')
  await ann.sees('the flop', ({ board }) => board.startsWith('Flop'))
  await expect.poll(() => log.join(' ')).toMatch(/Ann checks.* Flop: \w+ of \w+ \w+ of \w+ \w+ of \w+\. Pot 20\.$/)
  await key('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  for (const role of regions) await expect(page.getByRole(role).first()).toBeAttached()
  await expect(page.getByRole('log')).toHaveCount(1)
  const same = await Promise.all(
    handles.map((handle, place) =>
      page
        .getByRole(regions[place] ?? 'log')
        .first()
        .evaluate((element, first) => element === first, handle),
    ),
  )
  expect(same).toEqual([true, true])
})
