import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './pages/accessible.ts'
import { branchesOf, branchPageOf, type LostHand, lostHand, onMain } from './pages/branches.ts'
import { test } from './pages/people.ts'
import { expectDone, until } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

// One worker for all of them: they look at the same hand.
test.describe.configure({ mode: 'default', timeout: 120_000 })

let players: readonly [Player, Player, Player]
let lost: LostHand
test.beforeAll(async ({ baseURL }) => {
  const base = baseURL ?? ''
  players = [await guest(base, 'Ann'), await guest(base, 'Bob'), await guest(base, 'Cat')]
  lost = await lostHand(players)
})

const enter = async (page: Page, { headers }: Player, base: string | undefined) => {
  const [name = '', value = ''] = (headers.cookie ?? '').split('=')
  await page.context().addCookies([{ name, value, url: base ?? '' }])
}
/** A branch that bots have played to its end. */
const playedByBots = async (action: 'call' | 'fold' = 'call') => {
  const body = { at: lost.at, action, play: 'bots' }
  const opened = expectDone(await lost.loser.post(`/api/hands/${lost.hand}/what-if`, body))
  const { edition } = opened.json as unknown as { edition: string }
  return until(
    async () =>
      (await branchesOf(lost.loser, lost)).find(branch => branch.edition === edition && branch.result !== null),
    'the bots have played it',
  )
}

test('[WI1] a lost hand is answered differently in the browser, played on to another result, and main is as it was', async ({
  page,
  baseURL,
}) => {
  await enter(page, lost.loser, baseURL)
  const before = await onMain(players[0], lost)
  const { open, isAt, banner, sheet, playOn, edition, lines } = branchPageOf(page)
  await open(lost.hand, `?at=${lost.at}`)
  await page.getByRole('button', { name: 'What if?' }).click()
  await expect(sheet.getByRole('radio', { name: /^Call/ })).toBeChecked()
  await expect(sheet.getByText('Unseen cards are dealt anew.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Play it on' }).click()
  await expect(banner).toContainText(/EDITION [A-Z]: call at #\d+ – nothing here is live/)
  await playOn()
  await expect(banner).toContainText(/(Won [\d,]+|Lost [\d,]+|Even), [+−][\d,.]+ bb compared with what happened/)
  const name = edition()
  await page.reload()
  await expect(banner).toContainText('compared with what happened')
  expect(edition()).toBe(name)
  await expect(lines.filter({ hasText: 'shown' })).toContainText('call')
  expect(await onMain(players[0], lost)).toBe(before)
  await banner.getByRole('link', { name: 'Leave' }).click()
  await expect(banner).toHaveCount(0)
  await isAt(lost.at)
})

test('[WI2] fork and compare, by keyboard alone', async ({ page, baseURL }) => {
  await enter(page, lost.loser, baseURL)
  const { open, key, isAt, banner, sheet, edition } = branchPageOf(page)
  await open(lost.hand, `?at=${lost.at}`)
  await key('f')
  await expect(sheet).toBeVisible()
  await expect(sheet.getByRole('radio', { name: /^Call/ })).toBeFocused()
  await key('Tab')
  await expect(sheet.getByRole('radio', { name: 'I play on' })).toBeFocused()
  await key('ArrowRight')
  await expect(sheet.getByRole('radio', { name: 'Bots play' })).toBeChecked()
  await key('Tab')
  await expect(sheet.getByRole('button', { name: 'Play it on' })).toBeFocused()
  await key('Enter')
  await expect(banner).toContainText('nothing here is live')
  const name = edition() ?? ''
  await expect(banner).toContainText(/what happened/, { timeout: 60_000 })
  await key('v')
  await expect(page).toHaveURL(new RegExp(`/compare\\?edition=${name}$`))
  await expect(page.getByText(`${lost.at + 1} shared events`)).toBeVisible()
  const slider = page.getByRole('slider', { name: 'Row of the comparison' })
  await slider.focus()
  await key('Home')
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`What happened at event ${lost.at}, .* ${lost.at}$`),
  )
  await page.goBack()
  await isAt(Number(await page.getByRole('slider', { name: 'Moment of the hand' }).getAttribute('max')))
  await key('Shift+ArrowLeft')
  await expect.poll(edition).toBeNull()
  await isAt(lost.at)
  await key('ArrowDown')
  await key('ArrowRight')
  await expect.poll(edition).not.toBeNull()
  await isAt(lost.at + 1)
})

test('[WI3] a discarded branch is gone, and comes back by Undo', async ({ page, baseURL }) => {
  const { edition, at } = await playedByBots()
  await enter(page, lost.loser, baseURL)
  const { open, lines, banner } = branchPageOf(page)
  await open(lost.hand, `?edition=${edition}`)
  const shown = lines.filter({ hasText: 'shown' })
  await shown.getByRole('button', { name: /^Discard / }).click()
  await expect(banner).toHaveCount(0)
  const gone = lines.filter({ hasText: 'Discarded · until' })
  await expect(gone).toHaveCount(1)
  const status = async () => (await branchesOf(lost.loser, lost)).find(one => one.edition === edition)?.status
  expect(await status()).toBe('discarded')
  await gone.getByRole('button', { name: /^Undo: restore / }).click()
  await expect(gone).toHaveCount(0)
  expect(await status()).toBe('open')
  await page.goto(`/hands/${lost.hand}?edition=${edition}&at=${at}`)
  await expect(banner).toContainText('nothing here is live')
})

test('[WI4] a spot is played many times: its distribution is drawn and told, also after a reload', async ({
  page,
  baseURL,
}) => {
  await enter(page, lost.loser, baseURL)
  const { open, key, sheet } = branchPageOf(page)
  await open(lost.hand, `?at=${lost.at}`)
  await key('f')
  await sheet.getByRole('button', { name: 'Play it 200 times' }).click()
  const run = page.getByRole('region', { name: 'Played many times' })
  await expect(run.getByRole('heading')).toContainText('200 times: call')
  const chart = run.getByRole('img', { name: /^Distribution of 200 results in big blinds, mean [+−][\d.]+/ })
  await expect(chart).toBeVisible({ timeout: 90_000 })
  await page.reload()
  await expect(chart).toBeVisible()
  await expect(run.getByRole('progressbar')).toHaveCount(0)
  await run.getByText('As a table').click()
  const counts = await run.getByRole('row').locator('td:nth-of-type(1)').allTextContents()
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(200)
})

test('[WI5] a spectator is offered nothing, and an edition of somebody else is not there', async ({
  stranger,
  person,
}) => {
  const { edition } = await playedByBots()
  for (const other of [await stranger(), await person('Eve')]) {
    await other.page.goto(`/hands/${lost.hand}?at=${lost.at}`)
    await expect(other.page.getByRole('slider', { name: 'Moment of the hand' })).toHaveValue(String(lost.at))
    await expect(other.page.getByRole('button', { name: 'What if?' })).toHaveCount(0)
    await expect(other.page.getByRole('region', { name: 'What if' })).toHaveCount(0)
    for (const path of [`/hands/${lost.hand}?edition=${edition}`, `/hands/${lost.hand}/compare?edition=${edition}`])
      expect((await other.page.goto(path))?.status()).toBe(404)
  }
})

test('[WI6] an edition and a comparison have no findings, in both themes, and fit a phone', async ({
  page,
  baseURL,
}) => {
  const { edition } = await playedByBots()
  await enter(page, lost.loser, baseURL)
  for (const path of [`?edition=${edition}`, `?at=${lost.at}`, `/compare?edition=${edition}`]) {
    await page.goto(`/hands/${lost.hand}${path}`)
    await expect(page.getByText('call', { exact: false }).first()).toBeVisible()
    await expectAccessible(page)
  }
})
