import { expect, test } from 'vitest'
import { manualClock } from './memory/clock.ts'
import { countingChance } from './memory/ports.ts'
import { backoff, withRetries } from './retry.ts'

const lost = () => Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' })
/** A clock that is moved on for as long as somebody waits, and tells how long that was. */
const tried = async (work: (attempt: number) => unknown) => {
  const clock = manualClock(0, async () => {})
  let attempts = 0
  let ended: unknown
  const all = withRetries({ clock, chance: countingChance() }, async () => work(++attempts)).then(
    value => {
      ended = { value }
    },
    (error: unknown) => {
      ended = { error }
    },
  )
  while (ended === undefined) {
    await new Promise(resolve => setImmediate(resolve))
    await clock.advance(1)
  }
  await all
  return { attempts, ended, waited: clock.now() }
}

test('[RT1] what may go well the next time is tried ten times, further and further apart', async () => {
  const failing = await tried(() => {
    throw lost()
  })
  expect([failing.attempts, failing.ended]).toEqual([10, { error: expect.objectContaining({ code: 'ECONNREFUSED' }) }])
  const third = await tried(attempt => {
    if (attempt < 3) throw lost()
    return 'done'
  })
  expect([third.attempts, third.ended]).toEqual([3, { value: 'done' }])
})

test('[RT1] each wait is drawn anew from all up to its ceiling, 2 seconds at most', () => {
  const drawn = (attempt: number, byte: number) =>
    backoff(attempt, { id: () => '', bytes: () => Uint8Array.of(byte, byte) })
  expect([drawn(0, 0), drawn(0, 255), drawn(1, 255), drawn(5, 128)]).toEqual([1, 10, 20, 161])
  expect([drawn(9, 255), drawn(30, 255), drawn(30, 0)]).toEqual([2000, 2000, 1])
})

test('[RT2] bad data and bugs are not tried again', async () => {
  for (const error of [new TypeError('a bug'), Object.assign(new Error('not null'), { code: '23502' })]) {
    const once = await tried(() => {
      throw error
    })
    expect([once.attempts, once.ended, once.waited]).toEqual([1, { error }, expect.any(Number)])
  }
})
