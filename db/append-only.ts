import { type SQL, sql } from 'drizzle-orm'
import { commands, counter, events, privateParts, purged, snapshots } from './schema/events'

/**
 * What is recorded stays: the table refuses to change or lose a row, also for its owner and for replication. One
 * function may remove the events of an edition that is on record as purged, and main can never be put on that record.
 */
export const appendOnly = (): readonly SQL[] => [
  sql`
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
  RAISE EXCEPTION '% is refused: events are append-only', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $refuse$`,
  sql`
CREATE OR REPLACE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
  IF OLD.edition <> '' AND EXISTS (SELECT 1 FROM ${purged} WHERE edition = OLD.edition
    AND OLD.position BETWEEN from_position AND to_position) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'DELETE is refused: events are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $refuse$`,
  sql`CREATE OR REPLACE TRIGGER events_append_only BEFORE UPDATE OR TRUNCATE ON ${events}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  sql`CREATE OR REPLACE TRIGGER events_kept BEFORE DELETE ON ${events} FOR EACH ROW EXECUTE FUNCTION refuse_delete()`,
  sql`ALTER TABLE ${events} ENABLE ALWAYS TRIGGER events_append_only`,
  sql`ALTER TABLE ${events} ENABLE ALWAYS TRIGGER events_kept`,
  sql`
CREATE OR REPLACE FUNCTION purge_edition(gone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $purge$
BEGIN
  PERFORM 1 FROM ${counter} FOR UPDATE;
  INSERT INTO ${purged} (edition, from_position, to_position)
    SELECT gone, min(position), max(position) FROM (
      SELECT position, position - row_number() OVER (ORDER BY position) AS island FROM ${events}
      WHERE edition = gone AND edition <> '') p GROUP BY island
    ON CONFLICT DO NOTHING;
  DELETE FROM ${privateParts} WHERE event_id IN (SELECT event_id FROM ${events} WHERE edition = gone AND edition <> '');
  DELETE FROM ${events} WHERE edition = gone AND edition <> '';
  DELETE FROM ${snapshots} WHERE edition = gone AND edition <> '';
  DELETE FROM ${commands} WHERE edition = gone AND edition <> '';
END $purge$`,
]
