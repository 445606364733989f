import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const count = (column: string) => bigint(column, { mode: 'number' })

/** How far each consumer has come, and who may move it: a lease with a fence. */
export const consumers = pgTable(
  'consumers',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    position: count('position').notNull().default(0),
    owner: text('owner'),
    fence: count('fence').notNull().default(0),
    leaseUntil: timestamp('lease_until', { withTimezone: true, precision: 6, mode: 'string' }),
  },
  table => [primaryKey({ columns: [table.name, table.version] })],
)

/** What a process manager waits for. `dueAt` in milliseconds since the epoch. */
export const timeouts = pgTable(
  'timeouts',
  {
    process: text('process').notNull(),
    key: text('key').notNull(),
    edition: text('edition').notNull().default(''),
    name: text('name').notNull(),
    dueAt: count('due_at').notNull(),
    data: jsonb('data'),
  },
  table => [
    primaryKey({ columns: [table.process, table.key, table.edition, table.name] }),
    index('timeouts_due').on(table.dueAt),
  ],
)
