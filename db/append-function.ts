import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { type AnyPgTable, getTableConfig, type PgColumn } from 'drizzle-orm/pg-core'
import { commands, counter, events, privateParts } from './schema/events'
import { projections } from './schema/projections'

/** Column names as the schema has them now: renaming one there renames it here. */
const names = (table: AnyPgTable) =>
  Object.fromEntries(Object.entries(getTableColumns(table)).map(([key, column]) => [key, `"${column.name}"`]))

/** For reading a column out of JSON. */
const typeOf = (column: PgColumn) => column.getSQLType().replace(' COLLATE "C"', '')

/** Of our own: undoes what a call has stored so far. */
const refused = 'RB001'

const tableName = (table: AnyPgTable) => `"${getTableConfig(table).name}"`

/**
 * The append as one call for a batch (store.md §2). The first statement takes the counter row: whatever
 * runs after it sees all that was committed before, so heads are compared and positions given in commit
 * order, without holes. Per append the answer is ok, conflict with the actual next sequence, duplicate with where
 * the command (or external id) was stored before, or excluded by a command that was. What belongs to an append carries
 * its number, `i`: one list of each kind costs far less than a list in every append. `LIMIT 1` keeps every look-up a
 * probe of its key: without it the plan, made while the tables are empty, reads all commands for each batch. What few
 * appends have (ciphertexts, rows) is given as NULL where nobody has any: then its tables are not even opened.
 */
export const appendFunction = (): SQL => {
  const n = names(counter)
  return sql.raw(`
CREATE OR REPLACE FUNCTION append_events(appends json, pages json, sealed json, rows json)
RETURNS TABLE (i int, status text, next_sequence bigint, first_position bigint, event_count int)
LANGUAGE plpgsql AS $append$
DECLARE last bigint;
BEGIN
  SELECT k.${n.position} INTO STRICT last FROM ${tableName(counter)} k WHERE k.${n.id} = 1 FOR UPDATE;
  IF sealed IS NULL AND rows IS NULL THEN RETURN QUERY ${appending()};
  ELSE RETURN QUERY ${appending({ stale: staleRows, written: besides() })};
  END IF;
END $append$;`)
}

type Besides = { readonly stale: () => string; readonly written: string }

const appending = (also?: Besides): string => {
  const e = names(events)
  const c = names(commands)
  const n = names(counter)
  const ofStream = [events.domain, events.root, events.edition].map(column => column.name)
  const ofPage = Object.entries(getTableColumns(events)).filter(
    ([, column]) => column.name !== events.position.name && !ofStream.includes(column.name),
  )
  const given = ofPage.map(([key, column]) => `"${key}" ${typeOf(column)}`).join(', ')
  const written = ofPage.map(([key]) => `f."${key}"`).join(', ')
  const into = ofPage.map(([, column]) => `"${column.name}"`).join(', ')
  const overwritten = Object.values(c)
    .filter(column => column !== c.edition && column !== c.commandId)
    .map(column => `${column} = excluded.${column}`)
    .join(', ')
  return `
  WITH ${also?.stale() ?? ''}compared AS MATERIALIZED (
    SELECT w.*,
      coalesce(done.first_sequence, fact.first_sequence) AS known,
      coalesce(done.event_count, fact.event_count) AS known_count,
      rival.yes IS NOT NULL AS barred,
      coalesce((SELECT e.${e.sequence} + 1 FROM ${tableName(events)} e
        WHERE e.${e.root} = w.root AND e.${e.domain} = w.domain AND e.${e.edition} = w.edition
        ORDER BY e.${e.sequence} DESC LIMIT 1), w.base) AS actual
    FROM json_to_recordset(appends) AS w(
      i int, domain text, root uuid, edition text, expected bigint, base bigint, n int,
      command_id uuid, unless uuid, external_id text, caller text, correlation_id text, ext jsonb, type text, data jsonb,
      source uuid, origin uuid, error_mode text)
    LEFT JOIN LATERAL (SELECT c.${c.firstSequence} AS first_sequence, c.${c.eventCount} AS event_count
      FROM ${tableName(commands)} c WHERE c.${c.edition} = w.edition AND c.${c.commandId} = w.command_id
        AND c.${c.outcome} = 'accepted' LIMIT 1) done ON true
    LEFT JOIN LATERAL (SELECT true AS yes FROM ${tableName(commands)} c WHERE w.unless IS NOT NULL
        AND c.${c.edition} = w.edition AND c.${c.commandId} = w.unless AND c.${c.outcome} = 'accepted'
        LIMIT 1) rival ON true
    LEFT JOIN LATERAL (SELECT e.${e.sequence} AS first_sequence, 1 AS event_count FROM ${tableName(events)} e
      WHERE w.external_id IS NOT NULL AND e.${e.root} = w.root AND e.${e.domain} = w.domain
        AND e.${e.edition} = w.edition AND e.${e.externalId} = w.external_id LIMIT 1) fact ON true),
  placed AS MATERIALIZED (
    SELECT d.*, last + (sum(d.n) FILTER (WHERE d.good) OVER (ORDER BY d.i)) - d.n AS before
    FROM (SELECT x.*, x.known IS NULL AND NOT x.barred AND x.actual = x.expected${also ? ' AND x.i NOT IN (SELECT s.i FROM stale s)' : ''} AS good
      FROM compared x) d),
  logged AS (
    INSERT INTO ${tableName(events)} (${ofStream.map(column => `"${column}"`).join(', ')}, ${into}, ${e.position})
    SELECT g.domain, g.root, g.edition, ${written}, g.before + 1 + f.sequence - g.expected
    FROM json_to_recordset(pages) AS f(i int, ${given}) JOIN placed g ON g.i = f.i
    WHERE g.good),
  remembered AS (
    INSERT INTO ${tableName(commands)} (${c.commandId}, ${c.edition}, ${c.caller}, ${c.domain}, ${c.root},
      ${c.correlationId}, ${c.ext}, ${c.type}, ${c.data}, ${c.source}, ${c.origin}, ${c.errorMode}, ${c.outcome},
      ${c.firstSequence}, ${c.firstPosition}, ${c.eventCount})
    SELECT g.command_id, g.edition, g.caller, g.domain, g.root, g.correlation_id, g.ext, g.type, g.data, g.source,
      g.origin, g.error_mode, 'accepted', g.expected, g.before + 1, g.n
    FROM placed g
    WHERE g.good
    ON CONFLICT (${c.edition}, ${c.commandId}) DO UPDATE SET ${overwritten}),${also?.written ?? ''}
  moved AS (
    UPDATE ${tableName(counter)} k SET ${n.position} = last + x.total
    FROM (SELECT sum(g.n) AS total FROM placed g WHERE g.good) x WHERE k.${n.id} = 1 AND x.total > 0)
  SELECT g.i,
    CASE WHEN g.known IS NOT NULL THEN 'duplicate' WHEN g.barred THEN 'excluded' WHEN g.good THEN 'ok' ELSE 'conflict' END,
    CASE WHEN g.known IS NOT NULL THEN g.known ELSE g.actual END,
    CASE WHEN g.good THEN (g.before + 1)::bigint END,
    CASE WHEN g.known IS NOT NULL THEN g.known_count ELSE g.n END
  FROM placed g`
}

/** Appends whose rows go on from rows that are not there any more: a rebuild has put others in their place. */
const staleRows = (): string => {
  const r = names(projections)
  return `stale AS MATERIALIZED (
    SELECT q.i
    FROM json_to_recordset(rows) AS q(i int, projection text, version int, key text, row_version bigint)
    LEFT JOIN LATERAL (SELECT x.${r.rowVersion} AS row_version FROM ${tableName(projections)} x
      WHERE x.${r.projection} = q.projection AND x.${r.version} = q.version AND x.${r.key} = q.key LIMIT 1) x ON true
    WHERE coalesce(x.row_version, 0) <> q.row_version - 1),
  `
}

/** Ciphertexts of private parts, and rows of inline projections. */
const besides = (): string => {
  const p = names(privateParts)
  const r = names(projections)
  return `
  hidden AS (
    INSERT INTO ${tableName(privateParts)} (${p.eventId}, ${p.keyId}, ${p.nonce}, ${p.ciphertext})
    SELECT s.event_id, s.key_id, decode(s.nonce, 'base64'), decode(s.ciphertext, 'base64')
    FROM json_to_recordset(sealed) AS s(i int, event_id uuid, key_id uuid, nonce text, ciphertext text)
    JOIN placed g ON g.i = s.i
    WHERE g.good),
  projected AS (
    INSERT INTO ${tableName(projections)} (${r.projection}, ${r.version}, ${r.key}, ${r.row}, ${r.rowVersion}, ${r.position})
    SELECT q.projection, q.version, q.key, q.row, q.row_version, g.before + g.n
    FROM json_to_recordset(rows) AS q(i int, projection text, version int, key text, row jsonb, row_version bigint)
    JOIN placed g ON g.i = q.i
    WHERE g.good AND q.row IS NOT NULL
    ON CONFLICT (${r.projection}, ${r.version}, ${r.key}) DO UPDATE SET ${r.row} = excluded.${r.row},
      ${r.rowVersion} = excluded.${r.rowVersion}, ${r.position} = excluded.${r.position}),
  unprojected AS (
    DELETE FROM ${tableName(projections)} x
    USING json_to_recordset(rows) AS q(i int, projection text, version int, key text, row jsonb)
    JOIN placed g ON g.i = q.i
    WHERE g.good AND q.row IS NULL
      AND x.${r.projection} = q.projection AND x.${r.version} = q.version AND x.${r.key} = q.key),`
}

/**
 * Several batches in one transaction, each of them seeing the ones before: all are stored, or none. Where one is refused
 * the rows that come back end with it. `still`: all are refused where its edition went on.
 */
export const appendAllFunction = (): SQL => {
  const e = names(events)
  const n = names(counter)
  return sql.raw(`
CREATE OR REPLACE FUNCTION append_all(batches json, still json)
RETURNS TABLE (i int, status text, next_sequence bigint, first_position bigint, event_count int)
LANGUAGE plpgsql AS $append$
DECLARE batch json;
BEGIN
  IF still IS NOT NULL THEN
    PERFORM 1 FROM ${tableName(counter)} k WHERE k.${n.id} = 1 FOR UPDATE;
    IF EXISTS (SELECT 1 FROM ${tableName(events)} e
      WHERE e.${e.edition} = still->>'edition' AND e.${e.edition} <> '' AND e.${e.position} > (still->>'last')::bigint)
    THEN i := 0; status := 'excluded'; RETURN NEXT; RETURN;
    END IF;
  END IF;
  FOR batch IN SELECT b.value FROM json_array_elements(batches) WITH ORDINALITY b ORDER BY b.ordinality LOOP
    FOR i, status, next_sequence, first_position, event_count IN
      SELECT a.* FROM append_events(batch->'appends', batch->'pages', batch->'sealed', batch->'rows') a ORDER BY a.i
    LOOP
      RETURN NEXT;
      IF status <> 'ok' THEN RAISE EXCEPTION USING ERRCODE = '${refused}', MESSAGE = 'an append was refused'; END IF;
    END LOOP;
  END LOOP;
EXCEPTION WHEN SQLSTATE '${refused}' THEN RETURN;
END $append$;`)
}
