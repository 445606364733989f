import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/** Names are compared byte by byte: the order of a key must not depend on a locale. */
const name = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' })
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
const moment = (column: string) => timestamp(column, { withTimezone: true, precision: 6, mode: 'string' })
const count = (column: string) => bigint(column, { mode: 'number' })

/** The root of the stream that `ext` names, or else the event's own. */
export const familyOf = ({ ext, root }: { readonly ext: AnyPgColumn; readonly root: AnyPgColumn }) =>
  sql`coalesce(${ext} ->> 'root', ${root}::text)`

/** As `isOperator` says it; to the letter, so that the planner knows the index. */
export const signedByOperators = ({ actor }: { readonly actor: AnyPgColumn }) =>
  sql`(${actor} = 'administrator' OR ${actor} LIKE 'administrator/%')`

/** The log. Append-only; the primary key makes a sequence unique, `position` the order of everything. */
export const events = pgTable(
  'events',
  {
    domain: name('domain').notNull(),
    root: uuid('root').notNull(),
    edition: name('edition').notNull().default(''),
    sequence: count('sequence').notNull(),
    position: count('position').notNull(),
    eventId: uuid('event_id').notNull(),
    type: name('type').notNull(),
    schemaVersion: smallint('schema_version').notNull(),
    data: jsonb('data').notNull(),
    correlationId: text('correlation_id').notNull().default(''),
    causationId: uuid('causation_id').notNull(),
    commandId: uuid('command_id').notNull(),
    externalId: text('external_id'),
    actor: text('actor').notNull(),
    ext: jsonb('ext'),
    recordedAt: moment('recorded_at').notNull(),
    hash: text('hash').notNull(),
    privateHash: text('private_hash'),
    isolated: boolean('isolated').notNull().default(false),
    mergedFrom: text('merged_from'),
  },
  table => [
    primaryKey({ columns: [table.root, table.domain, table.edition, table.sequence] }),
    uniqueIndex('events_position').on(table.position),
    index('events_command').on(table.commandId),
    index('events_correlation').on(table.correlationId, table.position).where(sql`${table.correlationId} <> ''`),
    index('events_streams').on(table.edition, table.domain, table.root).where(sql`${table.sequence} = 0`),
    index('events_domains').on(table.domain, table.position),
    index('events_types').on(table.type, table.position),
    index('events_families').on(familyOf(table), table.position),
    index('events_players')
      .on(sql`(${table.data} ->> 'player')`, table.position)
      .where(sql`(${table.data} ->> 'player') IS NOT NULL`),
    index('events_operators').on(table.position).where(signedByOperators(table)),
    index('events_recorded').using('brin', table.recordedAt).with({ autosummarize: true }),
    index('events_named').using('brin', table.eventId).with({ autosummarize: true }),
    index('events_editions').on(table.edition, table.position).where(sql`${table.edition} <> ''`),
    uniqueIndex('events_external')
      .on(table.root, table.domain, table.edition, table.externalId)
      .where(sql`${table.externalId} IS NOT NULL`),
  ],
)

/** What not everybody may see of an event, encrypted. Read only by loading for a command and by `present`. */
export const privateParts = pgTable('private_parts', {
  eventId: uuid('event_id').primaryKey(),
  keyId: uuid('key_id').notNull(),
  nonce: bytes('nonce').notNull(),
  ciphertext: bytes('ciphertext').notNull(),
})

/** One key per subject, wrapped by the key of the installation. A destroyed key has no bytes. */
export const subjectKeys = pgTable('subject_keys', {
  keyId: uuid('key_id').primaryKey(),
  subject: text('subject').notNull().unique(),
  wrapped: bytes('wrapped'),
  createdAt: moment('created_at').notNull().defaultNow(),
  destroyedAt: moment('destroyed_at'),
})

/** One row: the last position given. Its lock puts commits in order. */
export const counter = pgTable(
  'counter',
  { id: integer('id').primaryKey(), position: count('position').notNull() },
  table => [check('counter_one_row', sql`${table.id} = 1`)],
)

/** Accepted commands, written with their events; refused ones, with their problem, are kept 30 days. */
export const commands = pgTable(
  'commands',
  {
    commandId: uuid('command_id').notNull(),
    edition: name('edition').notNull().default(''),
    caller: text('caller').notNull(),
    domain: name('domain').notNull(),
    root: uuid('root').notNull(),
    correlationId: text('correlation_id').notNull().default(''),
    ext: jsonb('ext'),
    type: name('type').notNull(),
    data: jsonb('data').notNull(),
    source: uuid('source'),
    origin: uuid('origin'),
    errorMode: name('error_mode'),
    outcome: name('outcome').notNull(),
    problem: jsonb('problem'),
    firstSequence: count('first_sequence'),
    firstPosition: count('first_position'),
    eventCount: integer('event_count').notNull().default(0),
    at: moment('at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.edition, table.commandId] }),
    index('commands_source').on(table.source).where(sql`${table.source} IS NOT NULL`),
    index('commands_correlation').on(table.correlationId, table.at).where(sql`${table.correlationId} <> ''`),
    index('commands_refused').on(table.at).where(sql`${table.outcome} = 'refused'`),
  ],
)

/** The fold of a stream's first `nextSequence` events; sealed where something of it is private or personal. */
export const snapshots = pgTable(
  'snapshots',
  {
    domain: name('domain').notNull(),
    root: uuid('root').notNull(),
    edition: name('edition').notNull().default(''),
    nextSequence: count('next_sequence').notNull(),
    position: count('position').notNull(),
    hash: text('hash').notNull(),
    ext: jsonb('ext'),
    subjects: text('subjects').array().notNull(),
    fingerprint: text('fingerprint').notNull(),
    retention: name('retention').notNull(),
    state: jsonb('state'),
    keyId: uuid('key_id'),
    nonce: bytes('nonce'),
    ciphertext: bytes('ciphertext'),
    at: moment('at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.root, table.domain, table.edition, table.nextSequence] }),
    index('snapshots_newest').on(table.position),
    index('snapshots_subjects').using('gin', table.subjects),
  ],
)

/** What a purged edition left empty. Being on record here is what lets its events go; main can never be. */
export const purged = pgTable(
  'purged',
  {
    edition: name('edition').notNull(),
    from: count('from_position').notNull(),
    to: count('to_position').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  table => [
    primaryKey({ columns: [table.edition, table.from] }),
    check('purged_not_main', sql`${table.edition} <> ''`),
  ],
)
