import postgres from 'postgres'
import { v7 } from 'uuid'
import { type Account, deposited, depositOf, nothingYet, usualNote } from './account'
import { type Contender, inParallel, streamLength } from './writers'

const mostInBatch = 256

/** What can be written by hand for this one figure: heads compared and positions given under one lock, nothing else. */
const schema = `
CREATE TABLE part (id int PRIMARY KEY, position bigint NOT NULL DEFAULT 0) WITH (fillfactor = 10);
INSERT INTO part (id) VALUES (1);
CREATE TABLE event (
  root uuid NOT NULL, domain text COLLATE "C" NOT NULL, edition text COLLATE "C" NOT NULL DEFAULT '',
  version bigint NOT NULL, position bigint NOT NULL, id uuid NOT NULL, type text COLLATE "C" NOT NULL,
  command_id uuid, data jsonb NOT NULL, meta jsonb NOT NULL, at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (root, domain, edition, version));
CREATE UNIQUE INDEX event_position ON event (position);
CREATE FUNCTION append_by_hand(
  p_domain text[], p_root uuid[], p_expected bigint[], p_n int[], p_command uuid[],
  p_of int[], p_k int[], p_id uuid[], p_type text[], p_data text[], p_meta text[])
RETURNS TABLE (i int, status text, version bigint) LANGUAGE plpgsql AS $append$
DECLARE last bigint;
BEGIN
  SELECT p.position INTO STRICT last FROM part p WHERE p.id = 1 FOR UPDATE;
  RETURN QUERY
  WITH wanted AS (
    SELECT w.* FROM unnest(p_domain, p_root, p_expected, p_n, p_command) WITH ORDINALITY
      AS w(domain, root, expected, n, command, i)),
  found AS (
    SELECT w.*, coalesce((SELECT e.version FROM event e WHERE e.root = w.root AND e.domain = w.domain AND e.edition = ''
      ORDER BY e.version DESC LIMIT 1), 0) AS actual FROM wanted w),
  placed AS MATERIALIZED (
    SELECT f.*, f.actual = f.expected AS good,
      last + (sum(f.n) FILTER (WHERE f.actual = f.expected) OVER (ORDER BY f.i)) - f.n AS before FROM found f),
  written AS (
    INSERT INTO event (root, domain, version, position, id, type, command_id, data, meta)
    SELECT g.root, g.domain, g.expected + f.k, g.before + f.k, f.id, f.type, g.command, f.data::jsonb, f.meta::jsonb
    FROM unnest(p_of, p_k, p_id, p_type, p_data, p_meta) AS f(o, k, id, type, data, meta)
    JOIN placed g ON g.i = f.o AND g.good),
  moved AS (
    UPDATE part p SET position = last + x.total FROM (SELECT sum(g.n) AS total FROM placed g WHERE g.good) x
    WHERE p.id = 1 AND x.total > 0)
  SELECT g.i::int, CASE WHEN g.good THEN 'ok' ELSE 'conflict' END, CASE WHEN g.good THEN g.expected + g.n ELSE g.actual END
  FROM placed g;
END $append$`

type Stream = { readonly root: string; version: number; account: Account }
type Wanted = { readonly stream: Stream; readonly command: string; readonly events: readonly object[] }
type Waiting = { readonly wanted: Wanted; readonly resolve: () => void; readonly reject: (error: unknown) => void }

const setting = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }

/** One prepared statement for a batch of appends, one batch under way: the most that this shape gives. */
export const handTuned = async (url: string): Promise<Contender<Stream>> => {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: setting })
  await sql.unsafe(schema)
  const send = async (batch: readonly Wanted[]) => {
    const all = batch.flatMap(({ events }, index) => events.map((data, k) => ({ data, of: index + 1, k: k + 1 })))
    return sql<{ i: number; status: string }[]>`select * from append_by_hand(
      ${batch.map(() => 'account')}::text[], ${batch.map(one => one.stream.root)}::text[]::uuid[],
      ${batch.map(one => one.stream.version)}::text[]::bigint[], ${batch.map(one => one.events.length)}::text[]::int[],
      ${batch.map(one => one.command)}::text[]::uuid[], ${all.map(one => one.of)}::text[]::int[],
      ${all.map(one => one.k)}::text[]::int[], ${all.map(() => v7())}::text[]::uuid[],
      ${all.map(() => 'Deposited')}::text[], ${all.map(one => JSON.stringify(one.data))}::text[],
      ${all.map(() => '{"actor":"bench"}')}::text[])`
  }
  let queue: Waiting[] = []
  let inFlight = false
  let gathering = false
  const flush = async (): Promise<void> => {
    if (inFlight || queue.length === 0) return
    inFlight = true
    const batch = queue.slice(0, mostInBatch)
    queue = queue.slice(mostInBatch)
    try {
      for (const { i, status } of await send(batch.map(({ wanted }) => wanted))) {
        const waiting = batch[i - 1]
        if (status === 'ok') waiting?.resolve()
        else waiting?.reject(new Error(status))
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    inFlight = false
    gather()
  }
  const gather = () => {
    if (inFlight || gathering) return
    gathering = true
    setImmediate(() => {
      gathering = false
      void flush()
    })
  }
  const append = (wanted: Wanted) =>
    new Promise<void>((resolve, reject) => {
      queue.push({ wanted, resolve, reject })
      gather()
    })
  const handle = async (stream: Stream, count: number) => {
    const events: ReturnType<typeof depositOf>[] = []
    let { account } = stream
    for (let n = 0; n < count; n++) {
      const event = depositOf(account, 1, usualNote)
      account = deposited(account, event)
      events.push(event)
    }
    await append({ stream, command: v7(), events })
    stream.version += count
    stream.account = account
  }
  return {
    name: 'by hand',
    commandsPerStream: 20,
    streams: count =>
      inParallel(count, async () => {
        const stream = { root: v7(), version: 0, account: nothingYet }
        await handle(stream, streamLength)
        return stream
      }),
    handle: stream => handle(stream, 1),
    rest: async () => {},
    stop: () => sql.end({ timeout: 2 }),
  }
}
