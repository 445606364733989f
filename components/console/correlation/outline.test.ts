import { expect, test } from 'vitest'
import type { Workflow } from '@/server/instance'
import { drawn, kinOf } from './layout.ts'
import { countOf, firstOf, type Node, outlineOf } from './outline.ts'
import { toldOf } from './words.ts'

type Sent = Workflow['commands'][number]
type Happened = Workflow['events'][number]

const at = (second: number) => `2026-11-25T10:00:${String(second).padStart(2, '0')}.000000Z`
const command = (commandId: string, more: Partial<Sent> = {}): Sent => ({
  commandId,
  type: 'Transfer',
  domain: 'account',
  root: 'a',
  edition: '',
  data: {},
  actor: 'ann',
  causationId: null,
  outcome: 'accepted',
  problem: null,
  at: at(0),
  ...more,
})
const event = (eventId: string, commandId: string, more: Partial<Happened> = {}): Happened => ({
  eventId,
  commandId,
  causationId: commandId,
  type: 'Withdrawn',
  domain: 'account',
  root: 'a',
  edition: '',
  sequence: 0,
  position: 1,
  schemaVersion: 1,
  data: {},
  actor: 'ann',
  correlationId: 'w',
  recordedAt: at(1),
  ...more,
})
const workflow = (more: Partial<Workflow>): Workflow => ({
  id: 'w',
  commands: [],
  events: [],
  facts: [],
  rejections: [],
  timeouts: [],
  deadLetters: [],
  edges: [],
  truncated: false,
  ...more,
})
type Shape = { readonly [id: string]: Shape }
const shapeOf = (nodes: readonly Node[]): Shape =>
  Object.fromEntries(nodes.map(node => [node.id, shapeOf(node.children)]))

const refusal = {
  code: 'FAILED_PRECONDITION',
  reason: 'closed',
  params: {},
  message: 'The account is closed.',
} as const
const transfer = workflow({
  commands: [
    command('c1'),
    command('c2', { type: 'Deposit', root: 'b', actor: 'engine/transfer', causationId: 'e1', at: at(2) }),
    command('c3', { outcome: 'refused', problem: refusal, causationId: 'e1', at: at(3) }),
    command('n1', { type: 'EventLinked', domain: 'transfer', actor: 'engine/transfer', causationId: 'e1', at: at(2) }),
  ],
  events: [
    event('e1', 'c1'),
    event('l1', 'n1', { type: 'EventLinked', domain: 'transfer', root: 'k', causationId: 'e1', recordedAt: at(2) }),
    event('e2', 'c2', { root: 'b', causationId: 'e1', recordedAt: at(4) }),
  ],
  facts: ['e2'],
  rejections: ['c3'],
  timeouts: [{ process: 'transfer', key: 'k', name: 'late', dueAt: Date.parse(at(9)), data: null }],
  edges: [
    { from: 'e1', to: 'c2' },
    { from: 'e1', to: 'c3' },
    { from: 'e1', to: 'n1' },
    { from: 'c1', to: 'e1' },
    { from: 'n1', to: 'l1' },
    { from: 'c2', to: 'e2' },
  ],
})

test('[WF1] a workflow is a tree by causation: commands below events, events below commands, what waits below its instance', () =>
  expect(shapeOf(outlineOf(transfer))).toEqual({
    c1: { e1: { l1: { 'transfer/k/late': {} }, c2: { e2: {} }, c3: {} } },
  }))

test('[WF1] what came of something that is not told begins a tree of its own; nothing is told twice, nothing left out', () => {
  const alone = outlineOf(workflow({ events: [event('e2', 'c9', { causationId: 'e9' }), event('e3', 'c8')] }))
  expect(shapeOf(alone)).toEqual({ e2: {}, e3: {} })
  const { commands, events, timeouts } = transfer
  expect(countOf(outlineOf(transfer))).toBe(commands.length + events.length + timeouts.length - 1)
})

test('[WF2] each thing is told by kind, name, place and who, a refusal with its reason', () => {
  const [root] = outlineOf(transfer)
  const below = root?.children[0]?.children ?? []
  expect(root && toldOf(root)).toMatchObject({ what: 'command', name: 'Transfer', where: 'to account a', who: 'ann' })
  const refused = below.find(({ id }) => id === 'c3')
  expect(refused && toldOf(refused)).toMatchObject({ look: 'refused', said: 'refused: closed. The account is closed.' })
  const fact = below.find(({ id }) => id === 'c2')?.children[0]
  expect(fact && toldOf(fact)).toMatchObject({ what: 'fact', where: '#0 of account b' })
  const waits = below.find(({ id }) => id === 'l1')?.children[0]
  expect(waits && toldOf(waits)).toMatchObject({ what: 'timeout', name: 'late', look: 'waits' })
})

test('[WF2] timeouts that are over and dead letters are told as such', () => {
  const told = outlineOf(
    workflow({
      events: [
        event('t1', 'x', { type: 'TimeoutElapsed', domain: 'transfer', data: { timeout: 'late' } }),
        event('d1', 'y', { type: 'DeadLetterOpened', domain: 'dead-letter', root: 'd', recordedAt: at(2) }),
      ],
      deadLetters: [
        { id: 'd', subject: 'account/Deposit', reason: 'SEQUENCE_MISMATCH', status: 'open', blocked: false } as never,
      ],
    }),
  ).map(toldOf)
  expect(told).toMatchObject([
    { what: 'timeout', name: 'late', said: 'ran out' },
    { what: 'dead letter', name: 'Deposit needs review', href: '/admin/dead-letters/d', said: 'Open', look: 'waits' },
  ])
})

/** A chain of so many, each the cause of the next. */
const chain = (length: number) =>
  outlineOf(
    workflow({
      events: Array.from({ length }, (_, n) =>
        event(`e${n}`, `c${n}`, { recordedAt: `2026-11-25T10:00:00.${String(n).padStart(6, '0')}Z` }),
      ),
      edges: Array.from({ length }, (_, n) => ({ from: `e${Math.floor((n - 1) / 2)}`, to: `e${n}` })),
    }),
  )

test('[WF3] a picture has the first so many, each with its cause', () => {
  const all = chain(1000)
  const first = firstOf(all, 300)
  expect([countOf(all), countOf(first)]).toEqual([1000, 300])
  expect(first.map(({ id }) => id)).toEqual(['e0'])
  expect(countOf(firstOf(chain(3), 300))).toBe(3)
  const late = outlineOf(
    workflow({
      commands: [command('c', { at: at(9) })],
      events: [event('e', 'c'), event('x', 'y')],
      edges: [{ from: 'c', to: 'e' }],
    }),
  )
  expect(shapeOf(firstOf(late, 2))).toEqual({ x: {}, c: {} })
})

test('[WF3] no two boxes of a picture lie on each other, and causes stand to the left', () => {
  const { boxes, edges, width, height } = drawn(firstOf(chain(1000), 300))
  expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(300)
  expect(edges).toHaveLength(299)
  expect(edges.every(({ from, to }) => from.x < to.x)).toBe(true)
  expect(boxes.every(({ x, y }) => x >= 0 && x < width && y >= 0 && y < height)).toBe(true)
})

test('[WF4] what is lit with a thing is what it came of and what came of it, and nothing beside', () =>
  expect(kinOf(outlineOf(transfer), 'c2')).toEqual(new Set(['c1', 'e1', 'c2', 'e2'])))
