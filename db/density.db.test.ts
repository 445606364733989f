import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Density, mostCounted } from '@/engine/density'
import { draft, streamOf } from '@/engine/testing/drafts'
import { connect } from './client'
import { density } from './density'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let client: ReturnType<typeof connect>
const events = 4 * mostCounted

beforeAll(async () => {
  database = await testDatabase()
  client = connect(database.url)
  const [page] = draft(streamOf('many')).pages
  await client.raw`INSERT INTO events (domain, root, edition, sequence, position, event_id, type, schema_version, data,
      correlation_id, causation_id, command_id, actor, recorded_at, hash)
    SELECT 'account', ${page?.causationId ?? ''}::uuid, '', n, n, gen_random_uuid(),
      CASE WHEN n % 10007 = 0 THEN 'Rare' ELSE 'Common' END, 1, '{}', '', gen_random_uuid(), gen_random_uuid(),
      CASE WHEN n % 2 = 0 THEN 'ann' ELSE 'bob' END, '2032-01-01Z'::timestamptz + n * interval '1 second', ''
    FROM generate_series(1, ${events}::int) n`
})
afterAll(async () => {
  await client.close()
  await database.drop()
})

const span = {
  from: '2032-01-01T00:00:00Z',
  to: new Date(Date.UTC(2032, 0, 1) + events * 1000).toISOString(),
  bars: 10,
}
const counted = (fields: object) =>
  density(client).density({ ...span, after: 0, before: events + 1, edition: '', ...fields })
const sum = ({ counts }: Density) => counts.reduce((all, one) => all + one, 0)

test('[DN1] of more events than are counted a sample is, its rate is told, and rare ones are all there', async () => {
  const all = await counted({})
  expect([all.oneIn, sum(all)]).toEqual([4, events])
  for (const count of all.counts) expect(Math.abs(count - events / 10)).toBeLessThanOrEqual(8)
  expect(await counted({ type: 'Rare' })).toEqual({ counts: [0, 0, 1, 0, 0, 1, 0, 1, 0, 0], oneIn: 1 })
  const byAnn = await counted({ actor: 'ann' })
  expect(byAnn.oneIn).toBe(4)
  expect(Math.abs(sum(byAnn) - events / 2)).toBeLessThan(events / 20)
  const few = await counted({ after: 100, before: 201, actor: 'ann' })
  expect([few.oneIn, sum(few)]).toEqual([1, 50])
})
