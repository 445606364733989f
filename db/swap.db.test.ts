import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, streamOf } from '@/engine/testing/drafts'
import { connect } from './client'
import { postgresEventStore } from './event-store'
import { postgresCheckpoints, postgresProjections } from './projection-store'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql
let client: ReturnType<typeof connect>
const serving = { name: 'counts', version: 1 }
const made = { name: 'counts', version: 1_000_001 }
const stored = (n: number) => ({ row: { n }, version: 1, position: 1 })

beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
  client = connect(database.url, { role: database.role })
  const { save } = postgresProjections(client)
  await save(serving, { from: 0, to: 1 }, [{ key: 'one', stored: stored(1) }])
  await save(made, { from: 0, to: 1 }, [{ key: 'one', stored: stored(2) }])
})
afterAll(async () => {
  await Promise.all([sql.end(), client.close()])
  await database.drop()
})

const swap = (whileStill: (last: number) => Promise<void>) =>
  postgresProjections(client).swap(serving, made.version, { from: 1, to: 1, whileStill })
const served = async () => (await postgresProjections(client).rows(serving, ['one'])).get('one')?.row

test('[SW1] where the log cannot be held still in time no rows are swapped', async () => {
  let called = 0
  await sql.begin(async holding => {
    await holding`select position from counter for update`
    expect(await swap(async () => void called++)).toBe(false)
  })
  expect([called, await served()]).toEqual([0, { n: 1 }])
})

test('[SW2] who appends while rows are swapped comes behind them', async () => {
  const { append, lastPosition } = postgresEventStore(client)
  await append(draft(streamOf('before')))
  const order: string[] = []
  let late: Promise<unknown> = Promise.resolve()
  const isSwapped = await swap(async last => {
    late = append(draft(streamOf('late'))).then(() => order.push('appended'))
    await postgresCheckpoints(client).save(made, { from: 1, to: last })
    expect(await lastPosition()).toBe(last)
    order.push('made')
  })
  await late
  expect([isSwapped, order, await served()]).toEqual([true, ['made', 'appended'], { n: 2 }])
  expect(await postgresCheckpoints(client).read(serving)).toBe(1)
  expect(await lastPosition()).toBe(2)
})
