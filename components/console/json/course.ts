import type { Turn } from '@/engine/streams'

/** Which of the turns the value at a moment comes from, and its neighbours: how many there are, first the one before. */
export type AmongTurns = {
  readonly setBy: Turn | undefined
  readonly previous: Turn | undefined
  readonly next: Turn | undefined
  /** One-based among the events that changed it; 0 before the first. */
  readonly number: number
  readonly count: number
}

/** The first turn is how it was before, and no event of this stretch. */
export const amongTurns = ([before, ...turns]: readonly Turn[], at: number): AmongTurns => {
  const past = turns.filter(({ sequence }) => sequence <= at)
  const next = turns.find(({ sequence }) => sequence > at)
  return {
    setBy: past.at(-1) ?? before,
    previous: past.findLast(({ sequence }) => sequence < at),
    next,
    number: past.length,
    count: turns.length,
  }
}

type Box = { readonly from: number; readonly to: number; readonly width: number; readonly height: number }

/** A line in steps, from where there is a value: it holds until the next event that changes it. None for other values. */
export const stepsOf = (course: readonly Turn[], { from, to, width, height }: Box): string | undefined => {
  const begin = course.findIndex(({ value }) => value !== undefined)
  const turns = begin < 0 ? [] : course.slice(begin)
  const values = turns.map(({ value }) => value)
  if (values.length === 0 || !values.every(value => typeof value === 'number')) return undefined
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (sequence: number) => round((width * (Math.max(sequence, from) - from)) / Math.max(1, to - from))
  const y = (value: number) => round(high === low ? height / 2 : height - (height * (value - low)) / (high - low))
  const [first, ...rest] = turns.map(({ sequence, value }) => ({ x: x(sequence), y: y(value as number) }))
  const path = rest.map(point => `H${point.x}V${point.y}`).join('')
  return first && `M${first.x} ${first.y}${path}H${width}`
}
const round = (value: number) => Math.round(value * 10) / 10
