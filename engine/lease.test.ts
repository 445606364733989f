import { expect, test } from 'vitest'
import { lease } from './lease.ts'
import { manualClock } from './memory/clock.ts'
import { memoryPorts } from './memory/ports.ts'

const consumer = { name: 'one', version: 1 }
const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))

const house = () => {
  const clock = manualClock(1_790_000_000_000, yieldTurn)
  const ports = memoryPorts({ clock })
  return { clock, ports, here: lease(ports, consumer, 'here'), there: lease(ports, consumer, 'there') }
}

test('[CO5] a lease is renewed by itself, however long its holder is at work, and nobody else gets it', async () => {
  const { clock, here, there } = house()
  const fence = await here.hold()
  for (let second = 0; second < 20; second++) {
    await clock.advance(1000)
    expect(await there.hold()).toBeUndefined()
  }
  expect([here.isHeld(), await here.hold()]).toEqual([true, fence])
})

test('[CO6] a lease that is given back is free at once, under a higher fence', async () => {
  const { clock, here, there } = house()
  const fence = (await here.hold()) ?? 0
  expect(await there.hold()).toBeUndefined()
  await here.release()
  await clock.advance(250)
  expect(await there.hold()).toBe(fence + 1)
  expect(here.isHeld()).toBe(false)
})

test('[CO7] who says nothing for three seconds loses the lease, and can move nothing any more', async () => {
  const { clock, ports, there } = house()
  const silent = { ...ports, clock: { ...clock, after: () => () => {} } }
  const here = lease(silent, consumer, 'here')
  const fence = (await here.hold()) ?? 0
  await clock.advance(2900)
  expect(await there.hold()).toBeUndefined()
  await clock.advance(300)
  expect(here.isHeld()).toBe(false)
  const next = (await there.hold()) ?? 0
  expect(next).toBe(fence + 1)
  expect(await ports.checkpoints.save(consumer, { from: 0, to: 5, fence })).toBe(false)
  expect(await ports.checkpoints.save(consumer, { from: 0, to: 5, fence: next })).toBe(true)
})
