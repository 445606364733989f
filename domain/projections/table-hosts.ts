// Whose tables are open: one row, because who closes a table does not say whose it was. Those of the house are not listed.
import { projector } from '@/engine/define'
import type { TableEvent } from '../table/events.ts'
import { Table } from '../table/table.ts'

/** Hosts by table. */
export type TableHostsRow = { open: Record<string, string> }

const none: TableHostsRow = { open: {} }

export const tableHosts = projector<TableEvent, TableHostsRow>(
  { name: 'table-hosts', version: 1, sources: [Table], key: () => 'all' },
  {
    TableCreated: (row, { host }, { root }) =>
      host === 'administrator' ? row : { open: { ...(row ?? none).open, [root]: host } },
    TableClosed: (row = none, _, { root }) => ({
      open: Object.fromEntries(Object.entries(row.open).filter(([table]) => table !== root)),
    }),
  },
)
