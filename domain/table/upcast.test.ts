// Two hands that the program of the first days played and stored, read by the one of today.
import { expect, test } from 'vitest'
import { hashOf } from '@/engine/canonical'
import { PayloadRefused } from '@/engine/errors'
import { fold } from '@/engine/fold'
import { eventOf, type Page } from '@/engine/message'
import { registry } from '@/engine/registry'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import { upcast } from '@/engine/upcast'
import { HandCompleted } from '../hand/events.ts'
import { poker } from '../poker.ts'
import { type LobbyRow, lobby } from '../projections/lobby.ts'
import { handTable } from '../sagas/hand-table.ts'
import { playerId } from '../testing/ids.ts'
import { HandEnded } from './events.ts'
import recorded from './fixtures/version-1.json'
import { nextHandNumber } from './state.ts'
import { Table } from './table.ts'

const stored = recorded.pages as unknown as readonly Page[]
const pages = stored.map(page => upcast(registry(poker), page))
const ofTable = (all: readonly Page[]) => all.filter(({ domain }) => domain === 'table')
const ofType = (type: string) => pages.filter(page => page.type === type).map(eventOf)

test('[TB29] what was stored did not tell who acted, and lies there as it was', () => {
  const ends = stored.filter(({ type }) => type === 'HandEnded' || type === 'HandCompleted')
  expect(ends.map(({ schemaVersion, data }) => [schemaVersion, 'acted' in data])).toEqual(ends.map(() => [1, false]))
  let before = ''
  for (const page of ofTable(stored)) {
    expect(page.hash).toBe(hashOf(before, page))
    before = page.hash
  }
})
test('[TB29] what is declared of that version is what was stored', () => {
  for (const { domain, type, schemaVersion, data } of stored) {
    const former = registry(poker).event(domain, type).former?.[schemaVersion]
    const isOld = type === 'HandEnded' || type === 'HandCompleted'
    expect(former?.safeParse({ type, ...data }).success, type).toBe(isOld || undefined)
  }
})
test('[TB29] read today it does, in the shape of today: whoever was not timed out', () => {
  const [first, second] = [ofType('HandEnded'), ofType('HandCompleted')] as never as [object[], object[]]
  const [one, two, three] = [playerId(1), playerId(2), playerId(3)]
  for (const [folded, called] of [first, second] as [object, object][]) {
    expect(folded).toMatchObject({ timedOut: [two] })
    expect(new Set((folded as { acted: string[] }).acted)).toEqual(new Set([one, three]))
    expect(called).toMatchObject({ timedOut: [] })
    expect(new Set((called as { acted: string[] }).acted)).toEqual(new Set([one, two, three]))
  }
  expect(first.every(event => HandEnded.safeParse(event).success)).toBe(true)
  expect(second.every(event => HandCompleted.safeParse(event).success)).toBe(true)
})
test('[TB29] the table stands as it stood then, and is played on', () => {
  const state = fold(Table, ofTable(pages))
  expect(state).toMatchObject(recorded.table)
  expect(state.timedOut).toEqual({})
  expect(fold(Table, ofTable(pages).slice(0, 6)).timedOut).toEqual({ [playerId(2)]: true })
  expect(nextHandNumber(state)).toBe(3)
})
test('[TB29] read models and sagas take it like any other', () => {
  const inputs = ofTable(pages).map(page => ({ event: eventOf(page), source: page }))
  const row = rowsAfter<LobbyRow>(lobby, inputs as never).get(String(inputs[0]?.source.root))
  expect(row).toMatchObject({ hands: 2, playing: false, seated: 2 })
  const completed = pages.find(({ type }) => type === 'HandCompleted') as Page
  const [sent] = handTable.reactions.HandCompleted?.(eventOf(completed), completed) ?? []
  expect(Table.commands.EndHand.schema.safeParse(sent.command).success).toBe(true)
})
test('[TB29] what is stored today is passed on as it is, and what makes no sense is refused', () => {
  const today = { ...(pages.at(-2) as Page), schemaVersion: 2 }
  expect(upcast(registry(poker), today)).toBe(today)
  const broken = { ...(stored.find(({ type }) => type === 'HandEnded') as Page), data: { stacks: 'many' } }
  expect(() => upcast(registry(poker), broken)).toThrow(PayloadRefused)
})
