import { expect, type Locator } from '@playwright/test'
import type { TablePage } from './table.ts'

export type Box = {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const boxOf = async (name: string, locator: Locator): Promise<Box[]> => {
  const box = (await locator.count()) > 0 ? await locator.first().boundingBox() : null
  return box ? [{ name, ...box }] : []
}
/** Where everything on the felt stands, and the tray. */
export const boxesOf = async ({ seats, felt, actions }: TablePage): Promise<readonly Box[]> => {
  const places = await seats.evaluateAll(items =>
    items.map(item => {
      const { x, y, width, height } = item.getBoundingClientRect()
      return { name: (item.textContent ?? '').slice(0, 24), x, y, width, height }
    }),
  )
  const board = felt.getByText(/^(No board cards yet|Flop: )/).locator('..')
  const middle = felt.getByText(/^(Pot|Main|Side|Side \d) [\d,]+/)
  const pots = await middle.evaluateAll(lines =>
    lines.map(line => {
      const { x, y, width, height } = line.getBoundingClientRect()
      return { name: (line.textContent ?? '').slice(0, 24), x, y, width, height }
    }),
  )
  const said = felt.getByText(/( wins | split )[\d,]+|^Showdown$/)
  return [
    ...places,
    ...pots,
    ...(await boxOf('board', board)),
    ...(await boxOf('who won', said)),
    ...(await boxOf('tray', actions)),
  ]
}

const slack = 0.5
const meet = (one: Box, other: Box) =>
  one.x + one.width > other.x + slack &&
  other.x + other.width > one.x + slack &&
  one.y + one.height > other.y + slack &&
  other.y + other.height > one.y + slack

/** Pairs that lie on each other, and what reaches beyond the window. */
export const troubles = (boxes: readonly Box[], { width, height }: { width: number; height: number }) => {
  const window = ({ x, y, ...box }: Box) =>
    x < -slack || y < -slack || x + box.width > width + slack || y + box.height > height + slack
  const pairs = boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter(other => meet(one, other))
      .map(other => [one, other]),
  )
  return [
    ...pairs.map(pair =>
      pair
        .map(
          box =>
            `${box.name} ${Math.round(box.x)},${Math.round(box.y)} ${Math.round(box.width)}×${Math.round(box.height)}`,
        )
        .join(' on '),
    ),
    ...boxes.filter(window).map(({ name }) => `${name} leaves the window`),
  ]
}

/** Everything that can be pressed in the tray is as large as a thumb. */
export const expectThumbs = async ({ actions }: TablePage) => {
  const targets = actions.getByRole('button').or(actions.getByRole('slider')).or(actions.getByRole('textbox'))
  const sizes = await targets.evaluateAll(all =>
    all.map(one => {
      const { width, height } = one.getBoundingClientRect()
      return { name: one.textContent || one.ariaLabel, width, height }
    }),
  )
  expect(sizes.length).toBeGreaterThan(0)
  expect(sizes.filter(({ width, height }) => width < 44 - slack || height < 44 - slack)).toEqual([])
}

/** What hangs on a button is placed anew after the window has another size. */
export const expectNoSideScroll = ({ page }: Pick<TablePage, 'page'>) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0)
