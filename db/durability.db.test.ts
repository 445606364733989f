import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './client'
import { durabilityOf } from './durability'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql

beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** What is told of a connection with these settings. */
const told = async (settings: Record<string, string> = {}, role = database.role ?? '') => {
  const url = new URL(database.url)
  for (const [name, value] of Object.entries(settings)) url.searchParams.set(name, value)
  const client = connect(url.toString(), { connections: 1, role: role || undefined })
  try {
    return await durabilityOf(client)
  } finally {
    await client.close()
  }
}

test('[DU1] what the connection that appends is set to is told, and whether that is enough', async () => {
  const [{ version } = { version: '' }] = await sql`select current_setting('server_version') as version`
  const durability = await told()
  expect(durability).toEqual({
    ok: true,
    serverVersion: version,
    fsync: true,
    fullPageWrites: true,
    synchronousCommit: 'on',
    dataChecksums: true,
    appendOnly: 'role',
  })
  expect(await told({ synchronous_commit: 'off' })).toMatchObject({ ok: false, synchronousCommit: 'off' })
})

test('[DU2] the role of the server may read and add events, and not even try to change them', async () => {
  const client = connect(database.url, { connections: 1, role: database.role })
  for (const change of ['update events set actor = actor', 'delete from events', 'truncate events'])
    await expect(client.raw.unsafe(change)).rejects.toThrow('permission denied')
  for (const change of [`insert into purged values ('x', 1, 9)`, 'delete from purged'])
    await expect(client.raw.unsafe(change)).rejects.toThrow('permission denied')
  expect(await client.raw`select * from events`).toEqual([])
  await client.close()
})

test('[DU3] without that role the triggers stand alone, and where they are off that is told', async () => {
  expect(await told({}, '')).toMatchObject({ ok: true, appendOnly: 'trigger' })
  await sql`alter table events disable trigger events_kept`
  expect(await told()).toMatchObject({ ok: false, appendOnly: 'nothing' })
  await sql`alter table events enable trigger events_kept`
  expect(await told()).toMatchObject({ ok: false, appendOnly: 'nothing' })
  await sql`alter table events enable always trigger events_kept`
  expect(await told()).toMatchObject({ ok: true, appendOnly: 'role' })
})
