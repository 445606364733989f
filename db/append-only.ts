import { type SQL, sql } from 'drizzle-orm'
import { events } from './schema/events'

/** What is recorded stays: the table refuses to change or lose a row, also for its owner and for replication. */
export const appendOnly = (): SQL => sql`
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
  RAISE EXCEPTION '% is refused: events are append-only', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $refuse$;
CREATE OR REPLACE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${events}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE ${events} ENABLE ALWAYS TRIGGER events_append_only;`
