// The end of the log as this process knows it: one reader of the store feeds every consumer.
import { CorruptStream } from './errors.ts'
import { nextPosition } from './gaps.ts'
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'

export type Tail = {
  /** Pages that this process just made durable; taken over where they follow on what is known. */
  readonly offer: (pages: readonly Page[]) => void
  /** The next pages after a position, whole appends; waits for them, so many milliseconds at most. */
  readonly after: (position: number, most: number) => Promise<readonly Page[]>
  readonly last: () => number
  /** Whoever waits for pages looks again at what else there is to do. */
  readonly wake: () => void
  /** The page right after a position, where it is still at hand. */
  readonly next: (position: number) => Page | undefined
  readonly isStopped: () => boolean
  readonly stop: () => void
}

const batch = 500
const kept = 5000
/** Where nobody says when to look. */
const pollMilliseconds = 250

/** A full batch may end in the middle of an append, which is then left for the next one. */
const wholeAppends = (pages: readonly Page[]): readonly Page[] => {
  if (pages.length < batch) return pages
  const cut = pages.at(-1)?.commandId
  return pages.slice(0, pages.findLastIndex(({ commandId }) => commandId !== cut) + 1)
}

/** The end of the log that is kept at hand. */
const windowFrom = (position: number) => {
  let pages: Page[] = []
  let last = position
  return {
    last: () => last,
    /** False: nothing in it follows on what is known. */
    take: (next: readonly Page[]): boolean => {
      const fresh = next.filter(page => page.position > last)
      if (fresh.length === 0 || !isDense(fresh, last)) return false
      pages.push(...fresh)
      if (pages.length > 2 * kept) pages = pages.slice(-kept)
      last += fresh.length
      return true
    },
    /** What follows on a gap that is on record: the window begins anew behind it. */
    jump: (next: readonly Page[]) => {
      const [first] = next
      if (!first || first.position <= last) return
      pages = next.filter((page, index) => page.position === first.position + index)
      last = first.position + pages.length - 1
    },
    next: (after: number): Page | undefined => pages[after + 1 - (pages[0]?.position ?? 0)],
    /** Undefined: so far back nothing is kept. */
    after: (after: number): readonly Page[] | undefined => {
      const first = pages[0]?.position ?? last + 1
      return after + 1 < first ? undefined : wholeAppends(pages.slice(after + 1 - first, after + 1 - first + batch))
    },
  }
}

/** Whoever waits for pages. */
const waiters = (clock: Ports['clock']) => {
  let waiting: (() => void)[] = []
  let isWaking = false
  const wake = () => {
    isWaking = false
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }
  return {
    wake,
    /** Of the answers of one batch all together, and after those who waited for them: their next commands do not stand behind. */
    wakeTogether: () => {
      if (!isWaking) clock.after(0, wake)
      isWaking = true
    },
    news: (most: number) =>
      new Promise<void>(resolve => {
        const stopWaiting = clock.after(most, resolve)
        waiting.push(() => {
          stopWaiting()
          resolve()
        })
      }),
  }
}

const readAfter = async (events: Ports['events'], position: number): Promise<readonly Page[]> => {
  const read = wholeAppends(await events.readAll(position, batch))
  const gaps = isDense(read, position) ? [] : await events.gaps(position)
  let expected = position
  for (const page of read) {
    expected = nextPosition(gaps, expected)
    if (page.position !== expected) throw new CorruptStream(`there is no position ${expected}`)
  }
  return read
}

const isDense = (pages: readonly Page[], after: number) =>
  pages.every((page, index) => page.position === after + 1 + index)

/** Again as long as there is more, and where it was asked for while it was at work. */
const oneAtATime = (work: () => Promise<boolean>): (() => void) => {
  let isAtWork = false
  let again = false
  const go = async () => {
    isAtWork = true
    do again = false
    while ((await work()) || again)
    isAtWork = false
  }
  return () => {
    again = true
    if (!isAtWork) void go()
  }
}

/** `seen` hears of every page once it follows on what is known, in whatever process it was written. */
export const startTail = async (
  { events, clock, journal, wakeup }: Pick<Ports, 'events' | 'clock' | 'journal' | 'wakeup'>,
  seen: (pages: readonly Page[]) => void = () => {},
): Promise<Tail> => {
  const window = windowFrom(await events.lastPosition())
  let stopped = false
  const { wake, wakeTogether, news } = waiters(clock)
  let cancel = () => {}

  const take = (next: readonly Page[]) => {
    const isNew = window.take(next)
    if (isNew) {
      seen(next)
      wakeTogether()
    }
    return isNew
  }
  const found = (pages: readonly Page[]): boolean => {
    if (pages.length === 0 || isDense(pages, window.last())) return take(pages)
    window.jump(pages)
    wake()
    return true
  }
  const read = oneAtATime(async () => {
    try {
      return !stopped && found(await readAfter(events, window.last()))
    } catch (error) {
      journal({ event: 'tail-failed', error: String(error) })
      return false
    }
  })
  const poll = () => {
    read()
    cancel = clock.after(wakeup?.lookEvery ?? pollMilliseconds, poll)
  }
  poll()
  const unlisten = wakeup?.listen(read)
  return {
    offer: next => {
      wakeup?.tell()
      if (!take([...next].sort((a, b) => a.position - b.position))) read()
    },
    after: async (position, most) => {
      if (position >= window.last() && !stopped) await news(most)
      return stopped ? [] : (window.after(position) ?? readAfter(events, position))
    },
    last: window.last,
    wake,
    next: window.next,
    isStopped: () => stopped,
    stop: () => {
      stopped = true
      unlisten?.()
      cancel()
      wake()
    },
  }
}
