import { expect, type Page } from '@playwright/test'
import type { Card } from '@/domain/cards/card'
import { spoken } from '@/domain/cards/spoken'
import { expectAccessible } from './pages/accessible.ts'
import { answer } from './pages/answering.ts'
import { test } from './pages/people.ts'
import { publicIn } from './pages/reading.ts'
import { beginHand, type PlayedHand, playHand, replayOf } from './pages/replay.ts'
import { resumeTable } from './pages/round.ts'
import { cardsIn } from './testing/card-codes.ts'
import { tableRow, until } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

// One worker for all of them: they look at the same hand.
test.describe.configure({ mode: 'default', timeout: 90_000 })

let players: readonly [Player, Player, Player, Player]
let played: PlayedHand
test.beforeAll(async ({ baseURL }) => {
  const base = baseURL ?? ''
  const [ann, bob, cat, dan] = await Promise.all(['Ann Example', 'Bob', 'Cat', 'Dan'].map(name => guest(base, name)))
  players = [ann as Player, bob as Player, cat as Player, dan as Player]
  played = await playHand(players)
})

const enter = async (page: Page, { headers }: Player, base: string | undefined) => {
  const [name = '', value = ''] = (headers.cookie ?? '').split('=')
  await page.context().addCookies([{ name, value, url: base ?? '' }])
}

test('[RY10] a hand is gone through by keyboard: by event, by street, to both ends', async ({ page }) => {
  const { open, key, isAt, slider, read } = replayOf(page)
  await open(played.hand, '?at=start')
  await isAt(-1)
  await expect(slider).toHaveAttribute('aria-valuetext', `Before the first event of ${played.last + 1}`)
  await key('ArrowRight')
  await key('ArrowRight')
  await isAt(1)
  expect((await read()).board).toBe('No board cards yet.')
  await key('Shift+ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /^Event \d+ of \d+, flop, Flop: /)
  expect((await read()).board).toMatch(/^Flop: .*\.$/)
  await key('Shift+ArrowLeft')
  await isAt(1)
  await key('End')
  await isAt(played.last)
  expect((await read()).status).toMatch(/ wins /)
  await key('Home')
  await isAt(-1)
})

test('[RY10] a hand is gone through by pointer: dragged, by buttons, by its lines', async ({ page }) => {
  const { open, isAt, slider, line, button, at, addressSays } = replayOf(page)
  await open(played.hand, '?at=start')
  const box = await slider.boundingBox()
  if (!box) throw new Error('no slider')
  const middle = box.y + box.height / 2
  const entries = await page.evaluate(() => history.length)
  await page.mouse.move(box.x + 10, middle)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, middle, { steps: 8 })
  await expect.poll(at).toBeGreaterThan(played.last / 3)
  await page.mouse.up()
  const here = await at()
  await addressSays(String(here))
  expect(await page.evaluate(() => history.length)).toBe(entries)
  await button('Next event').click()
  await isAt(here + 1)
  await button('Event before').click()
  await button('Street before').click()
  await expect.poll(at).toBeLessThan(here)
  await line(5).click()
  await isAt(5)
  await expect(line(5)).toHaveAttribute('aria-current', 'step')
})

test('[RY11] a link to a moment opens that moment, for whoever follows it', async ({ page, stranger, person }) => {
  const { open, read, isAt, slider } = replayOf(page)
  const moment = Math.floor(played.last * 0.7)
  await open(played.hand, `?at=${moment}`)
  const seen = publicIn(await read(), '')
  for (const other of [await stranger(), await person('Dana')]) {
    await other.page.goto(page.url())
    await expect(other.page.getByRole('slider', { name: 'Moment of the hand' })).toHaveValue(String(moment))
    expect(publicIn(await other.read(), '')).toEqual(seen)
  }
  await page.reload()
  await isAt(moment)
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^Event ${moment} of ${played.last}, `))
})

test('[RY11] the link is copied with the moment in it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { open, key, said } = replayOf(page)
  await open(played.hand)
  await key('c')
  await said('The link to this moment is copied.')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(copied).pathname).toBe(`/hands/${played.hand}`)
  expect(new URL(copied).searchParams.get('at')).toBe(String(played.last))
})

test('[RY12] a moment that is not there is the last one, which is said, and the address is put right', async ({
  page,
}) => {
  const { open, isAt, said, addressSays } = replayOf(page)
  for (const wrong of ['9999', 'soon', '-3', '1.5']) {
    await open(played.hand, `?at=${wrong}`)
    await isAt(played.last)
    await said(`The stream ends at ${played.last}.`)
    await addressSays(String(played.last))
  }
  await open(played.hand)
  await isAt(played.last)
})

test('[RY13] Back and Forward lead to the places that were chosen, not to every step between', async ({ page }) => {
  const { open, isAt, line, key, addressSays } = replayOf(page)
  await open(played.hand, '?at=3')
  await line(8).click()
  await isAt(8)
  for (let step = 0; step < 4; step++) await key('ArrowRight')
  await addressSays('12')
  await key('End')
  await addressSays(String(played.last))
  await page.goBack()
  await isAt(12)
  await page.goBack()
  await isAt(3)
  await page.goForward()
  await isAt(12)
})

const words = (cards: readonly string[]) => cards.map(card => spoken(card as Card))

/** Everything that came over the wire but code, and everything on the page at every moment of the hand. */
const allThatIsSeen = async (page: Page, query: string) => {
  const texts: string[] = []
  const taken: Promise<unknown>[] = []
  const take = (text: Promise<string>) => taken.push(text.then(found => texts.push(found)).catch(() => undefined))
  page.on('response', response => {
    if (!response.url().includes('/_next/static/')) take(response.text())
  })
  page.on('websocket', socket => socket.on('framereceived', ({ payload }) => texts.push(String(payload))))
  const { open, key, isAt } = replayOf(page)
  await open(played.hand, query)
  await key('Home')
  const shown = new Set<string>()
  for (let at = -1; at <= played.last; at++) {
    await isAt(at)
    const seen = await page.evaluate(() => ({ innerHTML: document.body.innerHTML, innerText: document.body.innerText }))
    const spokenOf = Object.values(played.cards).flat()
    const said = spokenOf.filter(card => seen.innerText.includes(spoken(card as Card)))
    for (const card of [...said, ...cardsIn(seen.innerHTML)]) shown.add(card)
    await key('ArrowRight')
  }
  await Promise.all(taken)
  return { shown, sent: cardsIn(texts.join('\n')) }
}

const hiddenFrom = (viewer: string | null) =>
  Object.entries(played.cards)
    .filter(([player]) => player !== viewer && !played.shown.includes(player))
    .flatMap(([, cards]) => cards)

for (const [who, seat] of [
  ['a spectator', null],
  ['an opponent who folded', 2],
  ['an opponent', 0],
] as const) {
  test(`[RY14] at no moment, on the page or on the wire, does ${who} see a card that was not shown`, async ({
    page,
    baseURL,
  }) => {
    const viewer = seat === null ? null : (players[seat] as Player)
    if (viewer) await enter(page, viewer, baseURL)
    const hidden = hiddenFrom(viewer?.player ?? null)
    expect(hidden.length).toBeGreaterThan(0)
    for (const query of ['', '?as=2&bb=1']) {
      const { shown, sent } = await allThatIsSeen(page, query)
      expect(hidden.filter(card => shown.has(card) || sent.has(card))).toEqual([])
      const open = [...played.shown, ...(viewer ? [viewer.player] : [])].flatMap(one => played.cards[one] ?? [])
      expect(open.filter(card => !shown.has(card) || !sent.has(card))).toEqual([])
    }
  })
}

test('[RY15] known cards lie open from the deal on, and as they were seen once that is switched off', async ({
  page,
}) => {
  const { open, key, felt, button } = replayOf(page)
  const [shown = ''] = played.shown
  const [card = ''] = words(played.cards[shown] ?? [])
  await open(played.hand, '?at=2')
  await expect(felt.getByText(card)).toHaveCount(1)
  await button('Known cards').click()
  await expect(felt.getByText(card)).toHaveCount(0)
  await key('End')
  await expect(felt.getByText(card)).not.toHaveCount(0)
})

test('[RY16] in big blinds, under masked names and from another seat, and the address says so', async ({ page }) => {
  const { open, key, felt, seats, button, asked } = replayOf(page)
  await open(played.hand, '?at=1')
  await expect(felt.getByText('Ann Example')).not.toHaveCount(0)
  await button('Mask names').click()
  await expect(page.getByText('Ann Example')).toHaveCount(0)
  await expect(felt.getByText('Player 1', { exact: true })).toBeVisible()
  await expect(felt.getByText(/, 1,000 chips/).first()).toBeAttached()
  await key('b')
  await expect(felt.getByText(/, 100 chips/).first()).toBeAttached()
  await key('p')
  await expect.poll(() => [asked('anon'), asked('bb'), asked('as')]).toEqual(['1', '1', '0'])
  await key('p')
  await expect(seats.first()).toContainText('Player 2')
  await page.reload()
  await expect(seats.first()).toContainText('Player 2')
  await expect(page.getByText('Ann Example')).toHaveCount(0)
})

test('[RY17] it plays by itself to the end, at the chosen speed, and stops for whoever steps', async ({ page }) => {
  const { open, key, isAt, at, button, addressSays } = replayOf(page)
  await open(played.hand, `?at=${played.last - 3}`)
  for (let press = 0; press < 3; press++) await key('.')
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('real')
  await key(',')
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('4')
  await key(' ')
  await isAt(played.last)
  await expect(button('Play')).toBeVisible()
  await addressSays(String(played.last))
  await key(' ')
  await expect.poll(at).toBeGreaterThan(1)
  await key('ArrowLeft')
  await expect(button('Play')).toBeVisible()
})

test('[RY18] the odds of a call, and what the hands in sight win on average', async ({ page, baseURL }) => {
  await enter(page, players[0], baseURL)
  const { open } = replayOf(page)
  const pages = (await (await page.request.get(`/api/hands/${played.hand}`)).json()).pages as {
    type: string
    data: { toCall?: number }
  }[]
  const asked = pages.findIndex(({ type, data }) => type === 'TurnAssigned' && (data.toCall ?? 0) > 0)
  await open(played.hand, `?at=${asked}`)
  const odds = page.getByRole('region', { name: 'Odds' })
  await expect(odds).toContainText(/10 to win 15, needs 40\.0 %/)
  const rows = odds.getByRole('list').getByRole('listitem')
  await expect(rows).toHaveCount(4)
  await expect(rows.filter({ hasText: 'You' })).toHaveText(/^You\d+ %$/)
})

test('[RY19] from the table to the hand so far and back; whose turn it becomes is called to the table', async ({
  person,
  baseURL,
}) => {
  const ann = await person('Ann')
  const bob = await guest(baseURL ?? '', 'Bob')
  const { table, hand } = await beginHand([ann.api, bob])
  const { page } = ann
  const replay = replayOf(page)
  await page.goto(`/tables/${table}`)
  await ann.sees('a live table', ({ connection }) => connection === 'Live')
  const { turn } = (await tableRow(ann.api, table))?.hand ?? {}
  if (turn?.player === ann.api.player) await answer(ann.api, table, { action: 'call' })
  await ann.sees('the other one is asked', ({ seats }) =>
    seats.some(({ who, says }) => who === 'Bob' && says.includes('to act')),
  )
  await ann.key('ArrowLeft')
  await expect(page).toHaveURL(new RegExp(`/hands/${hand}$`))
  await expect(page.getByText(/^Live hand, history to #\d+$/)).toBeVisible()
  const before = Number(await replay.slider.getAttribute('max'))
  await replay.isAt(before)
  await ann.key('l')
  await expect(page).toHaveURL(new RegExp(`/tables/${table}$`))
  await ann.fromMenu('Replay this hand')
  await expect(page).toHaveURL(new RegExp(`/hands/${hand}$`))
  await answer(bob, table, { action: 'raise', amount: 40 })
  await expect(page).toHaveURL(new RegExp(`/tables/${table}$`))
  await ann.myTurn()
})

test('[RY19] a hand that runs is followed as far as it has come, and no further', async ({ page, baseURL }) => {
  const [ann, bob] = [await guest(baseURL ?? '', 'Ann'), await guest(baseURL ?? '', 'Bob')]
  const { table, hand } = await beginHand([ann, bob])
  const { open, slider, isAt, said } = replayOf(page)
  await open(hand)
  const before = Number(await slider.getAttribute('max'))
  const first = (await (await page.request.get(`/api/query/table/${table}`)).json()).row.hand.turn.player
  await answer(first === ann.player ? ann : bob, table, { action: 'call' })
  await expect.poll(async () => Number(await slider.getAttribute('max'))).toBeGreaterThan(before)
  await isAt(Number(await slider.getAttribute('max')))
  await page.goto(`/hands/${hand}?at=500`)
  await said(/^The stream ends at \d+\./)
})

test('[RY20] nothing that tools find is wrong for anybody, in both themes, on any screen', async ({ page }) => {
  const { open } = replayOf(page)
  for (const query of ['', '?at=12', '?at=start']) {
    await open(played.hand, query)
    await expectAccessible(page)
  }
})

test('[RY20] on a phone every control is as large as a thumb', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 })
  const { open } = replayOf(page)
  await open(played.hand, '?at=12')
  const controls = page.getByRole('main').locator('button:not(.event-line), input, select, a')
  const sizesOf = await controls.evaluateAll(all =>
    all.map(one => ({ name: one.ariaLabel || one.textContent, ...one.getBoundingClientRect().toJSON() })),
  )
  expect(sizesOf.length).toBeGreaterThan(10)
  expect(sizesOf.filter(({ width, height }) => width < 43.5 || height < 43.5)).toEqual([])
})

test('[RY21] with less motion nothing moves while one scrubs', async ({ contexts }) => {
  const page = await (await contexts({ reducedMotion: 'reduce' })).newPage()
  const { open, key, isAt } = replayOf(page)
  await open(played.hand, '?at=start')
  const longest = () =>
    page.evaluate(() =>
      Math.max(0, ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0))),
    )
  for (let street = 0; street < 5; street++) {
    await key('Shift+ArrowRight')
    expect(await longest()).toBeLessThan(1)
  }
  await key('End')
  await isAt(played.last)
  expect(await longest()).toBeLessThan(1)
})

test('[RY22] by [ and ] from hand to hand of the table, and by Events to what happened in it', async ({
  page,
  baseURL,
}) => {
  const [host] = players
  await enter(page, host, baseURL)
  await resumeTable(host, played.table)
  const second = await until(async () => {
    const hand = (await tableRow(host, played.table))?.hand
    return hand && hand.hand !== played.hand && hand.turn ? hand.hand : undefined
  }, 'the next hand')
  const replay = replayOf(page)
  await replay.open(played.hand)
  await page.keyboard.press(']')
  await expect(page).toHaveURL(new RegExp(`/hands/${second}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hand 2')
  await replay.open(second)
  await page.keyboard.press('[')
  await expect(page).toHaveURL(new RegExp(`/hands/${played.hand}`))
  await replay.open(played.hand)
  await page.getByRole('link', { name: 'Events' }).click()
  await expect(page).toHaveURL(new RegExp(`/timeline\\?.*hand=${played.hand}`))
  await expect(page.getByRole('row', { name: /CardsDealt/ }).first()).toBeVisible()
})
