import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import type { TableEvent } from '../table/events.ts'
import { ann, chronicle, created, table } from './scripted-hand.fixture.ts'
import { type TableHostsRow, tableHosts } from './table-hosts.ts'

const rowAfter = (...events: readonly TableEvent[]) =>
  rowsAfter<TableHostsRow>(tableHosts, chronicle().ofTable(...events).inputs).get('all')

const ofAnn = { ...created, host: ann } as TableEvent

test('[VW33] the tables of players are listed while they are open, those of the house are not', () => {
  expect(rowAfter(created)).toBeUndefined()
  expect(rowAfter(ofAnn)).toEqual({ open: { [table]: ann } })
  expect(rowAfter(ofAnn, { type: 'TableClosing' })).toEqual({ open: { [table]: ann } })
  expect(rowAfter(ofAnn, { type: 'TableClosed' })).toEqual({ open: {} })
})
