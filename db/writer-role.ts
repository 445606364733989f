import { type SQL, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { events, purged } from './schema/events'

/** Of the whole cluster; what it may do is granted in each database. */
const name = 'riverbook_writer'
const role = sql.identifier(name)

/**
 * The role that the server works under: it reads and adds events, and may not even try to change or delete them.
 * Undefined where the login may not make one, or may not work under it: then the triggers stand alone.
 */
export const writerRole = async (db: PostgresJsDatabase): Promise<string | undefined> => {
  try {
    await db.execute(made)
    for (const statement of granted) await db.execute(statement)
    await db.execute(sql`SET ROLE ${role}`)
    await db.execute(sql`RESET ROLE`)
    return name
  } catch (error) {
    if (isForbidden(error)) return undefined
    throw error
  }
}

/** Insufficient privilege. Drizzle wraps what Postgres said. */
const isForbidden = (error: unknown): boolean => {
  const { code, cause } = (error ?? {}) as { readonly code?: string; readonly cause?: unknown }
  return code === '42501' || (cause !== undefined && isForbidden(cause))
}

/** Two databases of one cluster may be brought up to date at once: the second one finds the role. */
const made = sql`
DO $made$
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'riverbook_writer') THEN CREATE ROLE riverbook_writer NOLOGIN; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT riverbook_writer TO %I', current_user);
  END IF;
END $made$`

const granted: readonly SQL[] = [
  sql`GRANT USAGE ON SCHEMA public TO ${role}`,
  sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
  sql`REVOKE UPDATE, DELETE, TRUNCATE ON ${events} FROM ${role}`,
  sql`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${purged} FROM ${role}`,
  sql`REVOKE EXECUTE ON FUNCTION purge_edition FROM PUBLIC`,
  sql`GRANT EXECUTE ON FUNCTION purge_edition TO ${role}`,
]
