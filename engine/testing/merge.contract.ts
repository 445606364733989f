// The four merge strategies, row by row as engine.md §3 has them. Run on memory and on Postgres.
import { describe, expect, test } from 'vitest'
import type { MakeHarness } from './harness.ts'
import { bookOf, shelf, shelved } from './library.ts'

export const mergeContract = (name: string, make: MakeHarness) =>
  describe(`merge: ${name}`, () => {
    const on = shelved(make)
    let number = 0
    /** A book of its own: titled `old`, with one note, at sequence 3. */
    const begun = async () => {
      const book = `${name} ${number++}`
      await on.books.order(book, { type: 'Start', author: 'Ann' })
      await on.books.order(book, { type: 'Retitle', title: 'old' })
      await on.books.order(book, { type: 'WriteNote', note: 'n1', text: 'first' })
      return book
    }
    const conflict = (code: string) => ({ status: 'rejected', problem: { code, reason: 'sequence-conflict' } })

    test('[MG1] COMMUTATIVE goes on where other fields changed meanwhile, and names both sets', async () => {
      const book = await begun()
      const answer = await on.books.order(book, { type: 'Retitle', title: 'new' }, { sequence: 2 })
      expect(answer).toMatchObject({
        status: 'accepted',
        nextSequence: 4,
        merged: { intervening: ['notes.n1'], mine: ['title'] },
      })
      expect(await on.books.state(book)).toMatchObject({ title: 'new', notes: { n1: 'first (1)' } })
    })

    test('[MG2] in maps each key is a field: two notes commute, the same note does not', async () => {
      const book = await begun()
      const other = await on.books.order(book, { type: 'WriteNote', note: 'n2', text: 'second' }, { sequence: 2 })
      expect(other).toMatchObject({ status: 'accepted', merged: { intervening: ['notes.n1'], mine: ['notes.n2'] } })
      const same = await on.books.order(book, { type: 'WriteNote', note: 'n1', text: 'again' }, { sequence: 2 })
      expect(same).toMatchObject({ ...conflict('FAILED_PRECONDITION'), retryable: true, nextSequence: 4 })
      expect((same as { problem: { params: object } }).problem.params).toEqual({
        expected: 2,
        nextSequence: 4,
        fields: ['notes.n1'],
      })
      expect((await on.books.state(book)).notes.n1).toBe('first (1)')
    })

    test('[MG3] the rules are judged on the state of now', async () => {
      const book = await begun()
      await on.books.order(book, { type: 'Lock' })
      const answer = await on.books.order(book, { type: 'WriteNote', note: 'n9', text: 'late' }, { sequence: 2 })
      expect(answer).toMatchObject({ status: 'rejected', problem: { reason: 'locked' } })
    })

    test('[MG4] COMMUTATIVE refuses a sequence from the future, and may be tried again', async () => {
      const book = await begun()
      const answer = await on.books.order(book, { type: 'Retitle', title: 'new' }, { sequence: 9 })
      expect(answer).toMatchObject({ ...conflict('FAILED_PRECONDITION'), retryable: true, nextSequence: 3 })
    })

    test('[MG5] STRICT refuses the past and the future at once, for good', async () => {
      const book = await begun()
      for (const sequence of [0, 2, 4])
        expect(await on.books.order(book, { type: 'Lock' }, { sequence })).toMatchObject({
          ...conflict('ABORTED'),
          retryable: false,
          nextSequence: 3,
        })
      expect(await on.books.order(book, { type: 'Lock' }, { sequence: 3 })).toMatchObject({ status: 'accepted' })
    })

    test('[MG6] AGGREGATE_HANDLES leaves it to the aggregate; from the future there is no expected state', async () => {
      const book = await begun()
      await on.books.order(book, { type: 'Count', by: 5 })
      expect(await on.books.order(book, { type: 'Count', by: 7 }, { sequence: 1 })).toMatchObject({
        status: 'accepted',
      })
      expect(await on.books.state(book)).toMatchObject({ total: 12 })
      const future = await on.books.order(book, { type: 'Count', by: 7 }, { sequence: 99 })
      expect(future).toMatchObject({ status: 'rejected', problem: { reason: 'not-there-yet' } })
    })

    test('[MG7] MANUAL appends nothing and waits as a dead letter, the same one when it is sent again', async () => {
      const book = await begun()
      const torn = { type: 'Tear', note: 'n1' }
      const answer = await on.books.order(book, torn, { sequence: 1, id: `${book} tear` })
      expect(answer).toMatchObject({ status: 'rejected', problem: { code: 'ABORTED', reason: 'needs-review' } })
      const again = await on.books.order(book, torn, { sequence: 3, id: `${book} tear` })
      const idOf = (one: object) => (one as { deadLetterId?: string }).deadLetterId
      expect(idOf(again)).toBe(idOf(answer))
      expect(idOf(answer)).toMatch(/^[0-9a-f-]{36}$/)
      expect(await on.books.types(book)).toHaveLength(3)
      const root = idOf(answer) ?? ''
      const letter = await on.books.engine.presented(
        { domain: 'dead-letter', root, edition: '' },
        { audience: undefined },
      )
      expect(letter[0]?.data).toMatchObject({ reason: 'SEQUENCE_MISMATCH', subject: 'notebook/Tear' })
    })

    test('[MG8] MANUAL from outside carries a sequence; the right one is decided like any other', async () => {
      const book = await begun()
      const without = await on.books.order(book, { type: 'Tear', note: 'n1' })
      expect(without).toMatchObject({ problem: { code: 'INVALID_ARGUMENT', fields: { sequence: expect.any(String) } } })
      expect(await on.books.order(book, { type: 'Tear', note: 'n1' }, { sequence: 3 })).toMatchObject({
        status: 'accepted',
      })
    })

    test('[MG9] an aggregate may refuse a review', async () => {
      const book = await begun()
      const answer = await on.books.order(book, { type: 'Tear', note: 'n1' }, { sequence: 1, actor: 'nobody' })
      expect(answer).toMatchObject({ status: 'rejected', problem: { reason: 'no-reviews' } })
    })

    test('[MG14] so many reviews of a stream wait and no more, in a burst and in two processes too', {
      timeout: 30_000,
    }, async () => {
      const book = await begun()
      const elsewhere = await shelf(await on.harness.another())
      const torn = (n: number) =>
        (n % 2 ? elsewhere : on.books).order(
          book,
          { type: 'Tear', note: `n${n}` },
          { sequence: 1, id: `${book} tear ${n}` },
        )
      const burst = await Promise.all(Array.from({ length: 10 }, (_, n) => torn(n)))
      const reasons = burst.map(answer => (answer.status === 'rejected' ? answer.problem.reason : 'accepted'))
      const count = (reason: string) => reasons.filter(one => one === reason).length
      expect([count('needs-review'), count('too-many-reviews')]).toEqual([3, 7])
      const again = await Promise.all(burst.map((_, n) => torn(n)))
      expect(again.map(answer => answer.status === 'rejected' && answer.problem.reason)).toEqual(reasons)
      await on.books.engine.settled()
      const { rows } = await on.books.engine.deadLetters.list({}, { limit: 100 })
      const oldest = rows.findLast(({ stream }) => stream.includes(bookOf(book)))?.id ?? ''
      const discarded = await on.books.engine.deadLetters.discard(oldest, { actor: 'ann', reason: 'not now' })
      expect(discarded.status).toBe('accepted')
      expect(await torn(10)).toMatchObject({ problem: { reason: 'needs-review' } })
      expect(await torn(11)).toMatchObject({ problem: { reason: 'too-many-reviews', params: { most: 3 } } })
      await elsewhere.engine.stop()
    })

    test('[MG10] a command may ask for a stricter strategy than is declared', async () => {
      const book = await begun()
      const strict = await on.books.order(
        book,
        { type: 'Retitle', title: 'x' },
        { sequence: 2, mergeStrategy: 'STRICT' },
      )
      expect(strict).toMatchObject(conflict('ABORTED'))
      const manual = await on.books.order(
        book,
        { type: 'Retitle', title: 'x' },
        { sequence: 2, mergeStrategy: 'MANUAL' },
      )
      expect(manual).toMatchObject({ problem: { reason: 'needs-review' } })
    })

    test('[MG11] a new stream accepts sequence 0 under every strategy', async () => {
      const commands = [
        { type: 'Retitle', title: 'new' },
        { type: 'Count', by: 1 },
        { type: 'Lock' },
        { type: 'Start', author: 'Ann' },
      ]
      for (const command of commands) {
        const book = `${name} fresh ${command.type}`
        expect(await on.books.order(book, command, { sequence: 0 })).toMatchObject({
          status: 'accepted',
          nextSequence: 1,
        })
      }
    })

    test('[MG12] of two that race with one sequence the loser is stale, and merged as such', async () => {
      const book = await begun()
      const titles = await Promise.all(
        ['a', 'b'].map(title => on.books.order(book, { type: 'Retitle', title }, { sequence: 3 })),
      )
      expect(titles.map(({ status }) => status).sort()).toEqual(['accepted', 'rejected'])
      const notes = await Promise.all(
        ['n5', 'n6'].map(note => on.books.order(book, { type: 'WriteNote', note, text: 'x' }, { sequence: 4 })),
      )
      expect(notes.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
    })

    test('[MG13] a refused caller who looks again succeeds', async () => {
      const book = await begun()
      const first = await on.books.order(book, { type: 'Retitle', title: 'mine' }, { sequence: 1 })
      expect(first).toMatchObject({ ...conflict('FAILED_PRECONDITION') })
      const fresh = await on.books.engine.book(
        { domain: 'notebook', root: bookOf(book), edition: '' },
        {},
        { audience: undefined },
      )
      const retried = { type: 'Retitle', title: 'mine' }
      expect(await on.books.order(book, retried, { sequence: fresh.nextSequence })).toMatchObject({
        status: 'accepted',
      })
    })
  })
