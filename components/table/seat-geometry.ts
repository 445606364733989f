/** A seat's centre in percent of the table area. */
export type Point = { readonly x: number; readonly y: number }

const points = (...pairs: readonly (readonly [x: number, y: number])[]): readonly Point[] =>
  pairs.map(([x, y]) => ({ x, y }))

/** Upright screens: everybody but the seat docked at the bottom, clockwise from its left, by capacity. */
const upright: Record<number, readonly Point[]> = {
  2: points([50, 10]),
  3: points([14, 29], [86, 29]),
  4: points([14, 29], [50, 10], [86, 29]),
  5: points([14, 66], [14, 29], [86, 29], [86, 66]),
  6: points([14, 66], [14, 29], [50, 10], [86, 29], [86, 66]),
  7: points([13, 71.5], [13, 49.5], [13, 27.5], [87, 27.5], [87, 49.5], [87, 71.5]),
  8: points([13, 71.5], [13, 49.5], [13, 27.5], [50, 10.5], [87, 27.5], [87, 49.5], [87, 71.5]),
  9: points([13, 71.5], [13, 49.5], [13, 27.5], [33, 10.5], [67, 10.5], [87, 27.5], [87, 49.5], [87, 71.5]),
  10: points([13, 72], [13, 51.5], [13, 31], [20, 10.5], [50, 10.5], [80, 10.5], [87, 31], [87, 51.5], [87, 72]),
}

/** Wide screens: an ellipse that leaves the bottom to the docked seat. */
export const ellipse = { x: 50, y: 45, rx: 40.4, ry: 37 }
const clearance = 52

/** Bets lie between the seat and the middle, clear of both: in shares of the way out. */
const betReach = { x: 0.58, above: 0.68, below: 0.6 }
const round = (value: number) => Math.round(value * 100) / 100

const onEllipse = (degrees: number): Point => {
  const angle = (degrees * Math.PI) / 180
  return { x: round(ellipse.x - ellipse.rx * Math.sin(angle)), y: round(ellipse.y + ellipse.ry * Math.cos(angle)) }
}
const betBefore = ({ x, y }: Point): Point => {
  const reach = y < ellipse.y ? betReach.above : betReach.below
  return { x: round(ellipse.x + (x - ellipse.x) * betReach.x), y: round(ellipse.y + (y - ellipse.y) * reach) }
}
const angles = (capacity: number): number[] => {
  const others = capacity - 1
  if (others === 1) return [180]
  const first = Math.max(clearance, 360 / capacity)
  const step = (360 - 2 * first) / (others - 1)
  return Array.from({ length: others }, (_, place) => first + step * place)
}

export type Place = { upright: Point; wide: Point; bet: Point }

/** Where the n-th seat clockwise from the docked one stands, from 1. */
export const placeOf = (capacity: number, place: number): Place => {
  const wide = onEllipse(angles(capacity)[place - 1] ?? 180)
  return {
    upright: upright[capacity]?.[place - 1] ?? { x: 50, y: 10 },
    wide,
    bet: betBefore(wide),
  }
}
export const dockedBet: Point = { x: 50, y: 73 }

/** Seats clockwise, beginning with the one that is docked at the bottom. */
export const clockwiseFrom = (bottom: number, capacity: number): number[] =>
  Array.from({ length: capacity }, (_, step) => (bottom + step) % capacity)

/** Six seats and fewer leave the board the whole width; more stand in columns beside it. */
export const ringOf = (capacity: number): 'six' | 'nine' => (capacity <= 6 ? 'six' : 'nine')
