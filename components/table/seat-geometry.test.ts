import { expect, test } from 'vitest'
import { clockwiseFrom, dockedBet, ellipse, type Point, placeOf, ringOf } from './seat-geometry.ts'

type Area = { width: number; height: number }
type Box = { name: string; left: number; right: number; top: number; bottom: number }
/** The measures that table.css takes from the area: kept in step by e2e, which measures the page itself. */
type Measures = { pod: [width: number, height: number]; board: number; own: number }

const uprightMeasures = ({ width, height }: Area, capacity: number): Measures => {
  const six = ringOf(capacity) === 'six'
  const large = width >= 600 && height >= 600
  if (large) {
    const pod = six ? 140 : 132
    const board = six ? Math.min(80, (0.15 * height - 34) * 1.4286) : Math.min(72, (0.74 * width - pod - 24) / 5)
    return { pod: [pod, 66], board, own: 60 }
  }
  const pod = six ? Math.min(0.25 * width, 96) : Math.min(0.215 * width, 84)
  const board = six
    ? Math.min(52, (0.15 * height - 30) * 1.4286, (width - 36) / 5)
    : Math.min(44, (0.74 * width - pod - 24) / 5)
  return { pod: [pod, 58], board, own: 46 }
}
const wideMeasures = ({ width, height }: Area): Measures => {
  const pod: Measures['pod'] = height >= 430 ? [Math.min(168, 0.19 * width), 68] : [100, 52]
  const board = Math.min(60, 0.105 * height, (width - 2 * pod[0] - 60) / 5)
  return { pod, board, own: height >= 430 ? 64 : 42 }
}
const boxAt = (name: string, { x, y }: Point, size: Area & { area: Area }): Box => {
  const [left, top] = [(x / 100) * size.area.width, (y / 100) * size.area.height]
  const { width, height } = size
  return { name, left: left - width / 2, right: left + width / 2, top: top - height / 2, bottom: top + height / 2 }
}
const boardBox = (area: Area, { board }: Measures): Box =>
  boxAt('board', { x: 50, y: 44 }, { area, width: 5 * board + 16, height: board * 1.4 })
const dockBox = (area: Area, { own, pod }: Measures): Box => {
  const width = Math.min(area.width, 2 * own + 10 + Math.max(200, pod[0]))
  const height = Math.max(own * 1.4, pod[1])
  return boxAt('dock', { x: 50, y: 100 - ((height / 2 + 3) / area.height) * 100 }, { area, width, height })
}
const others = (capacity: number) => Array.from({ length: capacity - 1 }, (_, step) => step + 1)
const podBoxes = (area: Area, capacity: number, kind: 'upright' | 'wide'): Box[] => {
  const measures = kind === 'upright' ? uprightMeasures(area, capacity) : wideMeasures(area)
  const [width, height] = measures.pod
  const pods = others(capacity).map(step =>
    boxAt(`seat ${step}`, placeOf(capacity, step)[kind], { area, width, height }),
  )
  return [...pods, boardBox(area, measures), dockBox(area, measures)]
}
const apart = (one: Box, other: Box) =>
  one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
const overlaps = (boxes: readonly Box[]) =>
  boxes.flatMap((one, at) =>
    boxes.slice(at + 1).flatMap(other => (apart(one, other) ? [] : [`${one.name} × ${other.name}`])),
  )
const outside = (boxes: readonly Box[], { width, height }: Area) =>
  boxes
    .filter(({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height)
    .map(({ name }) => name)

const capacities = [2, 3, 4, 5, 6, 7, 8, 9, 10]
/** What header and tray leave of 320×568, 360×640, 375×667, 390×844, 430×932 and 768×1024. */
const uprightAreas = [
  { width: 320, height: 355 },
  { width: 360, height: 430 },
  { width: 375, height: 460 },
  { width: 390, height: 630 },
  { width: 430, height: 720 },
  { width: 768, height: 800 },
]
/** 844×390 beside its tray, 1024×768, 1200×763, 1280×800 and 1920×1080 beside the log. */
const wideAreas = [
  { width: 544, height: 346 },
  { width: 704, height: 560 },
  { width: 880, height: 600 },
  { width: 960, height: 637 },
  { width: 1600, height: 917 },
]

for (const capacity of capacities) {
  for (const area of uprightAreas) {
    test(`[UI30] upright, ${capacity} seats on ${area.width}×${area.height}`, () => {
      const boxes = podBoxes(area, capacity, 'upright')
      expect(overlaps(boxes)).toEqual([])
      expect(outside(boxes, area)).toEqual([])
    })
  }
  for (const area of wideAreas) {
    test(`[UI30] wide, ${capacity} seats on ${area.width}×${area.height}`, () => {
      const boxes = podBoxes(area, capacity, 'wide')
      expect(overlaps(boxes)).toEqual([])
      expect(outside(boxes, area)).toEqual([])
    })
  }
  for (const area of wideAreas.filter(({ width }) => width >= 860)) {
    test(`[UI32] bets of ${capacity} seats on ${area.width}×${area.height}`, () => {
      const chip = { area, width: 76, height: 24 }
      const bets = [dockedBet, ...others(capacity).map(step => placeOf(capacity, step).bet)]
      const boxes = bets.map((at, step) => boxAt(`bet ${step}`, at, chip))
      expect(overlaps([...podBoxes(area, capacity, 'wide'), ...boxes])).toEqual([])
    })
  }
}
test('[UI30] the ellipse leaves the bottom to the docked seat', () => expect(ellipse.y + ellipse.ry).toBeLessThan(84))
test('[UI31] from seat 4 of six', () => expect(clockwiseFrom(4, 6)).toEqual([4, 5, 0, 1, 2, 3]))
test('[UI31] the next seat clockwise is to the left of the docked one', () =>
  expect(placeOf(6, 1).upright.x).toBeLessThan(50))
