import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

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
    /** Of rows that say how they are listed: a copy that can be indexed. */
    listedAt: name('listed_at'),
    listedUnder: text('listed_under').array(),
  },
  table => [
    primaryKey({ columns: [table.projection, table.version, table.key] }),
    index('projections_listed')
      .on(table.projection, table.version, table.listedAt, table.key)
      .where(sql`listed_at IS NOT NULL`),
    index('projections_listed_under').using('gin', table.listedUnder).where(sql`listed_at IS NOT NULL`),
  ],
)
