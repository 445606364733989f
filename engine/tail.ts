// The end of the log as this process knows it: one reader of the store feeds every consumer.
import { CorruptStream } from './errors.ts'
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'

export type Tail = {
  /** Pages that this process just made durable; taken over where they follow on what is known. */
  readonly offer: (pages: readonly Page[]) => void
  /** The next pages after a position, whole appends and at least one; waits for them. Empty once stopped. */
  readonly after: (position: number) => Promise<readonly Page[]>
  readonly last: () => number
  /** The page right after a position, where it is still at hand. */
  readonly next: (position: number) => Page | undefined
  readonly isStopped: () => boolean
  readonly stop: () => void
}

const batch = 500
const kept = 5000
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
      const isDense = fresh.every((page, index) => page.position === last + 1 + index)
      if (fresh.length === 0 || !isDense) return false
      pages.push(...fresh)
      if (pages.length > 2 * kept) pages = pages.slice(-kept)
      last += fresh.length
      return true
    },
    next: (after: number): Page | undefined => pages[after + 1 - (pages[0]?.position ?? 0)],
    /** Undefined: so far back nothing is kept. */
    after: (after: number): readonly Page[] | undefined => {
      const first = pages[0]?.position ?? last + 1
      return after + 1 < first ? undefined : wholeAppends(pages.slice(after + 1 - first, after + 1 - first + batch))
    },
  }
}

const readAfter = async (events: Ports['events'], position: number): Promise<readonly Page[]> => {
  const read = wholeAppends(await events.readAll(position, batch))
  const hole = read.findIndex((page, index) => page.position !== position + 1 + index)
  if (hole >= 0) throw new CorruptStream(`there is no position ${position + 1 + hole}`)
  return read
}

export const startTail = async ({
  events,
  clock,
  journal,
}: Pick<Ports, 'events' | 'clock' | 'journal'>): Promise<Tail> => {
  const window = windowFrom(await events.lastPosition())
  let stopped = false
  let waiting: (() => void)[] = []
  let reading = false
  let cancel = () => {}

  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }
  const take = (next: readonly Page[]) => {
    const isNew = window.take(next)
    if (isNew) wake()
    return isNew
  }
  const read = () => {
    if (reading || stopped) return
    reading = true
    void readAfter(events, window.last())
      .then(take)
      .catch((error: unknown) => {
        journal({ event: 'tail-failed', error: String(error) })
        return false
      })
      .then(more => {
        reading = false
        if (more) read()
      })
  }
  const poll = () => {
    if (stopped) return
    read()
    cancel = clock.after(pollMilliseconds, poll)
  }
  poll()
  return {
    offer: next => {
      if (!take([...next].sort((a, b) => a.position - b.position))) read()
    },
    after: async position => {
      while (position >= window.last() && !stopped) await new Promise<void>(resolve => waiting.push(resolve))
      return stopped ? [] : (window.after(position) ?? readAfter(events, position))
    },
    last: window.last,
    next: window.next,
    isStopped: () => stopped,
    stop: () => {
      stopped = true
      cancel()
      wake()
    },
  }
}
