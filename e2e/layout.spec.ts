import { expect } from '@playwright/test'
import type { TableHand } from '@/domain/projections/table-view'
import { answer } from './pages/answering.ts'
import { lobbyOf } from './pages/lobby.ts'
import { type Person, test } from './pages/people.ts'
import { boxesOf, expectNoSideScroll, expectThumbs, troubles } from './pages/places.ts'
import { sitDownTogether } from './pages/private-table.ts'
import { pauseTable } from './pages/round.ts'
import { tableRow, until } from './testing/play.ts'
import { guest, type Player } from './testing/visitor.ts'

// One worker for all of them: they share their guests.
test.describe.configure({ mode: 'default' })
test.setTimeout(150_000)

const windows = [
  { width: 320, height: 568 },
  { width: 360, height: 640 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]
const themes = ['Light', 'Dark'] as const

let guests: Player[]
test.beforeAll(async ({ baseURL }) => {
  guests = await Promise.all(
    Array.from({ length: 9 }, (_, n) => guest(baseURL ?? '', `Guest number ${'abcdefghi'[n]}`)),
  )
})

const chooseTheme = async ({ page }: Person, theme: (typeof themes)[number]) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('dialog').getByRole('radio', { name: theme }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** In every window: nothing lies on anything, nothing scrolls sideways, thumbs find what they look for. */
const expectOrder = async (person: Person, what: string, theme: (typeof themes)[number]) => {
  await chooseTheme(person, theme)
  for (const window of windows) {
    await person.page.setViewportSize(window)
    const where = `${what}, ${theme}, ${window.width}×${window.height}`
    await expect
      .poll(async () => troubles(await boxesOf(person), window), { message: where, timeout: 3000 })
      .toEqual([])
    await expectNoSideScroll(person)
    await expectThumbs(person)
  }
}
const expectThere = async (person: Person, names: readonly RegExp[]) => {
  const boxes = await boxesOf(person)
  for (const name of names) expect(boxes.map(box => box.name)).toContainEqual(expect.stringMatching(name))
}

for (const capacity of [2, 6, 9, 10]) {
  test(`[PY15] with ${capacity} at the table nothing lies on anything, in any window`, async ({ person }) => {
    const ann = await person('Ann')
    const others = guests.slice(0, capacity - 1)
    const [short] = others
    const seats = [...others.slice(0, 1), ann.api, ...others.slice(1)]
    // The first brings little, so that there is a pot beside the main one.
    const table = await sitDownTogether([ann], { seats, capacity, amount: [100] })
    const everyone = [...others, ann.api]
    /** Everybody answers until it has come to this. */
    const comesTo = (what: string, is: (hand: TableHand) => boolean) =>
      until(async () => {
        const hand = (await tableRow(ann.api, table))?.hand
        if (!hand || is(hand)) return hand !== null
        const who = everyone.find(({ player }) => player === hand.turn?.player)
        if (!hand.turn || !who) return false
        const passive = hand.turn.toCall > 0 ? 'call' : 'check'
        const opens = hand.street === 'flop' && hand.pots.length < 2 && hand.turn.toCall === 0 && capacity > 2
        if (who === short && hand.street === 'preflop') await answer(who, table, { action: 'all-in' })
        else await answer(who, table, opens ? { action: 'bet', amount: 60 } : { action: passive })
        return false
      }, what)

    await ann.sees('the first turn', ({ seats: all }) => all.some(({ says }) => says.includes('to act')))
    await expectThere(ann, [/^Seat 1,/, new RegExp(`^Seat ${capacity},`), /^Pot 15$/, /^board$/, /^tray$/])
    await expectOrder(ann, 'before the flop', 'Light')
    await pauseTable(ann.api, table)
    if (capacity > 2) {
      await comesTo('the river', ({ street, turn }) => street === 'river' && turn?.player === ann.api.player)
      await ann.sees('the river', ({ board, mine }) => mine && board.includes('River'))
      await expectThere(ann, [/^Main /, /^Side /])
      await expectOrder(ann, 'on the river', 'Dark')
    }
    await comesTo('the end', ({ awards }) => awards !== null)
    await ann.sees('who won', ({ over }) => over)
    await expectThere(ann, [/^who won$/])
    await expectOrder(ann, 'at the end', 'Dark')
  })
}

test('[PY16] the tray and its buttons keep their size and place, whoever is to act', async ({ person }) => {
  const ann = await person('Ann')
  const [bob] = guests as [Player]
  const table = await sitDownTogether([ann], { seats: [bob, ann.api] })
  const places = async () => {
    const boxes = []
    for (const window of windows) {
      await ann.page.setViewportSize(window)
      const parts = [ann.actions, ...(await ann.answers.all())]
      boxes.push(await Promise.all(parts.map(part => part.boundingBox())))
    }
    return boxes
  }
  await ann.sees('the wait', ({ mine, cards }) => !mine && cards !== '')
  const before = await places()
  expect(before.flat()).toHaveLength(4 * windows.length)
  await ann.answerAhead('Check')
  expect(await places()).toEqual(before)
  await ann.armed.locator('..').getByRole('button').click()
  await answer(bob, table, { action: 'raise', amount: 990 })
  await ann.myTurn()
  expect(await places()).toEqual(before)
  await ann.setAmount(4)
  expect(await places()).toEqual(before)
})

test('[PY17] the first load of a table is at most 180 kB of JavaScript', async ({ stranger, baseURL }) => {
  const ann = guests[0] as Player
  const { page, sees } = await stranger()
  const scripts: Promise<{ url: string; bytes: number; encoding: string | undefined }>[] = []
  page.on('requestfinished', request => {
    if (request.resourceType() !== 'script') return
    const measured = async () => {
      const [{ responseBodySize }, response] = await Promise.all([request.sizes(), request.response()])
      return { url: request.url(), bytes: responseBodySize, encoding: response?.headers()['content-encoding'] }
    }
    scripts.push(measured())
  })
  const lobby = await ann.read('/api/query/lobby')
  const [{ row }] = (lobby.json as unknown as { rows: [{ row: { table: string } }] }).rows
  await page.goto(`${baseURL}/tables/${row.table}`)
  await sees('a live table', ({ connection }) => connection === 'Live')
  await page.waitForLoadState('networkidle')
  const loaded = await Promise.all(scripts)
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.filter(({ encoding, bytes }) => encoding !== 'gzip' && bytes > 2000)).toEqual([])
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0)
  test.info().annotations.push({ type: 'JavaScript', description: `${total} bytes` })
  expect(total).toBeLessThanOrEqual(180_000)
})

test('[PY18] no page scrolls sideways', async ({ stranger }) => {
  const visitor = await stranger()
  const lobby = lobbyOf(visitor.page)
  await lobby.open()
  for (const window of windows) {
    await visitor.page.setViewportSize(window)
    await expectNoSideScroll(visitor)
  }
})
