import { expect, test } from 'vitest'
import type { Append, Appended } from '@/engine/ports'
import { groupCommit } from './group-commit'

type Given = { readonly command?: string; readonly unless?: string; readonly count?: number }
const appendTo = (root: string, { command = root, unless, count = 1 }: Given = {}) =>
  ({
    stream: { domain: 'd', root, edition: '' },
    pages: Array.from({ length: count }),
    command: { commandId: command },
    ...(unless === undefined ? {} : { unless }),
  }) as unknown as Append
const stored: Appended = { status: 'ok', firstPosition: 1 }
const rootsOf = (batch: readonly Append[]) => batch.map(({ stream }) => stream.root).join('')

/** Answers after a turn of the event loop, and tells which batches it was sent. */
const sending = (answer: (batch: readonly Append[]) => readonly (Appended | undefined)[]) => {
  const batches: string[] = []
  const append = groupCommit(async batch => {
    batches.push(rootsOf(batch))
    await new Promise(resolve => setImmediate(resolve))
    return answer(batch)
  })
  return { batches, append }
}

test('[GC1] a lone append goes at once, and what comes meanwhile goes together', async () => {
  const { batches, append } = sending(batch => batch.map(() => stored))
  await Promise.all(['a', 'b', 'c'].map(root => append(appendTo(root))))
  expect(batches).toEqual(['a', 'bc'])
})

test('[GC2] a stream, a command and what excludes it meet once in a batch, and a stream keeps its order', async () => {
  const { batches, append } = sending(batch => batch.map(() => stored))
  const wanted = [
    appendTo('x'),
    appendTo('a', { command: '1' }),
    appendTo('a', { command: '2' }),
    appendTo('b', { command: '2' }),
    appendTo('c', { command: '3', unless: '1' }),
    appendTo('d', { command: '4' }),
  ]
  await Promise.all(wanted.map(append))
  expect(batches).toEqual(['x', 'ad', 'ac', 'b'])
})

test('[GC6] a batch holds a thousand events, or one append', async () => {
  const { batches, append } = sending(batch => batch.map(() => stored))
  await Promise.all([...'abcdefghijklmnop'].map(root => append(appendTo(root, { count: 100 }))))
  await append(appendTo('z', { count: 2000 }))
  expect(batches).toEqual(['a', 'bcdefghijk', 'lmnop', 'z'])
})

test('[GC7] beyond sixteen a batch is half of who is at work, and the next one goes before the first is told', async () => {
  const told: string[] = []
  const { batches, append } = sending(batch => batch.map(() => stored))
  const busy = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN']
  await Promise.all(busy.map(root => append(appendTo(root)).then(() => told.push(`${root} after ${batches.length}`))))
  expect(batches.map(({ length }) => length)).toEqual([1, 20, 19])
  expect(told.slice(0, 2)).toEqual(['a after 2', 'b after 3'])
})

test('[GC3] one bad append fails alone, and every other one is stored', async () => {
  const { batches, append } = sending(batch => {
    if (rootsOf(batch).includes('n')) throw Object.assign(new Error('bad text'), { code: '22P05' })
    return batch.map(() => stored)
  })
  const roots = [...'abcdefghijklmnop']
  const answers = await Promise.allSettled(roots.map(root => append(appendTo(root))))
  expect(roots.filter((_, index) => answers[index]?.status === 'rejected')).toEqual(['n'])
  expect(batches.length).toBeLessThan(12)
})

test('[GC4] a lost connection fails the batch as it is: whether it was stored is not known', async () => {
  const { batches, append } = sending(() => {
    throw Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })
  })
  const answers = await Promise.allSettled(['a', 'b', 'c'].map(root => append(appendTo(root))))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(batches).toEqual(['a', 'bc'])
})

test('[GC5] an append without an answer is unavailable, not for ever under way', async () => {
  const { append } = sending(() => [])
  await expect(append(appendTo('a'))).rejects.toMatchObject({ name: 'Unavailable' })
  await expect(append(appendTo('b'))).rejects.toMatchObject({ name: 'Unavailable' })
})
