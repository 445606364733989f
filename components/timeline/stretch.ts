import type { Timeline, TimelinePage } from '@/server/instance'
import type { Arrived, Loss } from '../live/use-view.ts'

export type { TimelinePage } from '@/server/instance'

/** So many rows are held at most: who goes on loses them at the other end. */
export const mostHeld = 5000
export const perPage = 200
/** More at once are not told apart by a mark. */
const mostMarked = 20
/** Further behind the end of the log than this, the tail is catching up. */
const farBehind = 500

/** A stretch of the log, oldest first, and how it goes on at both ends. */
export type Stretch = {
  readonly rows: readonly TimelinePage[]
  /** Where to read on, back from there; null at the first event there is. */
  readonly older: number | null
  /** Where to read on, forward from there; null where the tail is attached. */
  readonly newer: number | null
  /** The tail has told of everything up to here, and the log goes on to `head`. */
  readonly position: number
  readonly head: number
  readonly follows: boolean
  /** What came while nobody followed. */
  readonly unseen: number
  /** Events behind this position came last, and are marked for a moment. */
  readonly freshAfter: number
}
type Loaded = { readonly kind: 'older' | 'newer'; readonly read: Timeline }
export type Change =
  | Loaded
  | { readonly kind: 'arrived'; readonly arrived: Arrived }
  | { readonly kind: 'newest'; readonly read: Timeline }
  | { readonly kind: 'pause' }
  | { readonly kind: 'follow' }
  | { readonly kind: 'settle' }

export const nothingFresh = Number.POSITIVE_INFINITY
const oldestFirst = (pages: readonly TimelinePage[]) => [...pages].sort((a, b) => a.position - b.position)

/** The newest events, followed. */
export const newest = (read: Timeline, follows = true): Stretch => ({
  rows: oldestFirst(read.pages),
  older: read.next,
  newer: null,
  position: read.head,
  head: read.head,
  follows,
  unseen: 0,
  freshAfter: nothingFresh,
})
/** From some event on; whether there are older ones shows when they are asked for. */
export const onward = (read: Timeline): Stretch => ({
  ...newest(read, false),
  older: read.pages[0]?.position ?? read.head + 1,
  newer: read.next,
})

const last = (rows: readonly TimelinePage[]) => rows.at(-1)?.position ?? 0

/** Rows beyond the most go: the newest ones when older ones were loaded. */
const withOlder = (held: Stretch, { pages, next }: Timeline): Stretch => {
  const first = held.rows[0]?.position ?? Number.POSITIVE_INFINITY
  const rows = [...oldestFirst(pages).filter(({ position }) => position < first), ...held.rows]
  if (rows.length <= mostHeld) return { ...held, rows, older: next }
  const kept = rows.slice(0, mostHeld)
  return { ...held, rows: kept, older: next, newer: last(kept), follows: false }
}
const withoutOldest = (held: Stretch): Stretch => {
  if (held.rows.length <= mostHeld) return held
  const rows = held.rows.slice(-mostHeld)
  return { ...held, rows, older: rows[0]?.position ?? held.older }
}
const withNewer = (held: Stretch, { pages, next, head }: Timeline): Stretch => {
  const fresh = pages.filter(({ position }) => position > last(held.rows))
  const rows = [...held.rows, ...fresh]
  const unseen = Math.max(0, held.unseen - fresh.length)
  if (next !== null) return withoutOldest({ ...held, rows, newer: next, unseen })
  // The end is reached: from here on the tail tells.
  return withoutOldest({ ...held, rows, newer: null, position: head, head: Math.max(head, held.head), unseen: 0 })
}
/** While nobody follows, rows are added below the last one, as long as none has to go for them. */
const withArrived = (held: Stretch, { pages, position, head }: Arrived): Stretch => {
  const fresh = pages.filter(page => page.position > Math.max(held.position, last(held.rows)))
  const moved = { ...held, position: Math.max(held.position, position), head: Math.max(held.head, head) }
  if (fresh.length === 0) return moved
  const unseen = held.follows ? 0 : held.unseen + fresh.length
  const isFull = held.rows.length + fresh.length > mostHeld
  if (held.newer !== null) return { ...moved, unseen }
  if (!held.follows && isFull) return { ...moved, unseen, newer: last(held.rows) }
  const freshAfter = held.follows && fresh.length <= mostMarked ? last(held.rows) : nothingFresh
  return withoutOldest({ ...moved, unseen, freshAfter, rows: [...held.rows, ...fresh] })
}

export const changed = (held: Stretch, change: Change): Stretch => {
  if (change.kind === 'older') return withOlder(held, change.read)
  if (change.kind === 'newer') return withNewer(held, change.read)
  if (change.kind === 'arrived') return withArrived(held, change.arrived)
  if (change.kind === 'newest') return newest(change.read)
  if (change.kind === 'settle') return { ...held, freshAfter: nothingFresh }
  if (change.kind === 'pause') return { ...held, follows: false }
  return { ...held, follows: held.newer === null, unseen: held.newer === null ? 0 : held.unseen }
}

export type TailState =
  | { readonly kind: 'live' }
  | { readonly kind: 'paused'; readonly unseen: number }
  | { readonly kind: 'behind'; readonly behind: number }
  | ({ readonly kind: 'offline' } & Loss)

export const tailState = (
  { head, position, follows, unseen }: Pick<Stretch, 'head' | 'position' | 'follows' | 'unseen'>,
  loss: Loss | null,
): TailState => {
  if (loss !== null) return { kind: 'offline', ...loss }
  if (follows && head - position > farBehind) return { kind: 'behind', behind: head - position }
  return follows ? { kind: 'live' } : { kind: 'paused', unseen }
}
