// Time that passes as fast as it can be computed: what is due is called in order, what is due at once in any order.
import type { Clock } from '../ports.ts'
import type { Dice } from './simulator-dice.ts'

export type VirtualTime = {
  /** Milliseconds since the beginning; only this never runs backwards. */
  readonly now: () => number
  /** Called once, unless it is stopped before. */
  readonly after: (milliseconds: number, call: () => void) => () => void
  readonly wait: (milliseconds: number) => Promise<void>
  /** Until something is so; false where it is not so in this time. */
  readonly until: (isSo: () => boolean, most: number) => Promise<boolean>
}
type Due = { readonly at: number; readonly tie: number; call: (() => void) | undefined }

const isBefore = (one: Due, other: Due) => one.at < other.at || (one.at === other.at && one.tie < other.tie)

/** The first one is at the root; a heap, for there are hundreds. */
const dueCalls = () => {
  const heap: Due[] = []
  const swap = (one: number, other: number) => {
    const kept = heap[one] as Due
    heap[one] = heap[other] as Due
    heap[other] = kept
  }
  const rise = (index: number) => {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!isBefore(heap[child] as Due, heap[parent] as Due)) return
      swap(child, parent)
      child = parent
    }
  }
  const sink = () => {
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      if (left >= heap.length) return
      const least = right < heap.length && isBefore(heap[right] as Due, heap[left] as Due) ? right : left
      if (!isBefore(heap[least] as Due, heap[parent] as Due)) return
      swap(least, parent)
      parent = least
    }
  }
  return {
    first: () => heap[0],
    push: (due: Due) => {
      heap.push(due)
      rise(heap.length - 1)
    },
    pop: () => {
      const first = heap[0]
      const last = heap.pop()
      if (last && heap.length > 0) {
        heap[0] = last
        sink()
      }
      return first
    },
  }
}

/** Everything that can go on without time has gone on. */
const stillness = () => new Promise<void>(resolve => setImmediate(resolve))

export const virtualTime = (ties: Dice): VirtualTime => {
  const calls = dueCalls()
  let now = 0
  const after = (milliseconds: number, call: () => void) => {
    const due: Due = { at: now + Math.max(0, milliseconds), tie: ties.next(), call }
    calls.push(due)
    return () => {
      due.call = undefined
    }
  }
  const callFirst = async () => {
    const due = calls.pop()
    if (!due?.call) return
    if (due.at > now) await stillness()
    // What was still going on may have come to something that is due before.
    if (calls.first() && isBefore(calls.first() as Due, due)) return calls.push(due)
    if (!due.call) return
    now = Math.max(now, due.at)
    due.call()
    await undefined
    await undefined
  }
  return {
    now: () => now,
    after,
    wait: milliseconds => new Promise(resolve => void after(milliseconds, resolve)),
    until: async (isSo, most) => {
      const end = now + most
      await stillness()
      while (!isSo()) {
        const next = calls.first()
        if (next && next.at <= end) {
          await callFirst()
          continue
        }
        await stillness()
        if (calls.first() !== next) continue
        now = end
        return isSo()
      }
      return true
    },
  }
}

/** What a process reads off its clock, which somebody may set. */
export type SetClock = Clock & { readonly set: (ahead: number) => void; readonly ahead: () => number }

const opening = 1_790_000_000_000

export const setClock = (time: VirtualTime): SetClock => {
  let ahead = 0
  let micro = 0
  const now = () => opening + ahead + time.now()
  return {
    now,
    recordedAt: () => {
      micro = (micro + 1) % 1000
      return new Date(now()).toISOString().replace('Z', `${String(micro).padStart(3, '0')}Z`)
    },
    after: time.after,
    set: next => {
      ahead = next
    },
    ahead: () => ahead,
  }
}
