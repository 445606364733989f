import { openTable, takeSeats, type terms } from '../testing/play.ts'
import type { Player } from '../testing/visitor.ts'
import type { Person } from './people.ts'
import { resumeTable } from './round.ts'

type Given = Partial<Omit<typeof terms, 'seats'>> & {
  readonly capacity?: number
  /** Who sits there, from the first seat on; without it those with a browser. The first seat has the first button. */
  readonly seats?: readonly Player[]
  /** What everybody brings, or each by seat. */
  readonly amount?: number | readonly number[]
}

/** A table of the first one's: everybody sits, those with a browser look at it, and the first hand begins. */
export const sitDownTogether = async (people: readonly [Person, ...Person[]], given: Given = {}): Promise<string> => {
  const { seats = people.map(({ api }) => api), amount = 1000, capacity = seats.length, ...terms } = given
  const [host] = people
  const table = await openTable(host.api, { ...terms, seats: Math.max(2, capacity) })
  await takeSeats(
    table,
    seats.map((player, seat) => ({ player, amount: typeof amount === 'number' ? amount : (amount[seat] ?? 1000) })),
  )
  await Promise.all(people.map(person => watchTable(person, table)))
  await resumeTable(host.api, table)
  return table
}

/** Opens the page of a table and waits until it is told what happens there. */
export const watchTable = async ({ page, sees, api }: Person, table: string) => {
  await page.goto(`${api.base}/tables/${table}`)
  await sees('a live table', ({ connection }) => connection === 'Live')
}
