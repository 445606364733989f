import { expect, test } from 'vitest'
import { fold } from '@/engine/fold'
import { eventOf, type Page } from '@/engine/message'
import { registry } from '@/engine/registry'
import { upcast } from '@/engine/upcast'
import { poker } from '../poker.ts'
import { lobby } from '../projections/lobby.ts'
import { TableCreated } from './events.ts'
import stored from './fixtures/version-1.json'
import { Table } from './table.ts'

/** As a table of the first days lies in the log: it knew no rake. */
const pages = (stored as unknown as readonly Page[]).map(page => upcast(registry(poker), page))

test('[TB29] a table that was opened before there was a rake is one without', () => {
  expect(Object.hasOwn(stored[0]?.data as object, 'rake')).toBe(false)
  expect(pages[0]).toMatchObject({ schemaVersion: 2, data: { rake: null } })
  expect(TableCreated.safeParse(pages[0] && eventOf(pages[0])).success).toBe(true)
})
test('[TB29] it is played on like any other', () => {
  const state = fold(Table, pages)
  expect(state).toMatchObject({ status: 'open', terms: { rake: null } })
  expect(Object.values(state.sitters)).toHaveLength(1)
  const [created] = pages
  expect(created && lobby.reactions.TableCreated?.(undefined, eventOf(created), created)).toMatchObject({
    playing: false,
  })
})
test('[TB29] what is stored today is passed on as it is', () => {
  const page = { ...pages[0], schemaVersion: 2 } as Page
  expect(upcast(registry(poker), page)).toBe(page)
})
