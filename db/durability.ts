import type { Client } from './client'

export type Durability = {
  /** What is answered as stored outlives a crash of the machine, and nobody changes it afterwards. */
  readonly ok: boolean
  readonly serverVersion: string
  readonly fsync: boolean
  readonly fullPageWrites: boolean
  readonly synchronousCommit: string
  /** Tell a page that the disk has changed; no loss where they are off, but none is noticed. */
  readonly dataChecksums: boolean
  /** `role`: the server's own role may not change events, and triggers refuse it to the owner; `trigger`: they alone. */
  readonly appendOnly: 'role' | 'trigger' | 'nothing'
}

type Row = {
  server_version: string
  fsync: string
  full_page_writes: string
  synchronous_commit: string
  data_checksums: string
  may_change: boolean
  triggers: number
}

/** As the connection that appends has it: a role or a database may have settings of its own. */
export const durabilityOf = async ({ raw }: Client): Promise<Durability> => {
  const [row] = await raw<Row[]>`
    select current_setting('server_version') as server_version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('data_checksums') as data_checksums,
      has_table_privilege(current_user, 'events', 'UPDATE, DELETE, TRUNCATE') as may_change,
      (select count(*)::int from pg_trigger where tgrelid = 'events'::regclass and tgenabled = 'A'
        and tgname in ('events_append_only', 'events_kept')) as triggers`
  if (!row) throw new Error('the database tells nothing about itself')
  const isEnforced = row.triggers === 2
  const settings = {
    fsync: row.fsync === 'on',
    fullPageWrites: row.full_page_writes === 'on',
    synchronousCommit: row.synchronous_commit,
    dataChecksums: row.data_checksums === 'on',
  }
  const isDurable = settings.fsync && settings.fullPageWrites && settings.synchronousCommit !== 'off'
  return {
    ok: isDurable && isEnforced,
    serverVersion: row.server_version,
    ...settings,
    appendOnly: isEnforced ? (row.may_change ? 'trigger' : 'role') : 'nothing',
  }
}
