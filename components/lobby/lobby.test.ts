import { expect, test } from 'vitest'
import type { TableId } from '@/domain/ids'
import type { LobbyRow } from '@/domain/projections/lobby'
import { CreateTable } from '@/domain/table/commands'
import { firstWish, tableOf, wrongWith } from './new-table.ts'
import { inOrder } from './order.ts'

test('[UI62] what is asked for is what the command takes', () => {
  const asked = { type: 'CreateTable', ...tableOf({ ...firstWish, name: ' Friday ', smallBlind: '1,000' }) }
  expect(CreateTable.parse(asked)).toMatchObject({
    name: 'Friday',
    smallBlind: 1000,
    bigBlind: 2000,
    minBuyIn: 80_000,
    maxBuyIn: 200_000,
    visibility: 'private',
  })
})
test.each([
  [{ name: ' ' }, 'name'],
  [{ smallBlind: '' }, 'smallBlind'],
  [{ smallBlind: '0' }, 'smallBlind'],
  [{ smallBlind: '1e99' }, 'smallBlind'],
] as const)('[UI62] %j is told beside the field', (wish, field) =>
  expect(Object.keys(wrongWith({ ...firstWish, name: 'Friday', ...wish }))).toEqual([field]),
)

const row = (name: string, change: Partial<LobbyRow> = {}) =>
  ({
    table: name as TableId,
    name,
    blinds: { small: 50, big: 100, ante: { kind: 'none', amount: 0 } },
    capacity: 6,
    seated: 3,
    closed: false,
    ...change,
  }) as LobbyRow
test('[UI63] full tables come last, closed ones are gone, cheap ones first', () => {
  const rows = [
    row('full', { seated: 6 }),
    row('closed', { closed: true }),
    row('dear', { blinds: { small: 500, big: 1000, ante: { kind: 'none', amount: 0 } } }),
    row('b'),
    row('a'),
  ]
  expect(inOrder(rows).map(({ name }) => name)).toEqual(['a', 'b', 'dear', 'full'])
})
