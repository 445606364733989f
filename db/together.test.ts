import { expect, test } from 'vitest'
import type { Snapshot } from '@/engine/ports'
import { together } from './together'

const snapshot = (root: string, nextSequence: number) =>
  ({ stream: { domain: 'd', root, edition: '' }, nextSequence }) as unknown as Snapshot
const nameOf = ({ stream, nextSequence }: Snapshot) => `${stream.root}${nextSequence}`

/** Tells which statements were sent, and refuses those that hold `poisoned`. */
const saving = (poisoned = '') => {
  const statements: string[] = []
  const save = together(async batch => {
    statements.push(batch.map(nameOf).join(' '))
    if (batch.map(nameOf).includes(poisoned)) throw new Error('cannot be stored')
  })
  return { statements, save }
}

test('[GC8] a lone snapshot is stored at once, those that come soon after it share a statement', async () => {
  const { statements, save } = saving()
  await Promise.all([save(snapshot('a', 1)), save(snapshot('b', 1)), save(snapshot('c', 1)), save(snapshot('b', 2))])
  expect(statements).toEqual(['a1', 'b1 c1 b2'])
})

test('[GC10] one that a newer one of its stream would remove or write over is not stored at all', async () => {
  const { statements, save } = saving()
  const transient = (nextSequence: number) => ({ ...snapshot('b', nextSequence), retention: 'TRANSIENT' }) as const
  const all = [snapshot('a', 1), transient(1), snapshot('b', 2), transient(3), snapshot('b', 4), snapshot('b', 4)]
  await Promise.all(all.map(save))
  expect(statements).toEqual(['a1', 'b2 b4'])
})

test('[GC9] one that cannot be stored is refused alone', async () => {
  const { save } = saving('c1')
  const saved = await Promise.allSettled([...'abcd'].map(root => save(snapshot(root, 1))))
  expect(saved.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})
