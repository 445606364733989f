import { Unavailable } from '@/engine/errors'
import type { Append, Appended, EventStore } from '@/engine/ports'
import { isTransient } from '@/engine/retry'

const mostInBatch = 256
/** So few go together in any case: below that a batch costs more than the wait for its other half. */
const fewestToHalve = 16
/** Of events together, so that a statement stays far below its time limit. */
const mostEvents = 1000
/** Nobody waits any longer for what stood in the queue for so long, in milliseconds: it is not done any more. */
const longestInQueue = 3000

type Waiting = {
  readonly wanted: Append
  readonly since: number
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}
/** An answer for each, in the same order. */
export type SendBatch = (batch: readonly Append[]) => Promise<readonly (Appended | undefined)[]>

/**
 * One batch in flight; a lone append is sent at once, and while one batch is under way the next one fills. A batch is half
 * of those who are at work: the one half is stored while the other half decides, so that neither side stands still.
 */
export const groupCommit = (send: SendBatch): EventStore['append'] => {
  let queue: Waiting[] = []
  let inFlight = false
  let gathering = false

  const takeBatch = (answered: number): readonly Waiting[] => {
    const oldest = performance.now() - longestInQueue
    for (const { since, reject } of queue)
      if (since < oldest) reject(new Unavailable(`stood in the queue for ${longestInQueue} ms`))
    const most = Math.min(mostInBatch, Math.max(fewestToHalve, Math.ceil((queue.length + answered) / 2)))
    const { batch, left } = fitting(
      queue.filter(({ since }) => since >= oldest),
      most,
    )
    queue = left
    return batch
  }
  const flush = (answered = 0) => {
    if (inFlight) return
    const batch = takeBatch(answered)
    if (batch.length === 0) return
    inFlight = true
    void deliver(send, batch, () => {
      inFlight = false
      if (queue.length > 0) flush(batch.length)
      else gather()
    })
  }
  /** Whoever was just answered has the next append ready within this turn: it goes along, not behind. */
  const gather = () => {
    gathering = true
    setImmediate(() => {
      gathering = false
      flush()
    })
  }
  return wanted =>
    new Promise((resolve, reject) => {
      queue.push({ wanted, since: performance.now(), resolve, reject })
      if (!gathering) flush()
    })
}

/** What must not meet another append in one statement, which does not see its own inserts. */
export const marksOf = ({ stream: { edition, domain, root }, command, unless }: Append): readonly string[] => [
  `${edition} ${domain} ${root}`,
  `${edition} ${command.commandId}`,
  ...(unless === undefined ? [] : [`${edition} ${unless}`]),
]

const fitting = (queue: readonly Waiting[], most: number) => {
  const taken = new Set<string>()
  const batch: Waiting[] = []
  const left: Waiting[] = []
  let events = 0
  for (const waiting of queue) {
    const marks = marksOf(waiting.wanted)
    events += waiting.wanted.pages.length
    const isFull = batch.length >= most || (batch.length > 0 && events > mostEvents)
    const fits = !isFull && !marks.some(mark => taken.has(mark))
    for (const mark of marks) taken.add(mark)
    if (fits) batch.push(waiting)
    else left.push(waiting)
  }
  return { batch, left }
}

/** `over` is called before anybody hears of it: whoever was just answered does not keep the next batch waiting. */
const deliver = async (send: SendBatch, batch: readonly Waiting[], over: () => void): Promise<void> => {
  const settled = await settle(send, batch)
  over()
  for (const tell of settled) tell()
}

/** A batch that is refused is halved down to the append that is to blame: its neighbours are stored. */
const settle = async (send: SendBatch, batch: readonly Waiting[]): Promise<readonly (() => void)[]> => {
  try {
    const answers = await send(batch.map(({ wanted }) => wanted))
    return batch.map(({ resolve, reject }, index) => () => {
      const answer = answers[index]
      if (answer) resolve(answer)
      else reject(new Unavailable('the store gave no answer to an append'))
    })
  } catch (error) {
    const refuse =
      ({ reject }: Waiting) =>
      () =>
        reject(error)
    if (batch.length === 1 || isTransient(error)) return batch.map(refuse)
    const half = Math.ceil(batch.length / 2)
    return [...(await settle(send, batch.slice(0, half))), ...(await settle(send, batch.slice(half)))]
  }
}
