// What every store of checkpoints promises of leases and their fences. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Checkpoints, Ports } from '../ports.ts'
import type { Harness, MakeHarness } from './harness.ts'

const minute = 60_000
const consumer = (name: string) => ({ name: `leased-${name}`, version: 1 })

export const leasesContract = (name: string, make: MakeHarness) =>
  describe(`leases: ${name}`, () => {
    let harness: Harness
    let ports: Ports
    let checkpoints: Checkpoints
    beforeAll(async () => {
      harness = await make()
      ports = harness.ports
      checkpoints = ports.checkpoints
    })
    afterAll(() => harness.close())

    const acquire = (name: string, owner: string, milliseconds = minute) =>
      checkpoints.acquire(consumer(name), { owner, milliseconds })

    test('[LE1] a lease has one owner, who keeps its fence by asking again', async () => {
      const fence = await acquire('one', 'ann')
      expect(fence).toEqual(expect.any(Number))
      expect(await acquire('one', 'bob')).toBeUndefined()
      expect(await acquire('one', 'ann')).toBe(fence)
      expect(await acquire('another', 'bob')).toEqual(expect.any(Number))
      expect(await checkpoints.acquire({ ...consumer('one'), version: 2 }, { owner: 'bob', milliseconds: 1 })).toEqual(
        expect.any(Number),
      )
    })

    test('[LE2] of many who ask at once, in two processes, one gets it', async () => {
      const other = (await harness.another()).checkpoints
      const asked = Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? other : checkpoints).acquire(consumer('many'), { owner: `owner ${n}`, milliseconds: minute }),
      )
      expect((await Promise.all(asked)).filter(fence => fence !== undefined)).toHaveLength(1)
    })

    test('[LE3] a lease that ended goes to who asks, under a higher fence', async () => {
      const first = (await acquire('ended', 'ann', 1)) ?? 0
      let second: number | undefined
      await expect
        .poll(async () => {
          second = await acquire('ended', 'bob')
          return second
        })
        .toBeGreaterThan(first)
      expect(await acquire('ended', 'ann')).toBeUndefined()
      expect(await acquire('ended', 'bob')).toBe(second)
    })

    test('[LE4] who releases a lease lets another have it at once; nobody releases what is somebody else’s', async () => {
      const first = (await acquire('released', 'ann')) ?? 0
      await checkpoints.release(consumer('released'), 'bob')
      expect(await acquire('released', 'bob')).toBeUndefined()
      await checkpoints.release(consumer('released'), 'ann')
      const second = (await acquire('released', 'bob')) ?? 0
      expect(second).toBeGreaterThan(first)
      await checkpoints.release(consumer('never held'), 'ann')
    })

    test('[LE7] it is told who holds what, as long as they hold it', async () => {
      const held = async () => (await checkpoints.leases()).filter(({ name }) => name.includes('told'))
      const fence = await acquire('told', 'ann')
      await acquire('told briefly', 'bob', 1)
      await expect.poll(held).toEqual([{ ...consumer('told'), owner: 'ann', fence }])
      await checkpoints.release(consumer('told'), 'ann')
      expect(await held()).toEqual([])
    })

    test('[LE5] under a fence that is not the newest nothing moves: no checkpoint, no row', async () => {
      const moved = { name: 'leased-moved', version: 1 }
      const first = (await acquire('moved', 'ann')) ?? 0
      expect(await checkpoints.read(moved)).toBe(0)
      expect(await checkpoints.save(moved, { from: 0, to: 3, fence: first })).toBe(true)
      await checkpoints.release(moved, 'ann')
      const second = (await acquire('moved', 'bob')) ?? 0
      expect(await checkpoints.read(moved)).toBe(3)
      const change = [{ key: 'a', stored: { row: 'late', version: 1, position: 5 } }]
      expect(await checkpoints.save(moved, { from: 3, to: 5, fence: first })).toBe(false)
      expect(await ports.projections.save(moved, { from: 3, to: 5, fence: first }, change)).toBe(false)
      expect((await ports.projections.all(moved)).size).toBe(0)
      expect(await ports.projections.save(moved, { from: 2, to: 5, fence: second }, change)).toBe(false)
      expect(await ports.projections.save(moved, { from: 3, to: 5, fence: second }, change)).toBe(true)
      expect(await checkpoints.save(moved, { from: 5, to: 6, fence: second })).toBe(true)
      expect(await checkpoints.read(moved)).toBe(6)
    })

    test('[LE6] a fence that nobody was given moves nothing, and without one all is as ever', async () => {
      const free = consumer('free')
      expect(await checkpoints.save(free, { from: 0, to: 1, fence: 1 })).toBe(false)
      expect(await ports.projections.save(free, { from: 0, to: 1, fence: 0 }, [])).toBe(false)
      expect(await checkpoints.read(free)).toBe(0)
      expect(await checkpoints.save(free, { from: 0, to: 1 })).toBe(true)
      await acquire('free', 'ann')
      expect(await checkpoints.save(free, { from: 1, to: 2 })).toBe(true)
    })
  })
