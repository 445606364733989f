import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandId, draft, streamOf } from '@/engine/testing/drafts'
import { connect } from './client'
import { postgresEventStore } from './event-store'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql
let client: ReturnType<typeof connect>
const problem = { code: 'ABORTED', reason: 'no', params: {}, message: 'No.' } as const
const stream = streamOf('old')

beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
  client = connect(database.url, { role: database.role })
})
afterAll(async () => {
  await Promise.all([sql.end(), client.close()])
  await database.drop()
})

test('[CM1] a refusal is kept thirty days, an accepted command for good', async () => {
  const store = postgresEventStore(client)
  const refuse = (command: string) => store.recordRefusal(draft(stream, { command }).command, problem)
  await store.append(draft(stream, { command: 'accepted' }))
  for (const name of ['outdated', 'again', 'recent']) await refuse(name)
  const ages = { accepted: 400, outdated: 31, again: 31, recent: 29 }
  for (const [name, days] of Object.entries(ages))
    await sql`update commands set at = now() - make_interval(days => ${days}) where command_id = ${commandId(name)}`
  await refuse('again')
  const kept = ['accepted', 'outdated', 'again', 'recent'].map(async name => [
    name,
    (await store.commandEntry('', commandId(name)))?.outcome,
  ])
  expect(await Promise.all(kept)).toEqual([
    ['accepted', 'accepted'],
    ['outdated', undefined],
    ['again', 'refused'],
    ['recent', 'refused'],
  ])
})

test('[IN4] an event goes only with an edition that is on record as purged, and main is never put there', async () => {
  const store = postgresEventStore(client)
  const edition = { ...stream, edition: 'branch' }
  await store.append(draft(edition))
  await expect(sql`delete from events where edition = 'branch'`).rejects.toThrow('append-only')
  await expect(sql`insert into purged (edition, from_position, to_position) values ('', 1, 99)`).rejects.toThrow(
    'purged_not_main',
  )
  const before = await store.readAll(0, 100)
  await sql`select purge_edition('')`
  await sql`select purge_edition('another')`
  expect(await store.readAll(0, 100)).toEqual(before)
  await store.purge('branch')
  await expect(sql`delete from events`).rejects.toThrow('append-only')
  expect(await store.readAll(0, 100)).toEqual(before.filter(page => page.edition === ''))
})
