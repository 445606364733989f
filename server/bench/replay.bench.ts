import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '@/e2e/browser.mjs'
import { expectDone, nextTurn, openTable, takeSeats, until } from '@/e2e/testing/play'
import { guest, type Player } from '@/e2e/testing/visitor'
import { freePort } from '../start/free-port.mjs'
import { serve } from '../start/serve.mjs'
import { figuresOf, latencyHead, latencyRow, type Section } from './figures'
import { newDatabase, type Place } from './place'

/** A hand of some 400 events in a browser: how soon a step along it is painted, and how soon a link to it opens. */
export const replay = async (place: Place): Promise<Section> => {
  const server = serve({
    port: await freePort(),
    databaseUrl: await newDatabase(place),
    dataDir: place.folder,
    env: { RIVERBOOK_HURRY: '1', COMMANDS_PER_SECOND: '100000', SIGN_UPS_PER_HOUR: '100000' },
    write: () => {},
  })
  const found = await findBrowser()
  const executable = found === 'playwright' ? {} : { executablePath: found }
  const browser = await chromium.launch({ ...executable, args: ['--no-sandbox'] })
  try {
    const { hand, last } = await longHand(await server.ready)
    const address = `${await server.ready}/hands/${hand}`
    const steps = await stepsOf(browser, address, { count: place.quick ? 60 : 300, last })
    const opened = await openings(browser, address, { count: place.quick ? 8 : 40, last })
    return {
      title: `Replay of a hand of ${last + 1} events`,
      lines: [
        ...latencyHead,
        latencyRow('step by key: input to painted state', figuresOf(steps.keys), { p95: 50 }),
        latencyRow('step by drag: input to painted state', figuresOf(steps.drags), { p95: 50 }),
        latencyRow('of a step by key: time that the page’s own thread is at work, on average', figuresOf([steps.work])),
        latencyRow('a link to a moment: navigation to the moment painted', figuresOf(opened.painted), { p95: 300 }),
        latencyRow('a link to a moment: navigation to the first step taken', figuresOf(opened.alive)),
      ],
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

const raises = 194

/** Two with deep stacks raise by the least there is, until it is called; then they check to the end. */
const longHand = async (base: string) => {
  const players = [await guest(base), await guest(base)] as const
  const [host] = players
  const table = await openTable(host, { seats: 2 })
  await takeSeats(
    table,
    players.map(player => ({ player, amount: 2000 })),
  )
  expectDone(await host.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  let turn = await nextTurn(host, table, null)
  const { hand } = turn
  expectDone(await host.send({ domain: 'table', root: table, type: 'PauseTable' }))
  for (let n = 0; !turn.over; n++) {
    const { decision, player } = turn
    const least = 'minRaiseTo' in turn ? (turn.minRaiseTo as number | null) : null
    const passive = turn.toCall > 0 ? { action: 'call' } : { action: 'check' }
    const data = { player, decision, ...(n < raises && least ? { action: 'raise', amount: least } : passive) }
    const actor = players.find(one => one.player === player) as Player
    expectDone(await actor.send({ domain: 'hand', root: hand, type: 'PlayerAction' }, { data }))
    turn = await nextTurn(host, table, { hand, decision })
  }
  return { hand, last: await lastOf(host, hand) }
}
const lastOf = (who: Player, hand: string) =>
  until(async () => {
    const { over, nextSequence } = (await who.read(`/api/hands/${hand}`)).json as {
      over?: boolean
      nextSequence?: number
    }
    return over && nextSequence ? nextSequence - 1 : undefined
  }, 'the end of the hand')

type Watched = { moves: number[] }
declare const window: Watched & Window

/** From the time that the browser gives an input to the moment behind the frame in which its state stands. */
const watchInputs = (page: Page) =>
  page.evaluate(() => {
    window.moves = []
    const slider = document.querySelector('[data-scrubber]') as HTMLInputElement
    const told = () => slider.getAttribute('aria-valuetext')
    const note = (event: Event) => {
      const before = told()
      requestAnimationFrame(() => {
        setTimeout(() => told() !== before && window.moves.push(performance.now() - event.timeStamp))
      })
    }
    window.addEventListener('keydown', note, { capture: true })
    slider.addEventListener('pointermove', note, { capture: true })
  })
/** The next input comes once the last one is painted: nobody measures a queue. */
const painted = (page: Page) => page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))
const taken = (page: Page) => page.evaluate(() => window.moves.splice(0))

/** tsx names functions by a function of its own, which a page does not have. */
const newPage = async (browser: Browser) => {
  const page = await browser.newPage()
  await page.addInitScript('globalThis.__name = named => named')
  return page
}

/** Effects have run once a key does something. */
const openAt = async (page: Page, address: string) => {
  await page.goto(address)
  const value = () => page.locator('[data-scrubber]').inputValue()
  const before = await value()
  while ((await value()) === before) await page.keyboard.press('ArrowRight')
}

/** Milliseconds that the page's thread has worked so far, whatever else the machine does. */
const workOf = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
}

type Given = { readonly count: number; readonly last: number }

const stepsOf = async (browser: Browser, address: string, { count, last }: Given) => {
  const page = await newPage(browser)
  await openAt(page, `${address}?at=start`)
  await watchInputs(page)
  const workedMs = await workOf(page)
  const before = await workedMs()
  const presses = Math.min(count, last - 4)
  for (let n = 0; n < presses; n++) {
    await page.keyboard.press('ArrowRight')
    await painted(page)
  }
  const keys = await taken(page)
  const work = ((await workedMs()) - before) / presses
  const box = await page.locator('[data-scrubber]').boundingBox()
  if (!box) throw new Error('there is no scrubber')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + 12, middle)
  await page.mouse.down()
  for (let n = 1; n <= count; n++) {
    await page.mouse.move(box.x + 12 + ((box.width - 24) * n) / count, middle)
    await painted(page)
  }
  await page.mouse.up()
  const drags = await taken(page)
  await page.close()
  return { keys, drags, work }
}

const openings = async (browser: Browser, address: string, { count, last }: Given) => {
  const painted: number[] = []
  const alive: number[] = []
  for (let n = 0; n < count; n++) {
    const page = await newPage(browser)
    await openAt(page, `${address}?at=${Math.floor((last * n) / (count + 1))}`)
    const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
    painted.push(await page.evaluate(paint))
    alive.push(await page.evaluate(() => performance.now()))
    await page.close()
  }
  return { painted: painted.slice(2), alive: alive.slice(2) }
}
