// The end of the log as this process knows it: one reader of the store feeds every consumer.
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'

export type Tail = {
  /** Pages that this process just made durable; taken over where they follow on what is known. */
  readonly offer: (pages: readonly Page[]) => void
  /** The next pages after a position, at least one; waits for them. Empty once stopped. */
  readonly after: (position: number) => Promise<readonly Page[]>
  readonly last: () => number
  /** The page right after a position, where it is still at hand. */
  readonly next: (position: number) => Page | undefined
  readonly stop: () => void
}

const batch = 500
const kept = 5000
const pollMilliseconds = 250

export const startTail = async ({
  events,
  clock,
  journal,
}: Pick<Ports, 'events' | 'clock' | 'journal'>): Promise<Tail> => {
  let pages: Page[] = []
  let last = await events.lastPosition()
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
    const fresh = next.filter(page => page.position > last)
    if (fresh[0]?.position !== last + 1) return false
    pages.push(...fresh)
    if (pages.length > 2 * kept) pages = pages.slice(-kept)
    last += fresh.length
    wake()
    return true
  }
  const read = () => {
    if (reading || stopped) return
    reading = true
    void events
      .readAll(last, batch)
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
      while (position >= last && !stopped) await new Promise<void>(resolve => waiting.push(resolve))
      if (stopped) return []
      const first = pages[0]?.position ?? last + 1
      if (position + 1 < first) return events.readAll(position, batch)
      return pages.slice(position + 1 - first, position + 1 - first + batch)
    },
    last: () => last,
    next: position => pages[position + 1 - (pages[0]?.position ?? 0)],
    stop: () => {
      stopped = true
      cancel()
      wake()
    },
  }
}
