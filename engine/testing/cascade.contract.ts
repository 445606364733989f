// Sync modes, cascades and how they take refusals (engine.md §§4–8). Run on memory and on Postgres.
import { describe, expect, test } from 'vitest'
import type { MakeHarness } from './harness.ts'
import { bookOf, type Shelf, shelved } from './library.ts'

const stranger = { audience: undefined }
const note = { type: 'WriteNote', note: 'n', text: 'x' }

export const cascadeContract = (name: string, make: MakeHarness) =>
  describe(`cascade: ${name}`, () => {
    const on = shelved(make)
    let number = 0
    const fresh = () => `${name} ${number++}`
    /** The first book holds a note; the last is locked: a copy that goes on to it is refused there. */
    const three = async () => {
      const [from, over, locked] = [fresh(), fresh(), fresh()]
      await on.books.order(from, note)
      await on.books.order(over, { type: 'Retitle', title: 'over' })
      await on.books.order(locked, { type: 'Lock' }, { syncMode: 'CASCADE' })
      await on.books.engine.settled()
      const copy = { type: 'Copy', note: 'n', to: bookOf(over), onTo: bookOf(locked) }
      return { from, over, locked, copy }
    }
    type Answered = Awaited<ReturnType<Shelf['order']>>
    const chainOf = ({ chain }: Answered) =>
      chain?.links.map(({ entry }) => [entry.message.type, entry.outcome, entry.problem?.reason ?? null])
    const letters = async (reason: string, book: string) =>
      (await on.harness.ports.events.search({ domain: 'dead-letter', limit: 500 })).filter(
        ({ data }) => data.reason === reason && String(data.stream).includes(bookOf(book)),
      )

    test('[SY6] the chain lists every command in order with what became of it', async () => {
      const { from, over, copy } = await three()
      const answer = await on.books.order(from, copy, { syncMode: 'CASCADE', cascadeErrorMode: 'CONTINUE' })
      expect(answer.status).toBe('accepted')
      expect(chainOf(answer)).toEqual([
        ['Receive', 'accepted', null],
        ['Receive', 'refused', 'locked'],
      ])
      expect(await on.books.types(over)).toEqual(['Retitled', 'NoteWritten', 'NoteCopied', 'NoteTorn'])
    })

    test('[SY7] DEAD_LETTER parks what is refused, and nobody compensates', async () => {
      const { from, over, locked, copy } = await three()
      await on.books.order(from, copy, { syncMode: 'CASCADE', cascadeErrorMode: 'DEAD_LETTER' })
      expect(await on.books.types(over)).toEqual(['Retitled', 'NoteWritten', 'NoteCopied'])
      expect(await letters('COMMAND_REJECTED', locked)).toHaveLength(1)
    })

    test('[SY8] COMPENSATE takes back, newest first, every command that had been accepted; the own events stay', async () => {
      const { from, over, copy } = await three()
      await on.books.order(from, copy, { syncMode: 'CASCADE', cascadeErrorMode: 'COMPENSATE' })
      await on.books.engine.settled()
      expect(await on.books.types(from)).toEqual(['NoteWritten', 'NoteCopied'])
      const torn = (await on.books.engine.presented({ domain: 'notebook', root: bookOf(over), edition: '' }, stranger))
        .filter(({ type }) => type === 'NoteTorn')
        .map(({ data }) => data.why)
      expect(torn).toEqual(['locked', 'undone'])
    })

    test('[SY9] atomic stores the whole chain at once', async () => {
      const [from, over] = [fresh(), fresh()]
      await on.books.order(from, note)
      const copy = { type: 'Copy', note: 'n', to: bookOf(over) }
      const answer = await on.books.order(from, copy, { syncMode: 'CASCADE', atomic: true })
      expect(chainOf(answer)).toEqual([['Receive', 'accepted', null]])
      expect((await on.books.state(over)).notes.n).toBe('x (1) (1)')
      await on.books.engine.settled()
      expect(await on.books.types(over)).toEqual(['NoteWritten'])
      const [first, second] = await Promise.all(
        [from, over].map(async book => {
          const stream = { domain: 'notebook', root: bookOf(book), edition: '' }
          return (await on.books.engine.presented(stream, stranger)).at(-1)?.position ?? 0
        }),
      )
      expect((second ?? 0) - (first ?? 0)).toBe(1)
    })

    test('[SY10] atomic leaves nothing where anything is refused, and says what', async () => {
      const { from, over, copy } = await three()
      const answer = await on.books.order(from, copy, { syncMode: 'CASCADE', atomic: true })
      expect(answer).toMatchObject({ status: 'rejected', problem: { reason: 'locked' } })
      await on.books.engine.settled()
      expect([await on.books.types(from), await on.books.types(over)]).toEqual([['NoteWritten'], ['Retitled']])
    })

    test('[SY11] many atomic cascades at once lose nothing', async () => {
      const [from, over] = [fresh(), fresh()]
      for (const n of ['a', 'b', 'c', 'd']) await on.books.order(from, { ...note, note: n })
      const copies = ['a', 'b', 'c', 'd'].map(n =>
        on.books.order(from, { type: 'Copy', note: n, to: bookOf(over) }, { syncMode: 'CASCADE', atomic: true }),
      )
      const answers = await Promise.all(copies)
      expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('accepted'))
      expect(Object.keys((await on.books.state(over)).notes).sort()).toEqual(['a', 'b', 'c', 'd'])
    })

    test('[SY12] ISOLATED events are stored and marked, and nobody reacts', async () => {
      const [from, over] = [fresh(), fresh()]
      await on.books.order(from, note)
      const copy = { type: 'Copy', note: 'n', to: bookOf(over) }
      const answer = await on.books.order(from, copy, { syncMode: 'ISOLATED' })
      expect(answer).toMatchObject({ status: 'accepted', pages: [{ isolated: true }] })
      await on.books.engine.settled()
      expect(await on.books.types(over)).toEqual([])
    })

    test('[SY13] DECISION: the process manager hears the verdict, and nothing travels to the source', async () => {
      const [named, locked] = [fresh(), fresh()]
      await on.books.order(locked, { type: 'Lock' })
      for (const book of [named, locked])
        await on.books.order(book, { type: 'Count', by: 100 }, { syncMode: 'CASCADE' })
      await on.books.engine.settled()
      expect((await on.books.state(named)).title).toBe('Archive')
      const steps = await Promise.all(
        [named, locked].map(async book => (await on.books.engine.processes.find('archive', bookOf(book)))?.state.step),
      )
      expect(steps).toEqual(['kept', 'failed'])
      expect(await letters('COMPENSATION_MISSING', locked)).toHaveLength(0)
    })

    test('[SY14] a sync mode other than CASCADE makes no cascade of it: a refusal is compensated as always', async () => {
      const { from, over, copy } = await three()
      await on.books.order(from, copy)
      await on.books.engine.settled()
      expect(await on.books.types(over)).toEqual(['Retitled', 'NoteWritten', 'NoteCopied', 'NoteTorn'])
    })

    test('[SG6] a source may ask for a dead letter instead of compensating', async () => {
      const [from, over] = [fresh(), fresh()]
      await on.books.order(from, { ...note, note: 'secret' })
      await on.books.order(from, { type: 'Copy', note: 'secret', to: bookOf(over) })
      await on.books.engine.settled()
      expect(await on.books.types(from)).toEqual(['NoteWritten', 'NoteCopied'])
      expect(await letters('COMMAND_REJECTED', over)).toHaveLength(1)
    })

    test('[SG7] a saga records facts, once each', async () => {
      const book = fresh()
      await on.books.order(book, { type: 'Lock' }, { syncMode: 'CASCADE' })
      await on.books.engine.settled()
      expect(await on.books.types(book)).toEqual(['Locked', 'Stamped'])
    })

    test('[SG8] a refusal is on record before its trigger counts as handled', async () => {
      const { from, copy } = await three()
      const correlationId = `refused ${from}`
      await on.books.order(from, copy, { correlationId })
      await on.books.engine.settled()
      const { commands } = await on.books.engine.correlation(correlationId, stranger)
      expect(commands.map(({ message, outcome }) => `${message.type} ${outcome}`)).toContain('Receive refused')
    })
  })
