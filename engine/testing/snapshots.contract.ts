// What every store of snapshots promises. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Snapshot, SnapshotQuery, Snapshots } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { bytesOf, draft, streamOf } from './drafts.ts'
import type { Harness, MakeHarness } from './harness.ts'

/** Positions go in tens. */
const snapshot = (name: string, nextSequence: number, given: Partial<Snapshot> = {}): Snapshot => ({
  stream: streamOf(name),
  nextSequence,
  position: nextSequence * 10,
  hash: `hash ${nextSequence}`,
  ext: { domain: 'parent' },
  fingerprint: 'today',
  retention: 'DEFAULT',
  state: { open: { sum: nextSequence } },
  subjects: [],
  at: '2026-02-03T04:05:06.000007Z',
  ...given,
})

export const snapshotsContract = (name: string, make: MakeHarness) =>
  describe(`snapshots: ${name}`, () => {
    let harness: Harness
    let snapshots: Snapshots
    beforeAll(async () => {
      harness = await make()
      snapshots = harness.ports.snapshots
    })
    afterAll(() => harness.close())

    const save = async (...some: readonly Snapshot[]) => {
      for (const one of some) await snapshots.save(one)
    }
    const latest = async (name: string, query: Partial<SnapshotQuery> = {}) =>
      (await snapshots.latest(streamOf(name), { fingerprint: 'today', ...query }))?.nextSequence
    const kept = async (name: string) =>
      (await snapshots.list({ stream: streamOf(name), limit: 10 })).map(({ nextSequence }) => nextSequence)

    test('[SN1] the newest of its shape is found, of so many events or up to a position at most', async () => {
      await save(snapshot('fits', 16), snapshot('fits', 48, { fingerprint: 'before' }), snapshot('fits', 32))
      expect(await latest('fits')).toBe(32)
      expect(await latest('fits', { fingerprint: 'before' })).toBe(48)
      expect(await latest('fits', { fingerprint: 'tomorrow' })).toBeUndefined()
      expect(await latest('fits', { upToSequence: 32 })).toBe(32)
      expect(await latest('fits', { upToSequence: 31 })).toBe(16)
      expect(await latest('fits', { upToPosition: 320 })).toBe(32)
      expect(await latest('fits', { upToPosition: 319 })).toBe(16)
      expect(await latest('fits', { upToSequence: 99, upToPosition: 159 })).toBeUndefined()
      expect(await latest('unknown')).toBeUndefined()
    })

    test('[SN2] a transient one goes when a newer one of its stream is written, others stay', async () => {
      const transient = { retention: 'TRANSIENT' } as const
      await save(snapshot('goes', 3, transient), snapshot('goes', 5, transient))
      expect(await kept('goes')).toEqual([5])
      await save(snapshot('goes', 7, { retention: 'PERSIST' }), snapshot('goes', 8), snapshot('goes', 9, transient))
      await save(snapshot('stays', 1, transient))
      expect(await kept('goes')).toEqual([9, 8, 7])
      await save(snapshot('goes', 10))
      expect(await kept('goes')).toEqual([10, 8, 7])
      expect(await kept('stays')).toEqual([1])
    })

    test('[SN3] one is read as it was written, open or sealed, and another one of the same sequence takes its place', async () => {
      const open = snapshot('bytes', 2, { state: { open: { text: 'žß漢', deep: [1, null, { a: true }] } } })
      const sealed = {
        keyId: derivedId('key'),
        nonce: Uint8Array.from({ length: 12 }, (_, n) => n),
        ciphertext: bytesOf('under lock'),
      }
      const closed = snapshot('bytes', 2, { state: { sealed }, subjects: ['ann', 'bob'], ext: null, hash: 'other' })
      const found = () => snapshots.latest(streamOf('bytes'), { fingerprint: 'today' })
      for (const one of [open, closed, open]) {
        await save(one)
        const read = await found()
        expect(read).toMatchObject({ ...one, state: expect.anything() })
        if (read && 'sealed' in read.state)
          expect([...read.state.sealed.ciphertext, ...read.state.sealed.nonce]).toEqual([
            ...sealed.ciphertext,
            ...sealed.nonce,
          ])
        else expect(read?.state).toEqual(open.state)
      }
      expect(await kept('bytes')).toEqual([2])
    })

    test('[SN4] they are listed newest first, without their states but with their size, of one stream or of all, page by page', async () => {
      const alone = await make()
      for (const [stream, nextSequence] of [
        ['a', 1],
        ['b', 2],
        ['a', 3],
        ['b', 4],
      ] as const)
        await alone.ports.snapshots.save(snapshot(stream, nextSequence))
      const list = async (asked: Parameters<Snapshots['list']>[0]) =>
        (await alone.ports.snapshots.list(asked)).map(({ position }) => position)
      expect(await list({ limit: 10 })).toEqual([40, 30, 20, 10])
      expect(await list({ limit: 2 })).toEqual([40, 30])
      expect(await list({ limit: 2, before: 30 })).toEqual([20, 10])
      expect(await list({ stream: streamOf('a'), limit: 10, before: 30 })).toEqual([10])
      const { state: _, ...described } = snapshot('b', 4)
      const [newest] = await alone.ports.snapshots.list({ limit: 1 })
      expect(newest).toEqual({ ...described, bytes: expect.any(Number) })
      expect(newest?.bytes).toBeGreaterThan(1)
      await alone.close()
    })

    test('[SN5] one is removed, or all of a stream; streams and editions are apart', async () => {
      const branch = snapshot('removed', 4, { stream: streamOf('removed', 'what-if') })
      await save(snapshot('removed', 2), snapshot('removed', 4), snapshot('removed', 6), branch, snapshot('other', 1))
      await snapshots.remove(streamOf('removed'), 4)
      expect(await kept('removed')).toEqual([6, 2])
      await snapshots.remove(streamOf('removed'))
      expect(await kept('removed')).toEqual([])
      expect(await kept('other')).toEqual([1])
      expect(await snapshots.list({ stream: branch.stream, limit: 10 })).toHaveLength(1)
    })

    test('[SN6] forgetting a subject removes those that hold it', async () => {
      await save(
        snapshot('forgets', 1, { subjects: ['cid', 'dan'] }),
        snapshot('forgets', 2, { subjects: ['dan'] }),
        snapshot('forgets', 3),
        snapshot('forgets-too', 1, { subjects: ['cid'] }),
      )
      await snapshots.forget('cid')
      await snapshots.forget('da')
      expect(await kept('forgets')).toEqual([3, 2])
      expect(await kept('forgets-too')).toEqual([])
    })

    test('[SN7] those of a purged edition go with its events', async () => {
      const branch = { stream: streamOf('branch', 'purged') }
      await save(snapshot('branch', 1), snapshot('branch', 1, branch), snapshot('branch', 2, branch))
      await harness.ports.events.append(draft(branch.stream))
      await harness.ports.events.purge('purged')
      expect(await snapshots.list({ ...branch, limit: 10 })).toEqual([])
      expect(await kept('branch')).toEqual([1])
    })
  })
