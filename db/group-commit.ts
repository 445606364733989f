import { Unavailable } from '@/engine/errors'
import type { Append, Appended, EventStore } from '@/engine/ports'
import { isTransient } from '@/engine/retry'

const mostInBatch = 256
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

/** One batch in flight; a lone append is sent at once, and while one batch is under way the next one fills. */
export const groupCommit = (send: SendBatch): EventStore['append'] => {
  let queue: Waiting[] = []
  let inFlight = false
  let gathering = false

  const takeBatch = (): readonly Waiting[] => {
    const oldest = performance.now() - longestInQueue
    for (const { since, reject } of queue)
      if (since < oldest) reject(new Unavailable(`stood in the queue for ${longestInQueue} ms`))
    const { batch, left } = fitting(queue.filter(({ since }) => since >= oldest))
    queue = left
    return batch
  }
  const flush = async () => {
    if (inFlight) return
    const batch = takeBatch()
    if (batch.length === 0) return
    inFlight = true
    await deliver(send, batch)
    inFlight = false
    gather()
  }
  /** Whoever was just answered has the next append ready within this turn: it goes along, not behind. */
  const gather = () => {
    gathering = true
    setImmediate(() => {
      gathering = false
      void flush()
    })
  }
  return wanted =>
    new Promise((resolve, reject) => {
      queue.push({ wanted, since: performance.now(), resolve, reject })
      if (!gathering) void flush()
    })
}

/** What must not meet another append in one statement, which does not see its own inserts. */
export const marksOf = ({ stream: { edition, domain, root }, command, unless }: Append): readonly string[] => [
  `${edition} ${domain} ${root}`,
  `${edition} ${command.commandId}`,
  ...(unless === undefined ? [] : [`${edition} ${unless}`]),
]

const fitting = (queue: readonly Waiting[]) => {
  const taken = new Set<string>()
  const batch: Waiting[] = []
  const left: Waiting[] = []
  let events = 0
  for (const waiting of queue) {
    const marks = marksOf(waiting.wanted)
    events += waiting.wanted.pages.length
    const isFull = batch.length >= mostInBatch || (batch.length > 0 && events > mostEvents)
    const fits = !isFull && !marks.some(mark => taken.has(mark))
    for (const mark of marks) taken.add(mark)
    if (fits) batch.push(waiting)
    else left.push(waiting)
  }
  return { batch, left }
}

/** A batch that is refused is halved down to the append that is to blame: its neighbours are stored. */
const deliver = async (send: SendBatch, batch: readonly Waiting[]): Promise<void> => {
  try {
    const answers = await send(batch.map(({ wanted }) => wanted))
    for (const [index, { resolve, reject }] of batch.entries()) {
      const answer = answers[index]
      if (answer) resolve(answer)
      else reject(new Unavailable('the store gave no answer to an append'))
    }
  } catch (error) {
    const half = Math.ceil(batch.length / 2)
    if (batch.length === 1 || isTransient(error)) for (const { reject } of batch) reject(error)
    else for (const part of [batch.slice(0, half), batch.slice(half)]) await deliver(send, part)
  }
}
