// The public read model of a table, fed by the table and by the hands that name it in `ext`.
import { projector } from '@/engine/define'
import type { Envelope } from '@/engine/message'
import type { HandEvent } from '../../hand/events.ts'
import { Hand } from '../../hand/hand.ts'
import type { TableEvent } from '../../table/events.ts'
import { Table } from '../../table/table.ts'
import { tableOf } from '../../table-of.ts'
import type { TableRow } from '../table-view.ts'
import { ofHand } from './of-hand.ts'
import { ofTable } from './of-table.ts'

export const tableView = projector<HandEvent | TableEvent, TableRow>(
  { name: 'table', version: 1, sources: [Table, Hand], key: (_, source: Envelope) => tableOf(source) },
  { ...ofTable, ...ofHand },
)
