import { bigint, customType, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/** Keys are compared byte by byte, as the memory port does. */
const name = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' })

const count = (column: string) => bigint(column, { mode: 'number' })

/** Read models: one row per key. A rebuild writes a second version while the first serves. */
export const projections = pgTable(
  'projections',
  {
    projection: text('projection').notNull(),
    version: integer('version').notNull(),
    key: name('key').notNull(),
    row: jsonb('row').notNull(),
    rowVersion: count('row_version').notNull(),
    position: count('position').notNull(),
  },
  table => [primaryKey({ columns: [table.projection, table.version, table.key] })],
)
