// Dead letters of one stream wait in line: the oldest is decided first.
import { DeadLetter, isUnsettled } from './dead-letter.ts'
import { type Letter, stateOf } from './dead-letter-entry.ts'
import { lineOf, type PageRows, rowsWhere } from './dead-letter-rows.ts'
import { Unavailable } from './errors.ts'
import type { Problem, StreamName } from './message.ts'
import { pause } from './retry.ts'
import type { Runtime } from './runtime.ts'

export const blocked = (older: string): Problem => ({
  code: 'FAILED_PRECONDITION',
  reason: 'blocked',
  params: { by: older },
  message: 'An older dead letter of the same stream is decided first.',
})
/** Milliseconds: how long an answer waits for a row, and for a resubmission to be carried out. */
const longest = 2500
const between = 20

/**
 * An older one of the same line that somebody still has to decide about. The aggregate cannot see others, and a row may
 * lag; but rows come in the order of the log: where this one's row is, those of all older ones are, and what became
 * of them their own streams say.
 */
export const olderOf = async (runtime: Runtime, page: PageRows, letter: Letter): Promise<string | undefined> => {
  const { id, opened, openedPosition } = letter
  const line = lineOf(opened)
  const isListed = await until(runtime, async () => (await rowsWhere(page, { id })).length > 0)
  if (!isListed) throw new Unavailable(`${id} is not listed yet: whether an older one is open is not known`)
  const rows = await rowsWhere(page, { stream: opened.stream })
  const older = rows.filter(row => lineOf(row) === line && row.openedPosition < openedPosition).reverse()
  const maybe = older.filter(({ status }) => status !== 'accepted' && status !== 'discarded')
  for (const row of maybe) {
    const stream: StreamName = { domain: DeadLetter.domain, root: row.id, edition: row.edition }
    if (isUnsettled(await stateOf(runtime, stream))) return row.id
  }
  return undefined
}

export const until = async ({ ports }: Runtime, holds: () => Promise<boolean>): Promise<boolean> => {
  const end = ports.clock.now() + longest
  for (;;) {
    if (await holds()) return true
    if (ports.clock.now() >= end) return false
    await pause(ports, between)
  }
}
