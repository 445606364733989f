import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { derivedId } from '@/engine/registry'
import { bank } from '@/engine/testing/bank'
import { verifyLog } from '@/engine/verify'
import { machineChance, machineClock } from '@/server/operating/machine'
import { connect } from './client'
import { postgresEventStore } from './event-store'
import { postgresPorts } from './ports'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql
let client: ReturnType<typeof connect>

/** 500 events: fifty accounts, each with a secret. */
beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
  client = connect(database.url, { role: database.role })
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  const alone = { ...bank, sagas: [], processManagers: [], projectors: [] }
  const engine = await startEngine(postgresPorts(client, randomBytes(32), outside), alone)
  const order = (account: number, message: Message & Record<string, unknown>) =>
    engine.execute({
      cover: {
        domain: 'account',
        root: derivedId('account', account),
        edition: '',
        correlationId: 'flow',
        ext: { domain: 'bank' },
      },
      message,
      commandId: machineChance.id(),
      actor: 'ann',
    })
  await Promise.all(
    Array.from({ length: 50 }, async (_, account) => {
      await order(account, { type: 'Open' })
      for (let n = 1; n < 10; n++) await order(account, { type: 'Deposit', amount: n })
    }),
  )
  await engine.stop()
})
afterAll(async () => {
  await Promise.all([sql.end(), client.close()])
  await database.drop()
})

test('[IN1] the database refuses to change, delete or truncate events, in replication too', async () => {
  for (const replication of ['origin', 'replica']) {
    await sql.unsafe(`set session_replication_role = ${replication}`)
    for (const change of ['update events set actor = actor', 'delete from events', 'truncate events'])
      await expect(sql.unsafe(change)).rejects.toThrow('append-only')
  }
  await sql.unsafe('set session_replication_role = origin')
  expect(await verifyLog(postgresEventStore(client))).toEqual({ ok: true, checked: 500 })
})

/** Another value of the column, whatever was there. */
const changes: { readonly [column: string]: string } = {
  domain: `domain || 'x'`,
  root: `gen_random_uuid()`,
  edition: `'x'`,
  sequence: 'sequence + 1000',
  position: 'position + 1000',
  event_id: 'gen_random_uuid()',
  type: `type || 'x'`,
  schema_version: 'schema_version + 1',
  data: `data || '{"amount": 7000}'`,
  correlation_id: `correlation_id || 'x'`,
  causation_id: 'gen_random_uuid()',
  command_id: 'gen_random_uuid()',
  external_id: `'x'`,
  actor: `actor || 'x'`,
  ext: `'{"domain": "thief"}'`,
  recorded_at: `recorded_at + interval '1 microsecond'`,
  hash: `reverse(hash)`,
  private_hash: `coalesce(private_hash, '') || 'x'`,
  isolated: 'not isolated',
  merged_from: `'x'`,
}

test('[IN2] verifying finds any column of any event that was changed behind its back', async () => {
  const store = postgresEventStore(client)
  const columns = await sql`select column_name from information_schema.columns where table_name = 'events'`
  expect(Object.keys(changes).sort()).toEqual(columns.map(({ column_name }) => column_name).sort())
  await sql.unsafe('alter table events disable trigger events_append_only')
  await sql.unsafe('create table original as select * from events')
  const entries = Object.entries(changes)
  for (let position = 1; position <= 500; position++) {
    const [column = '', value = ''] = entries[position % entries.length] ?? []
    const [row] = await sql.unsafe(`update events set ${column} = ${value} where position = ${position} returning ctid`)
    const { ok, firstBroken = 0 } = await verifyLog(store)
    expect([column, position, ok, firstBroken]).toEqual([column, position, false, position])
    const original = `(select ${column} from original where position = ${position})`
    await sql.unsafe(`update events set ${column} = ${original} where ctid = '${row?.ctid}'`)
  }
  expect(await verifyLog(store)).toEqual({ ok: true, checked: 500 })
}, 120_000)

test('[IN3] verifying finds a ciphertext that was changed, moved or lost', async () => {
  const store = postgresEventStore(client)
  const events = await sql`select event_id from private_parts order by event_id`
  const [first, second] = events.map(({ event_id }) => `'${event_id}'`)
  await sql.unsafe('create table sealed as select * from private_parts')
  const ciphertextOf = (event = '') => `(select ciphertext from sealed where event_id = ${event})`
  const changed = `set_byte(ciphertext, 9, (get_byte(ciphertext, 9) + 1) % 256)`
  for (const [value, ok] of [
    [changed, false],
    [ciphertextOf(second), false],
    [ciphertextOf(first), true],
  ] as const) {
    await sql.unsafe(`update private_parts set ciphertext = ${value} where event_id = ${first}`)
    expect(await verifyLog(store)).toMatchObject({ ok })
  }
  await sql.unsafe(`delete from private_parts where event_id = ${first}`)
  expect(await verifyLog(store)).toMatchObject({ ok: false })
})
