import net from 'node:net'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { appendAllFunction, appendFunction } from './append-function'
import { appendOnly } from './append-only'
import { counter } from './schema/events'
import { writerRole } from './writer-role'

/**
 * Drizzle sends its queries unprepared, which costs a second round trip each; here they are prepared once per
 * connection, inside transactions too.
 */
const prepared = <T extends object>(client: T): T =>
  new Proxy(client, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as (...given: unknown[]) => unknown
      if (name === 'unsafe') {
        return (query: string, parameters: unknown[], options: object) =>
          Reflect.apply(member, target, [query, parameters, { prepare: true, ...options }])
      }
      if (name !== 'begin' && name !== 'savepoint') return member
      return (...given: unknown[]) =>
        Reflect.apply(
          member,
          target,
          given.map(one =>
            typeof one === 'function' ? (inner: object) => (one as (sql: object) => unknown)(prepared(inner)) : one,
          ),
        )
    },
  })

/**
 * Several clients: Drizzle changes the one it is given, so that raw calls need their own (the append, and nothing else);
 * and words between processes wait for nobody, nor for a disk.
 */
export type Client = ReturnType<typeof connect>

/** A server that comes back is found again within a second; the driver's own pauses grow to twenty. */
const patience = {
  connect_timeout: 3,
  idle_timeout: 0,
  backoff: (attempt: number) => Math.min(1, 0.05 * 2 ** attempt),
  onnotice: () => {},
}

/** The driver knows the option, its types do not: what is not sent yet can be withdrawn. */
const unpiped = { max_pipeline: 0 }

type Address = { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: string }

/**
 * For COPY. The driver leaves its sockets to Nagle's algorithm: the second of two messages that have no answer in between
 * waits until the other side has acknowledged the first, which takes 40 ms.
 */
export const promptSocket = ({ host, port, path }: Address): Promise<net.Socket> =>
  new Promise((resolve, reject) => {
    const socket = path
      ? net.connect({ path })
      : net.connect({ host: host[0] ?? 'localhost', port: port[0] ?? 5432, noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket.off('error', reject)))
  })

/** `role`: under which the server works, as `migrateDatabase` found or made it. */
export const connect = (
  url: string,
  { connections = 10, role }: { readonly connections?: number; readonly role?: string | undefined } = {},
) => {
  const asRole = role === undefined ? {} : { role }
  const raw = postgres(url, {
    ...patience,
    ...unpiped,
    max: 2,
    connection: {
      ...asRole,
      TimeZone: 'UTC',
      plan_cache_mode: 'force_generic_plan',
      enable_seqscan: 'off',
      statement_timeout: 3000,
    },
  })
  const pool = postgres(url, {
    ...patience,
    max: connections,
    connection: {
      ...asRole,
      TimeZone: 'UTC',
      statement_timeout: 5000,
      lock_timeout: 1000,
      idle_in_transaction_session_timeout: 10_000,
    },
  })
  const words = postgres(url, {
    ...patience,
    max: 1,
    connection: { ...asRole, synchronous_commit: 'off', statement_timeout: 1000 },
  })
  // What is looked for differs a thousandfold in how much of it there is: each question is planned for its own values.
  const searches = postgres(url, {
    ...patience,
    max: 4,
    connection: {
      ...asRole,
      TimeZone: 'UTC',
      plan_cache_mode: 'force_custom_plan',
      random_page_cost: '1.1',
      statement_timeout: 2500,
    },
  })
  return {
    db: drizzle(prepared(pool)),
    /** For looking through the log, whatever is asked for. */
    searches: drizzle(prepared(searches)),
    raw,
    words,
    close: async () => {
      await Promise.all([raw, pool, words, searches].map(client => client.end({ timeout: 2 })))
    },
  }
}
export type Database = Client['db']

const migrationLock = 7_110_203

/**
 * Brings the schema up to date, and tells the role to work under, if there can be one. The migrator takes no lock of its
 * own, so starters queue here.
 */
export const migrateDatabase = async (url: string, migrationsFolder: string): Promise<string | undefined> => {
  const single = postgres(url, { ...patience, max: 1, connection: { TimeZone: 'UTC' } })
  const db = drizzle(single)
  try {
    await db.execute(`select pg_advisory_lock(${migrationLock})`)
    await migrate(db, { migrationsFolder })
    await db.insert(counter).values({ id: 1, position: 0 }).onConflictDoNothing()
    for (const statement of [appendFunction(), appendAllFunction(), ...appendOnly()]) await db.execute(statement)
    const role = await writerRole(db)
    await db.execute(`select pg_advisory_unlock(${migrationLock})`)
    return role
  } finally {
    await single.end({ timeout: 2 })
  }
}
