import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { SeatView } from '@/domain/hand/seat-view'
import { expectAccessible } from './pages/accessible.ts'
import { answer } from './pages/answering.ts'
import { type Person, test } from './pages/people.ts'
import { pauseTable, resumeTable } from './pages/round.ts'
import { openTable, rowOf, tableRow, takeSeats, until } from './testing/play.ts'
import { guest, type Player, stranger } from './testing/visitor.ts'

test.describe.configure({ mode: 'default' })
test.setTimeout(120_000)

type Visibility = 'public' | 'private'
type Played = { readonly table: string; readonly hands: readonly string[] }

/** So many hands between two, each ended by a fold; the table rests afterwards. */
const playHands = async (
  [host, other]: readonly [Player, Player],
  given: { readonly count: number; readonly name: string; readonly visibility: Visibility },
): Promise<Played> => {
  const { count, ...terms } = given
  const table = await openTable(host, { ...terms, seats: 2 })
  await takeSeats(
    table,
    [host, other].map(player => ({ player, amount: 1000 })),
  )
  await resumeTable(host, table)
  const hands: string[] = []
  for (let n = 0; n < count; n++) {
    const { hand, who } = await until(async () => {
      const row = (await tableRow(host, table))?.hand
      const asked = [host, other].find(({ player }) => player === row?.turn?.player)
      return row && asked && !hands.includes(row.hand) ? { hand: row.hand, who: asked } : undefined
    }, 'the next hand')
    hands.push(hand)
    if (n === count - 1) await pauseTable(host, table)
    await answer(who, table, { action: 'fold' })
  }
  const over = async () => {
    const listed = await host.read(`/api/hands?scope=mine&table=${table}&limit=1`)
    return (listed.json?.hands as { hand: string; over: boolean }[] | undefined)?.some(
      one => one.over && one.hand === hands.at(-1),
    )
  }
  await until(over, 'the last hand is over')
  return { table, hands }
}

const handsOf = (page: Page) => ({
  rows: page.getByRole('list', { name: 'Hands' }).getByRole('link'),
  row: (number: number, table: string) => page.getByRole('link', { name: `Hand ${number} at ${table},` }),
  search: page.getByRole('searchbox'),
  open: (base: string, query = '') => page.goto(`${base}/hands${query}`),
})
const search = (page: Page) => new URL(page.url()).searchParams

let base = ''
let ann: Player
let bob: Player
let open: Played
let closed: Played
test.beforeAll(async ({ baseURL }) => {
  base = baseURL ?? ''
  ;[ann, bob] = [await guest(base, 'Annabel'), await guest(base, 'Bobby')]
  open = await playHands([ann, bob], { count: 3, name: 'Open air', visibility: 'public' })
  closed = await playHands([ann, bob], { count: 1, name: 'Back office', visibility: 'private' })
})

/** The browser of somebody who has played. */
const enter = async (page: Page, { headers }: Player) => {
  const [name = '', value = ''] = (headers.cookie ?? '').split('=')
  await page.context().addCookies([{ name, value, url: base }])
}

test('[HL1] a hand that was played is found among one’s own, newest first, with its result, and opens', async ({
  page,
}) => {
  await enter(page, ann)
  const list = handsOf(page)
  await list.open(base)
  await expect(list.rows).toHaveCount(4)
  await expect(list.rows.first()).toHaveAccessibleName(/^Hand 1 at Back office, .*your result [+−]\d+, [+−]\d+\.\d bb$/)
  await expect(list.row(3, 'Open air')).toHaveAccessibleName(/pot 10, (Annabel|Bobby) wins before the flop/)
  await list.row(2, 'Open air').click()
  await expect(page).toHaveURL(`${base}/hands/${open.hands[1]}`)
  await page.goBack()
  await expect(list.rows).toHaveCount(4)
})

test('[HL2] what narrows the list stands in the address, and an address narrows the list', async ({ page }) => {
  await enter(page, ann)
  const list = handsOf(page)
  await list.open(base)
  await list.search.fill('open air')
  await expect(list.rows).toHaveCount(3)
  await expect.poll(() => search(page).get('q')).toBe('open air')
  await page.getByRole('combobox', { name: 'Table' }).selectOption({ label: 'Open air' })
  await expect.poll(() => search(page).get('table')).toBe(open.table)
  await page.getByRole('textbox', { name: 'Pot from' }).fill('99999')
  await expect(page.getByText('No hand is like that.')).toBeVisible()
  await expect.poll(() => search(page).get('pot')).toBe('99999')
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(list.rows).toHaveCount(4)
  await page.getByRole('button', { name: 'Public' }).click()
  await expect.poll(() => search(page).get('scope')).toBe('public')

  await list.open(base, `?scope=public&table=${open.table}&player=${bob.player}`)
  await expect(list.rows).toHaveCount(3)
  await list.open(base, `?q=%232&table=${open.table}`)
  await expect(list.rows).toHaveCount(1)
  await list.open(base, '?to=2020-01-01')
  await expect(page.getByText('No hand is like that.')).toBeVisible()
})

test('[HL3] the list goes on page by page, however many hands there are, with few rows at a time', async ({ page }) => {
  const all = 73
  const asked: string[] = []
  await enter(page, ann)
  // The server has no such many hands of hers: pages of the real shape, made of a real one.
  const [real] = ((await ann.read('/api/hands?scope=mine&limit=1')).json?.hands ?? []) as object[]
  await page.route('**/api/hands?**', async route => {
    const cursor = new URL(route.request().url()).searchParams.get('cursor')
    const from = Number(cursor ?? 0)
    asked.push(String(cursor))
    const hands = Array.from({ length: Math.min(25, all - from) }, (_, n) => ({
      ...real,
      hand: `00000000-0000-4000-8000-${String(from + n).padStart(12, '0')}`,
      number: all - from - n,
    }))
    await route.fulfill({ json: { hands, names: {}, next: from + 25 < all ? String(from + 25) : null } })
  })
  const list = handsOf(page)
  await list.open(base, '?from=2020-01-01')
  await expect(list.rows.first()).toHaveAccessibleName(/^Hand 73 /)
  expect(await list.rows.count()).toBeLessThan(40)
  await expect(async () => {
    await page.mouse.wheel(0, 3000)
    await expect(page.getByText('73 hands, that is all.')).toBeVisible({ timeout: 300 })
    await expect(list.rows.last()).toHaveAccessibleName(/^Hand 1 /, { timeout: 300 })
  }).toPass({ timeout: 20_000 })
  expect(await list.rows.count()).toBeLessThan(40)
  expect(new Set(asked)).toEqual(new Set(['null', '25', '50']))
})

test('[HL4] by the keyboard: / searches, the arrows go from hand to hand, Enter opens one', async ({ page }) => {
  await enter(page, ann)
  const list = handsOf(page)
  await list.open(base)
  await expect(list.rows).toHaveCount(4)
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(list.search).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('ArrowDown')
  await expect(list.rows.nth(0)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(list.rows.nth(2)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(list.rows.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${base}/hands/${open.hands[2]}`)
})

test('[HL5] hands of a private table are not in a stranger’s list, whatever is looked for', async ({ page }) => {
  const list = handsOf(page)
  await list.open(base, `?q=open`)
  await expect(list.rows.first()).toBeVisible()
  for (const query of [`?table=${closed.table}`, '?q=Back%20office', `?q=${closed.hands[0]?.slice(0, 8)}`]) {
    await list.open(base, query)
    await expect(page.getByText('No hand is like that.')).toBeVisible()
  }
  const told = await stranger(base).read(`/api/hands?limit=500`)
  expect(told.text).not.toContain(closed.hands[0])
})

test('[HL6] a hand that an opponent or a spectator takes away holds no card of another seat', async ({ person }) => {
  const cat: Person = await person('Cat')
  const table = await openTable(cat.api, { seats: 2, visibility: 'public' })
  await takeSeats(
    table,
    [cat.api, bob].map(player => ({ player, amount: 1000 })),
  )
  await resumeTable(cat.api, table)
  const cardsOf = (who: Player) =>
    until(async () => {
      const seat = await rowOf<SeatView>(who, 'seat', table)
      return seat && seat.cards.length === 2 ? { hand: seat.hand, cards: [...seat.cards] } : undefined
    }, 'the deal')
  const [cats, bobs] = [await cardsOf(cat.api), await cardsOf(bob)]
  const cardsIn = (text: string) => new Set(text.match(/\b[2-9TJQKA][cdhs]\b/g))
  for (const format of ['jsonl', 'text']) {
    const path = `/api/hands/${cats.hand}/export?format=${format}`
    const take = async (who: { read: Player['read'] }) => cardsIn((await who.read(path)).text)
    expect(await take(cat.api)).toEqual(new Set(cats.cards))
    expect(await take(bob)).toEqual(new Set(bobs.cards))
    for (const other of [ann, stranger(cat.api.base)]) expect(await take(other)).toEqual(new Set())
  }
  const [download] = await Promise.all([
    cat.page.waitForEvent('download'),
    cat.page.goto(`${cat.api.base}/api/hands/${cats.hand}/export?format=text`).catch(() => {}),
  ])
  expect(download.suggestedFilename()).toBe(`riverbook-${cats.hand}.txt`)
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^Riverbook, Backroom, hand 1\n/)
})

test('[HL7] lobby and list have nothing that axe minds and nothing that scrolls sideways, in both themes', async ({
  page,
}) => {
  await enter(page, ann)
  await page.goto(`${base}/`)
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Lobby' })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expectAccessible(page)
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Hands' }).click()
  await expect(handsOf(page).rows).toHaveCount(4)
  await expectAccessible(page)
})
