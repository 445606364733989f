// A domain for everything that the bank has no need of: merging, personal parts, old versions, milestones, undoing.
import { z } from 'zod'
import { reject } from '../decision.ts'
import {
  type Accepted,
  aggregate,
  type Domain,
  processManager,
  projector,
  type Rejected,
  saga,
  send,
  sendFact,
} from '../define.ts'
import type { Of } from '../message.ts'

const text = z.string().min(1).max(100)
const Start = z.strictObject({ type: z.literal('Start'), author: text })
const Retitle = z.strictObject({ type: z.literal('Retitle'), title: text })
const WriteNote = z.strictObject({ type: z.literal('WriteNote'), note: text, text })
const Count = z.strictObject({ type: z.literal('Count'), by: z.int() })
const Lock = z.strictObject({ type: z.literal('Lock') })
const Tear = z.strictObject({ type: z.literal('Tear'), note: text })
const Copy = z.strictObject({ type: z.literal('Copy'), note: text, to: z.uuid(), onTo: z.uuid().optional() })
const Receive = z.strictObject({ type: z.literal('Receive'), note: text, text, onTo: z.uuid().optional() })
const Forget = z.strictObject({ type: z.literal('Forget') })
type Command = z.infer<
  | typeof Start
  | typeof Retitle
  | typeof WriteNote
  | typeof Count
  | typeof Lock
  | typeof Tear
  | typeof Copy
  | typeof Receive
  | typeof Forget
>

const Started = z.strictObject({ type: z.literal('Started'), author: text })
const Retitled = z.strictObject({ type: z.literal('Retitled'), title: text })
/** Version 1 knew no `lines`. */
const NoteWritten = z.strictObject({ type: z.literal('NoteWritten'), note: text, text, lines: z.int() })
const Counted = z.strictObject({ type: z.literal('Counted'), by: z.int(), total: z.int() })
const Locked = z.strictObject({ type: z.literal('Locked') })
const NoteTorn = z.strictObject({ type: z.literal('NoteTorn'), note: text, why: text })
const NoteCopied = Copy.extend({ type: z.literal('NoteCopied'), text })
const Forgotten = z.strictObject({ type: z.literal('Forgotten') })
const Stamped = z.strictObject({ type: z.literal('Stamped'), by: text })
export type NotebookEvent = z.infer<
  | typeof Started
  | typeof Retitled
  | typeof NoteWritten
  | typeof Counted
  | typeof Locked
  | typeof NoteTorn
  | typeof NoteCopied
  | typeof Forgotten
  | typeof Stamped
>
export type Notebook = {
  readonly author: string
  readonly title: string
  readonly notes: { readonly [note: string]: string }
  readonly total: number
  readonly locked: boolean
  readonly stamps: number
}

const without = (notes: Notebook['notes'], gone: string) =>
  Object.fromEntries(Object.entries(notes).filter(([note]) => note !== gone))
const linesOf = (written: string) => written.split('\n').length

export const Notebook = aggregate<Command, NotebookEvent, Notebook>({
  domain: 'notebook',
  stateVersion: 1,
  initial: { author: '', title: '', notes: {}, total: 0, locked: false, stamps: 0 },
  evolve: {
    Started: (book, { author }) => ({ ...book, author }),
    Retitled: (book, { title }) => ({ ...book, title }),
    NoteWritten: (book, { note, text, lines }) => ({ ...book, notes: { ...book.notes, [note]: `${text} (${lines})` } }),
    Counted: (book, { total }) => ({ ...book, total }),
    Locked: book => ({ ...book, locked: true }),
    NoteTorn: (book, { note }) => ({ ...book, notes: without(book.notes, note) }),
    NoteCopied: book => book,
    Forgotten: book => ({ ...book, author: 'forgotten' }),
    Stamped: book => ({ ...book, stamps: book.stamps + 1 }),
  },
  commands: {
    Start: {
      schema: Start,
      merge: 'STRICT',
      by: ['player'],
      personal: { fields: ['author'], subject: (_, root) => root },
    },
    Retitle: { schema: Retitle, merge: 'COMMUTATIVE', by: ['player'] },
    WriteNote: { schema: WriteNote, merge: 'COMMUTATIVE', by: ['player'] },
    Count: { schema: Count, merge: 'AGGREGATE_HANDLES', by: ['player'] },
    Lock: { schema: Lock, merge: 'STRICT', by: ['player'] },
    Tear: { schema: Tear, merge: 'MANUAL', by: ['player'] },
    Copy: { schema: Copy, merge: 'COMMUTATIVE', by: ['player'] },
    Receive: { schema: Receive, merge: 'COMMUTATIVE', by: ['engine'] },
    Forget: { schema: Forget, merge: 'STRICT', by: ['player'] },
  },
  events: {
    Started: { schema: Started, version: 1, personal: { fields: ['author'], subject: (_, root) => root } },
    Retitled: { schema: Retitled, version: 1 },
    NoteWritten: {
      schema: NoteWritten,
      version: 2,
      upcasters: { 1: fields => ({ ...fields, lines: linesOf(String(fields.text)) }) },
    },
    Counted: { schema: Counted, version: 1 },
    Locked: { schema: Locked, version: 1 },
    NoteTorn: { schema: NoteTorn, version: 1 },
    NoteCopied: { schema: NoteCopied, version: 1 },
    Forgotten: { schema: Forgotten, version: 1, forgets: (_, root) => root },
    Stamped: { schema: Stamped, version: 1, fact: true },
  },
  decide: {
    Start: ({ author }) => [{ type: 'Started', author }],
    Retitle: ({ title }, { locked }) => (locked ? reject('locked') : [{ type: 'Retitled', title }]),
    WriteNote: ({ note, text }, { locked }) =>
      locked ? reject('locked') : [{ type: 'NoteWritten', note, text, lines: linesOf(text) }],
    Count: ({ by }, { total }) => [{ type: 'Counted', by, total: total + by }],
    Lock: (_, { locked }) => (locked ? [] : [{ type: 'Locked' }]),
    Tear: ({ note }, { notes }) => (notes[note] ? [{ type: 'NoteTorn', note, why: 'torn' }] : reject('no-such-note')),
    Copy: ({ type: _, ...asked }, { notes }) => {
      const text = notes[asked.note]
      return text ? [{ type: 'NoteCopied', ...asked, text }] : reject('no-such-note')
    },
    Receive: ({ note, text, onTo }, { locked }) => {
      if (locked) return reject('locked')
      if (note === 'secret') return reject('not-for-others')
      const written = { type: 'NoteWritten' as const, note, text, lines: linesOf(text) }
      return onTo ? [written, { type: 'NoteCopied', note, to: onTo, text }] : [written]
    },
    Forget: () => [{ type: 'Forgotten' }],
  },
  merge: {
    // A count that was sent twice from one state is meant twice; from the future it is refused.
    Count: ({ by }, { expected, actual }) =>
      expected === undefined ? reject('not-there-yet') : [{ type: 'Counted', by, total: actual.total + by }],
  },
  mostReviews: { most: 3, refused: reject('too-many-reviews', { most: 3 }) },
  mayReview: { Tear: (_, context) => (context.actor === 'nobody' ? reject('no-reviews') : undefined) },
  onRejected: {
    'notebook/Receive': ({ command, reason }) => {
      if (reason !== 'locked') return { escalate: 'dead-letter' }
      const { note } = command as z.infer<typeof Receive>
      return [{ type: 'NoteTorn', note, why: reason }]
    },
  },
  onUndo: { Receive: ({ note }) => [{ type: 'NoteTorn', note, why: 'undone' }] },
  milestone: event => event.type === 'Locked',
})

/** A copied note is written into the other book; a stamp on it tells the book that it came from. */
const copies = saga('copies', Notebook, {
  NoteCopied: ({ note, text, to, onTo }) => [
    { ...send(Notebook, to, { type: 'Receive', note, text, ...(onTo ? { onTo } : {}) }) },
  ],
})
const stamps = saga('stamps', Notebook, {
  Locked: (_, { root, eventId }) => [
    sendFact(Notebook, root, { fact: { type: 'Stamped', by: 'stamps' }, externalId: eventId }),
  ],
})

type Archive = { readonly step: 'idle' | 'locking' | 'kept' | 'failed'; readonly book: string }
type Input = Of<NotebookEvent, 'Counted'> | Accepted<'notebook/Retitle'> | Rejected<'notebook/Retitle'>
/** A book that counted to a hundred is named an archive, and the process hears the verdict itself. */
const archive = processManager<Input, Archive>('archive', [Notebook], {
  correlate: (_, { root }) => root,
  initial: { step: 'idle', book: '' },
  evolve: {
    Counted: (state, { total }, { root }) =>
      state.step === 'idle' && total >= 100 ? { step: 'locking', book: root } : state,
    'notebook/Retitle accepted': state => ({ ...state, step: 'kept' }),
    'notebook/Retitle rejected': state => ({ ...state, step: 'failed' }),
  },
  owed: {
    idle: () => [],
    locking: ({ book }) => [
      { ...send(Notebook, book, { type: 'Retitle', title: 'Archive' }), label: 'name', syncMode: 'DECISION' },
    ],
    kept: () => [],
    failed: () => [],
  },
  expected: [],
})

export type TitleRow = { readonly author: string; readonly title: string; readonly notes: number }
const titles = projector<NotebookEvent, TitleRow>(
  { name: 'titles', version: 1, sources: [Notebook] },
  {
    Started: (_, { author }) => ({ author, title: '', notes: 0 }),
    Retitled: (row, { title }) => ({ author: '', notes: 0, ...row, title }),
    NoteWritten: row => row && { ...row, notes: row.notes + 1 },
  },
)

export const library: Domain = {
  aggregates: [Notebook],
  sagas: [copies, stamps],
  processManagers: [archive],
  projectors: [titles],
}
