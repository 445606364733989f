import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const moment = (column: string) => timestamp(column, { withTimezone: true, precision: 6, mode: 'string' })

/** Who is signed in: the SHA-256 of a token, never the token. */
export const sessions = pgTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  role: text('role').notNull(),
  player: uuid('player'),
  /** What an administrator calls themselves. */
  operator: text('operator'),
  createdAt: moment('created_at').notNull().defaultNow(),
  seenAt: moment('seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
})

/** By which a player signs in elsewhere: the SHA-256 of the one code that is in force, never the code. */
export const recoveryCodes = pgTable('recovery_codes', {
  player: uuid('player').primaryKey(),
  codeHash: text('code_hash').notNull().unique(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** What the installation must remember of its own, such as the hash of the administrator's token. */
export const settings = pgTable('settings', { name: text('name').primaryKey(), value: text('value').notNull() })
