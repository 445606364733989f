/** Browsers draw no list of a million rows: a part of the stream is held at a time, and moved with whoever looks. */
export type Window = { readonly base: number; readonly count: number }

export const mostRows = 100_000
export const perPage = 200
/** Nearer to an end of the window than this, and it is moved. */
const margin = 1000

/** The part of a stream around a place. */
export const windowAround = (at: number, total: number): Window => {
  const count = Math.min(total, mostRows)
  const middle = Math.max(0, at) - Math.floor(count / 2)
  return { base: Math.max(0, Math.min(middle, total - count)), count }
}

/** The window to look through: the same one as long as the place lies well inside of it, or at an end of the stream. */
export const windowFor = (held: Window, at: number, total: number): Window => {
  const end = held.base + held.count
  const isInside = at >= held.base && at < end
  const fromStart = held.base === 0 || at - held.base >= margin
  const fromEnd = end === total || end - at > margin
  const hasGrown = held.count < mostRows && end !== total
  return isInside && fromStart && fromEnd && !hasGrown ? held : windowAround(at, total)
}

/** The pages that some rows lie on, with one more at each side. */
export const pagesAround = (first: number, last: number, total: number): readonly number[] => {
  const most = Math.floor(Math.max(0, total - 1) / perPage)
  const from = Math.max(0, Math.floor(first / perPage) - 1)
  const to = Math.min(most, Math.floor(last / perPage) + 1)
  return total === 0 ? [] : Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n)
}

/** A stretch of at most so many events around a place: what a value's course is drawn over. */
export const stretchAround = (
  at: number,
  total: number,
  most = 1000,
): { readonly from: number; readonly to: number } => {
  const { base, count } = { base: Math.max(0, Math.min(at - most / 2, total - most)), count: Math.min(most, total) }
  return { from: base, to: base + count - 1 }
}

/** What a comparison is held against: the event before, a moment, or a moment of another edition. */
export type Against = { readonly edition: string | null; readonly at: number } | 'previous'

/** `17`, `start`, `main@17`, `whatif@17`; whatever else it says is the event before. */
export const againstOf = (text: string | null): Against => {
  const [, edition, at] = /^(?:([\w-]{1,64})@)?(\d{1,9}|start)$/.exec(text ?? '') ?? []
  if (at === undefined) return 'previous'
  return { edition: edition === 'main' ? '' : (edition ?? null), at: at === 'start' ? -1 : Number(at) }
}
