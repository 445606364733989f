import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { migrateDatabase } from './client'
import { emptyDatabase, testDatabase } from './testing/database'

const migrations = new URL('./migrations', import.meta.url).pathname

/** Only the first migration, as the program of that time had it. */
const firstOnly = () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-migration-'))
  const journal = JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'))
  mkdirSync(join(folder, 'meta'))
  cpSync(join(migrations, '0000_first.sql'), join(folder, '0000_first.sql'))
  writeFileSync(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }),
  )
  return folder
}

const shapeOf = async (url: string) => {
  const sql = postgres(url, { max: 1 })
  const columns = await sql`select table_name, column_name, data_type, collation_name, is_nullable
    from information_schema.columns where table_schema = 'public' order by 1, 2`
  const indexes = await sql`select indexdef from pg_indexes where schemaname = 'public' order by 1`
  await sql.end()
  return { columns: [...columns], indexes: [...indexes] }
}

test('[MI1] a database of the first days becomes what a new one is, and keeps what lies in it', async () => {
  const [old, fresh] = await Promise.all([emptyDatabase(), testDatabase()])
  const folder = firstOnly()
  const sql = postgres(old.url, { max: 1, onnotice: () => {} })
  await migrate(drizzle(sql), { migrationsFolder: folder })
  await sql`insert into settings (name, value) values ('kept', 'yes')`
  await migrateDatabase(old.url, migrations)
  expect(await shapeOf(old.url)).toEqual(await shapeOf(fresh.url))
  expect((await sql`select value from settings where name = 'kept'`)[0]?.value).toBe('yes')
  await sql.end()
  rmSync(folder, { recursive: true })
  await Promise.all([old.drop(), fresh.drop()])
})
