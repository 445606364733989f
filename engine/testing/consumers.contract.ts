// Projections whose events could not be handled: put right by a reviewer, or made anew. On memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Domain, projector } from '../define.ts'
import type { OperationRow } from '../operation.ts'
import type { Ports } from '../ports.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { bookOf, type Shelf, shelf } from './library.ts'
import { library, Notebook, type NotebookEvent } from './notebook.ts'

type Tally = { readonly titles: readonly string[] }
const broken = { is: true }
/** Every title that a book ever had; some of them it cannot take while it is broken. */
const tallies = projector<NotebookEvent, Tally>(
  { name: 'tallies', version: 1, sources: [Notebook] },
  {
    Retitled: (row = { titles: [] }, { title }) => {
      if (title === 'never' || (broken.is && title === 'poison')) throw new TypeError('there is no such title')
      return { titles: [...row.titles, title] }
    },
  },
)
const domain: Domain = { ...library, sagas: [], processManagers: [], projectors: [tallies] }

/** The answer to a save gets lost, as often as it is told: of rows that are saved with where their stream waits. */
const losing = (ports: Ports, lost: { times: number }): Ports => ({
  ...ports,
  projections: {
    ...ports.projections,
    save: async (projection, move, changes) => {
      const answer = await ports.projections.save(projection, move, changes)
      if (projection.name !== 'tallies' || changes.every(({ of }) => of === undefined) || lost.times-- <= 0)
        return answer
      throw Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' })
    },
  },
})

export const consumersContract = (name: string, make: MakeHarness) =>
  describe(`projections that could not go on: ${name}`, () => {
    let harness: Harness
    let books: Shelf
    let number = 0
    const lost = { times: 0 }
    beforeAll(async () => {
      harness = await make()
      books = await shelf(losing(harness.ports, lost), domain)
    })
    afterAll(async () => {
      await books.engine.stop()
      await harness.close()
    })
    const retitled = async (book: string, titles: readonly string[]) => {
      for (const title of titles) await books.order(book, { type: 'Retitle', title }, { correlationId: book })
      await books.engine.settled()
    }
    const titlesOf = async (book: string) => (await books.engine.row<Tally>('tallies', bookOf(book)))?.row.titles
    const letterOf = async (book: string) =>
      (await books.engine.deadLetters.list({ correlationId: book }, { limit: 10 })).rows[0]
    const stuck = async (poison: string) => {
      broken.is = true
      const book = `${name} ${number++}`
      await retitled(book, ['a', poison, 'b'])
      await retitled(book, ['c'])
      expect(await titlesOf(book)).toEqual(['a'])
      expect(await letterOf(book)).toMatchObject({ consumer: 'tallies', status: 'open' })
      return book
    }
    const rebuilt = async () => {
      const id = await books.engine.projections.rebuild('tallies', 'ann')
      const status = async () => (await books.engine.row<OperationRow>('operations', id))?.row.status
      await expect.poll(status, { timeout: 15_000 }).toMatch(/completed|failed/)
      expect(await status()).toBe('completed')
    }

    test('[CO8] a projection that is resumed folds what waited in order, each event once, whatever answers get lost', async () => {
      const book = await stuck('poison')
      broken.is = false
      lost.times = 2
      const letter = await letterOf(book)
      await books.engine.deadLetters.resubmit(letter?.id ?? '', { actor: 'ann', reason: 'mended' })
      await expect.poll(() => titlesOf(book), { timeout: 15_000 }).toEqual(['a', 'poison', 'b', 'c'])
      await retitled(book, ['d'])
      await expect.poll(() => titlesOf(book), { timeout: 15_000 }).toEqual(['a', 'poison', 'b', 'c', 'd'])
      expect(lost.times).toBeLessThanOrEqual(0)
    })

    test('[RB7] what a rebuild can handle waits no longer, and needs no reviewer', async () => {
      const book = await stuck('poison')
      broken.is = false
      await rebuilt()
      expect(await titlesOf(book)).toEqual(['a', 'poison', 'b', 'c'])
      await expect.poll(async () => (await letterOf(book))?.status, { timeout: 15_000 }).toBe('resubmitted')
      await retitled(book, ['d'])
      expect(await titlesOf(book)).toEqual(['a', 'poison', 'b', 'c', 'd'])
    })

    test('[RB8] what a rebuild cannot handle waits on, all else is made anew, and what was given up is passed over', async () => {
      const [book, sound] = [await stuck('never'), `${name} ${number++}`]
      await retitled(sound, ['a', 'b'])
      await rebuilt()
      expect([await titlesOf(book), await titlesOf(sound)]).toEqual([['a'], ['a', 'b']])
      const letter = await letterOf(book)
      expect(letter?.status).toBe('open')
      await books.engine.deadLetters.discard(letter?.id ?? '', { actor: 'ann', reason: 'no use' })
      await expect.poll(() => titlesOf(book), { timeout: 15_000 }).toEqual(['a', 'b', 'c'])
      await rebuilt()
      await retitled(book, ['d'])
      expect(await titlesOf(book)).toEqual(['a', 'b', 'c', 'd'])
    })
  })
