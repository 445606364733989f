// What reviewers do with commands from stale screens (engine.md §10). Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimLasts } from '../dead-letter.ts'
import { planBulk, runBulk } from '../dead-letter-bulk.ts'
import { derivedId } from '../registry.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { bookOf, type Shelf, shelf } from './library.ts'
import { ann, bob, reason, stranger } from './reviewers.ts'

export const staleLettersContract = (name: string, make: MakeHarness) =>
  describe(`dead letters of stale commands: ${name}`, () => {
    let harness: Harness
    let books: Shelf
    let number = 0
    beforeAll(async () => {
      harness = await make()
      books = await shelf(harness.ports)
    })
    afterAll(async () => {
      await books.engine.stop()
      await harness.close()
    })
    const letters = () => books.engine.deadLetters
    /** A book whose note was rewritten while somebody was about to tear it: the tearing waits. */
    const waiting = async (correlationId = '') => {
      const book = `${name} ${number++}`
      await books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      await books.order(book, { type: 'WriteNote', note: 'm', text: 'y' })
      const answer = await books.order(book, { type: 'Tear', note: 'n' }, { sequence: 1, correlationId })
      if (answer.status !== 'rejected' || !answer.deadLetterId) throw new Error('it does not wait')
      return { book, id: answer.deadLetterId }
    }
    const types = async (id: string) => (await letters().find(id, stranger))?.history.map(({ type }) => type)

    test('[DL13] an entry keeps the whole command, both sequences and its workflow; both states are folded when it is read', async () => {
      const { book, id } = await waiting('tearing')
      const entry = await letters().find(id, stranger)
      expect(entry).toMatchObject({
        reason: 'SEQUENCE_MISMATCH',
        subject: 'notebook/Tear',
        target: { domain: 'notebook', root: bookOf(book), edition: '' },
        correlationId: 'tearing',
        payload: { command: { type: 'Tear', note: 'n' }, sequence: 1, nextSequence: 2, sender: 'ann' },
        states: { expected: { notes: { n: 'x (1)' } }, actual: { notes: { n: 'x (1)', m: 'y (1)' } } },
        state: { status: 'open' },
        blocked: false,
      })
      expect(entry?.states.expected).not.toMatchObject({ notes: { m: 'y (1)' } })
      expect(entry?.history[0]).toMatchObject({ ext: { domain: 'notebook', root: bookOf(book) } })
      expect(await letters().find(bookOf(book), stranger)).toBeUndefined()
      expect(await letters().find('nonsense', stranger)).toBeUndefined()
    })

    test('[DL14] what is resubmitted is decided on fresh state under the name of the reviewer, and told with its events', async () => {
      const { book, id } = await waiting()
      const answer = await letters().resubmit(id, ann)
      expect(answer).toMatchObject({ status: 'accepted', events: [{ root: bookOf(book), sequence: 2 }] })
      const torn = (await books.engine.presented({ domain: 'notebook', root: bookOf(book), edition: '' }, stranger))[2]
      expect(torn).toMatchObject({ type: 'NoteTorn', actor: 'ann' })
      expect(await types(id)).toEqual(['DeadLetterOpened', 'DeadLetterResubmitted', 'DeadLetterResolved'])
    })

    test('[DL15] an edited command goes through its schema, and the difference is kept', async () => {
      const { book, id } = await waiting()
      const wrong = await letters().resubmit(id, { ...ann, data: { note: 7 } })
      expect(wrong).toMatchObject({
        problem: { code: 'INVALID_ARGUMENT', fields: { 'data.note': expect.any(String) } },
      })
      expect(await letters().resubmit(id, { ...ann, data: { note: 'm' } })).toMatchObject({ status: 'accepted' })
      expect(Object.keys((await books.state(book)).notes)).toEqual(['n'])
      const [, resubmitted] = (await letters().find(id, stranger))?.history ?? []
      expect(resubmitted?.data).toMatchObject({ data: { note: 'm' }, diff: { note: { from: 'n', to: 'm' } } })
    })

    test('[DL16] what fails again is open again, says why, and can be tried anew', async () => {
      const { book, id } = await waiting()
      const again = await letters().resubmit(id, { ...ann, data: { note: 'none' } })
      expect(again).toMatchObject({ status: 'rejected', problem: { reason: 'no-such-note' } })
      expect(await letters().find(id, stranger)).toMatchObject({ state: { status: 'open', attempt: 1 } })
      expect(await letters().resubmit(id, bob)).toMatchObject({ status: 'accepted' })
      expect(Object.keys((await books.state(book)).notes)).toEqual(['m'])
      const actors = (await letters().find(id, stranger))?.history.map(({ actor }) => actor)
      expect(actors).toEqual(['engine/review', 'ann', 'engine/dead-letter-flow', 'bob', 'engine/dead-letter-flow'])
    })

    test('[DL17] of two reviewers at once one decides, and the other learns who', async () => {
      const { id } = await waiting()
      const answers = await Promise.all([letters().discard(id, ann), letters().discard(id, bob)])
      expect(answers.map(({ status }) => status).sort()).toEqual(['accepted', 'rejected'])
      const winner = answers[0].status === 'accepted' ? 'ann' : 'bob'
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
        problem: { code: 'ABORTED', reason: 'already-decided', params: { by: winner, action: 'discarded' } },
      })
    })

    test('[DL17] the same decision again, by its id, is answered as the first time', async () => {
      const { id } = await waiting()
      const decision = { ...ann, commandId: derivedId('decision', id) }
      const [first, second] = [await letters().resubmit(id, decision), await letters().resubmit(id, decision)]
      expect(second).toMatchObject({ status: 'accepted', repeated: true, events: (first as { events: object }).events })
      expect(await types(id)).toHaveLength(3)
    })

    test('[DL18] a claim keeps others away until it is given back or lapses', async () => {
      const { id } = await waiting()
      expect(await letters().claim(id, ann)).toMatchObject({ status: 'accepted' })
      expect(await letters().discard(id, bob)).toMatchObject({ problem: { reason: 'claimed', params: { by: 'ann' } } })
      expect(await letters().release(id, ann)).toMatchObject({ status: 'accepted' })
      expect(await letters().claim(id, bob)).toMatchObject({ status: 'accepted' })
      harness.clock.shift(claimLasts)
      await books.engine.settled()
      const { rows } = await letters().list({ status: 'open' }, { limit: 500 })
      expect(rows.find(row => row.id === id)).toMatchObject({ status: 'open', claimedBy: null })
      expect(await letters().discard(id, ann)).toMatchObject({ status: 'accepted' })
    })

    test('[DL19] a newer entry of the same stream waits for the older one', async () => {
      const { book, id } = await waiting()
      const later = await books.order(book, { type: 'Tear', note: 'm' }, { sequence: 1 })
      const newer = later.status === 'rejected' ? (later.deadLetterId ?? '') : ''
      for (const decided of [
        await letters().resubmit(newer, ann),
        await letters().discard(newer, ann),
        await letters().accept(newer, { ...ann, event: { domain: 'notebook', root: bookOf(book), sequence: 0 } }),
      ])
        expect(decided).toMatchObject({ problem: { reason: 'blocked', params: { by: id } } })
      expect(await letters().find(newer, stranger)).toMatchObject({ blocked: true })
      const blocked = await letters().list({ status: 'blocked' }, { limit: 500 })
      expect(blocked.rows.map(row => row.id)).toContain(newer)
      await letters().discard(id, ann)
      expect(await letters().resubmit(newer, ann)).toMatchObject({ status: 'accepted' })
    })

    test('[DL20] accepting as already done names an event that is there', async () => {
      const { book, id } = await waiting()
      const nowhere = { domain: 'notebook', root: bookOf(book), sequence: 99 }
      for (const event of [nowhere, derivedId('nothing'), 'nonsense'])
        expect(await letters().accept(id, { ...ann, event })).toMatchObject({ problem: { reason: 'event-unknown' } })
      const [first] = await books.engine.presented({ domain: 'notebook', root: bookOf(book), edition: '' }, stranger)
      expect(await letters().accept(id, { ...ann, event: first?.eventId ?? '' })).toMatchObject({ status: 'accepted' })
      await books.engine.settled()
      const { rows } = await letters().list({ status: 'accepted' }, { limit: 500 })
      expect(rows.find(row => row.id === id)?.decision).toMatchObject({
        by: 'ann',
        reason,
        events: [{ eventId: first?.eventId, sequence: 0 }],
      })
    })

    test('[DL21] a try says what would happen now, and stores nothing', async () => {
      const { book, id } = await waiting()
      const before = await harness.ports.events.lastPosition()
      expect(await letters().tryOut(id, { actor: 'ann', viewer: stranger })).toMatchObject({
        problem: null,
        pages: [{ type: 'NoteTorn', actor: 'ann' }],
        before: { notes: { n: 'x (1)', m: 'y (1)' } },
        after: { notes: { m: 'y (1)' } },
      })
      const refused = await letters().tryOut(id, { actor: 'ann', viewer: stranger, data: { note: 'none' } })
      expect(refused).toMatchObject({ problem: { reason: 'no-such-note' } })
      expect(await harness.ports.events.lastPosition()).toBe(before)
      expect(Object.keys((await books.state(book)).notes)).toEqual(['n', 'm'])
    })

    test('[DL22] entries are found by the AND of what is asked, newest first, page by page, and counted by kind', async () => {
      const correlationId = `found ${name}`
      const ids = [await waiting(correlationId), await waiting(correlationId), await waiting(correlationId)]
        .map(({ id }) => id)
        .reverse()
      await books.engine.settled()
      const one = await letters().list({ correlationId, reason: 'SEQUENCE_MISMATCH' }, { limit: 2 })
      expect(one.rows.map(row => row.id)).toEqual(ids.slice(0, 2))
      const two = await letters().list({ correlationId }, { limit: 2, before: one.next ?? 0 })
      expect([two.rows.map(row => row.id), two.next]).toEqual([ids.slice(2), null])
      await letters().discard(ids[1] ?? '', ann)
      await books.engine.settled()
      const asked = { correlationId, domain: 'notebook', component: 'review' }
      const left = await letters().list({ ...asked, status: 'open' }, { limit: 50 })
      expect(left.rows.map(row => row.id)).toEqual([ids[0], ids[2]])
      const at = one.rows[0]?.openedAt ?? ''
      expect((await letters().list({ ...asked, from: at, to: at }, { limit: 50 })).rows[0]?.id).toBe(ids[0])
      expect((await letters().list({ ...asked, component: 'copies' }, { limit: 50 })).rows).toEqual([])
      expect(await letters().groups(asked)).toMatchObject([{ count: 3, unsettled: 2, consumer: 'review' }])
    })

    test('[DL36] one decision for all that a filter finds is counted exactly, goes on where it was, and can be stopped', async () => {
      const correlationId = `bulk ${name}`
      const [one, two, claimed, last] = [
        await waiting(correlationId),
        await waiting(correlationId),
        await waiting(correlationId),
        await waiting(correlationId),
      ]
      const behind = await books.order(one.book, { type: 'Tear', note: 'gone' }, { sequence: 1, correlationId })
      await letters().claim(claimed.id, bob)
      await books.engine.settled()
      const asked = { filter: { correlationId }, action: 'resubmit' as const, reason }
      const plan = await planBulk(letters(), asked)
      const newest = behind.status === 'rejected' ? behind.deadLetterId : ''
      expect(plan.ids).toEqual([one.id, two.id, claimed.id, last.id, newest])
      const told: number[] = []
      const run = {
        operation: derivedId(correlationId),
        actor: 'ann',
        advanced: (done: number) => void told.push(done),
      }
      const stopped = await runBulk(letters(), plan, { ...run, isCancelled: () => told.length === 2 })
      expect([stopped, told]).toEqual([{ succeeded: 2, failed: 0, refused: 0, problems: {} }, [1, 2]])
      expect(await letters().find(last.id, stranger)).toMatchObject({ state: { status: 'open' } })
      const whole = await runBulk(letters(), plan, { ...run, isCancelled: () => false })
      expect(whole).toEqual({ succeeded: 3, failed: 1, refused: 1, problems: { claimed: 1, 'no-such-note': 1 } })
      expect((await letters().find(one.id, stranger))?.state.attempt).toBe(1)
    })

    test('[DL34] what waits in an edition is listed with it, and is carried out inside it', async () => {
      const book = `${name} ${number++}`
      await books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      const edition = `branch-${number++}`
      const asked = {
        name: edition,
        owner: 'ann',
        purpose: 'a test',
        divergence: { kind: 'implicit' as const },
        actor: 'ann',
      }
      await books.engine.editions.create(asked)
      await books.order(book, { type: 'WriteNote', note: 'm', text: 'y' }, { edition })
      const answer = await books.order(
        book,
        { type: 'Tear', note: 'n' },
        { sequence: 1, edition, correlationId: edition },
      )
      expect(answer).toMatchObject({ problem: { reason: 'needs-review' } })
      await books.engine.settled()
      const { rows } = await letters().list({ correlationId: edition }, { limit: 10 })
      expect(rows).toMatchObject([{ edition, status: 'open', stream: `notebook/${bookOf(book)}/${edition}` }])
      const id = rows[0]?.id ?? ''
      expect(await letters().find(id, stranger)).toMatchObject({ states: { actual: { notes: { m: 'y (1)' } } } })
      expect(await letters().resubmit(id, ann)).toMatchObject({
        status: 'accepted',
        events: [{ edition, sequence: 2 }],
      })
      expect(Object.keys((await books.state(book, edition)).notes)).toEqual(['m'])
      expect(Object.keys((await books.state(book)).notes)).toEqual(['n'])
      await books.engine.editions.discard(edition, { actor: 'ann', reason })
      expect(await letters().find(id, stranger)).toBeUndefined()
    })

    test('[DL35] personal fields lie encrypted in an entry, also edited ones, and are open for who may read until they are forgotten', async () => {
      const book = `${name} ${number++}`
      await books.order(book, { type: 'Retitle', title: 'a' })
      const start = { type: 'Start', author: 'Ann the first' }
      const answer = await books.order(book, start, { sequence: 0, mergeStrategy: 'MANUAL' })
      const id = (answer.status === 'rejected' && answer.deadLetterId) || ''
      await letters().resubmit(id, { ...ann, data: { author: 'Ann the second' } })
      expect((await books.state(book)).author).toBe('Ann the second')
      const stored = await harness.ports.events.search({ domain: 'dead-letter', root: id, limit: 10 })
      const outside = JSON.stringify(stored).replaceAll(/\{"\$personal":\{[^}]*\}\}/g, '')
      expect(stored).toHaveLength(3)
      expect(outside).not.toContain('Ann the')
      const shown = async () => {
        const entry = await letters().find(id, stranger)
        return [entry?.payload, entry?.history[1]?.data.diff]
      }
      expect(await shown()).toMatchObject([
        { command: { author: 'Ann the first' } },
        { author: { from: 'Ann the first', to: 'Ann the second' } },
      ])
      await books.order(book, { type: 'Forget' })
      await books.engine.settled()
      expect(await shown()).toMatchObject([
        { command: { author: 'forgotten' } },
        { author: { from: 'forgotten', to: 'forgotten' } },
      ])
    })

    test('[DL23] about what is not there nothing is decided', async () => {
      const id = derivedId('nowhere')
      for (const decided of [
        await letters().claim(id, ann),
        await letters().resubmit(id, ann),
        await letters().discard(id, ann),
        await letters().tryOut(id, { actor: 'ann', viewer: stranger }),
      ])
        expect(decided).toMatchObject({ problem: { code: 'NOT_FOUND' } })
    })
  })
