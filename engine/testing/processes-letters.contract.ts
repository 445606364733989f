// What process managers hear of their commands that wait for a reviewer (engine.md §10). Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Accepted, processManager, type Rejected, send } from '../define.ts'
import type { Of } from '../message.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { bookOf, type Shelf, shelf } from './library.ts'
import { library, Notebook, type NotebookEvent } from './notebook.ts'
import { ann } from './reviewers.ts'

type Tearing = { readonly step: 'idle' | 'tearing' | 'torn' | 'kept'; readonly book: string; readonly why: string }
type TearingInput = Of<NotebookEvent, 'Counted'> | Accepted<'notebook/Tear'> | Rejected<'notebook/Tear'>
/** Tears a note from a state that it remembers wrongly, and waits for the verdict. */
const tearer = processManager<TearingInput, Tearing>('tearer', [Notebook], {
  correlate: (_, { root }) => root,
  initial: { step: 'idle', book: '', why: '' },
  evolve: {
    Counted: (state, _, { root }) => (state.step === 'idle' ? { ...state, step: 'tearing', book: root } : state),
    'notebook/Tear accepted': state => ({ ...state, step: 'torn' }),
    'notebook/Tear rejected': (state, { reason: why }) => ({ ...state, step: 'kept', why }),
  },
  owed: {
    idle: () => [],
    tearing: ({ book }) => [
      { ...send(Notebook, book, { type: 'Tear', note: 'n' }), label: 'tear', sequence: 0, syncMode: 'DECISION' },
    ],
    torn: () => [],
    kept: () => [],
  },
  expected: [],
})

export const processLettersContract = (name: string, make: MakeHarness) =>
  describe(`dead letters of process managers: ${name}`, () => {
    let harness: Harness
    let books: Shelf
    let number = 0
    beforeAll(async () => {
      harness = await make()
      books = await shelf(harness.ports, { ...library, processManagers: [tearer] })
    })
    afterAll(async () => {
      await books.engine.stop()
      await harness.close()
    })
    const stepOf = async (book: string) => (await books.engine.processes.find('tearer', bookOf(book)))?.state
    const waiting = async () => {
      const book = `${name} torn ${number++}`
      await books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      await books.order(book, { type: 'Count', by: 1 }, { correlationId: book })
      await books.engine.settled()
      const { rows } = await books.engine.deadLetters.list({ correlationId: book }, { limit: 10 })
      expect(rows).toMatchObject([{ reason: 'SEQUENCE_MISMATCH', status: 'open', sequence: 0, nextSequence: 2 }])
      expect(await stepOf(book)).toMatchObject({ step: 'tearing' })
      const id = rows[0]?.id ?? ''
      expect(await books.engine.processes.concerned({ id, edition: '' })).toEqual({
        process: 'tearer',
        key: bookOf(book),
      })
      return { book, id }
    }

    test('[DL33] a process manager whose command waits hears of it when it is resubmitted', async () => {
      const { book, id } = await waiting()
      expect(await books.engine.deadLetters.resubmit(id, ann)).toMatchObject({ status: 'accepted' })
      expect(await stepOf(book)).toMatchObject({ step: 'torn' })
      await books.order(book, { type: 'Count', by: 1 })
      await books.engine.settled()
      expect(await books.types(book)).toEqual(['NoteWritten', 'Counted', 'NoteTorn', 'Counted'])
    })

    test('[DL33] and hears the rejection when it is discarded', async () => {
      const { book, id } = await waiting()
      await books.engine.deadLetters.discard(id, ann)
      await books.engine.settled()
      expect(await stepOf(book)).toMatchObject({ step: 'kept', why: 'discarded' })
      expect(await books.types(book)).toEqual(['NoteWritten', 'Counted'])
      expect((await books.engine.deadLetters.list({ correlationId: book }, { limit: 10 })).rows).toHaveLength(1)
    })
  })
