import postgres from 'postgres'

/** The last event of a stream again and again, as the database has it; nobody runs meanwhile. */
export const lengthened = async (databaseUrl: string, root: string, times: number) => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await sql`insert into events (domain, root, edition, sequence, position, event_id, type, schema_version, data,
      correlation_id, causation_id, command_id, actor, ext, recorded_at, hash)
    select domain, root, edition, sequence + n, (select max(position) from events) + n, gen_random_uuid(), type,
      schema_version, data || jsonb_build_object('bankroll', 10007 + 7 * n), '', causation_id, gen_random_uuid(), actor, ext, recorded_at, hash
    from (select * from events where root = ${root} and domain = 'player' order by sequence desc limit 1) last,
      generate_series(1, ${times}) n`
  const [end] = await sql<{ position: string }[]>`select max(position) as position from events`
  await sql`update counter set position = ${end?.position ?? 0}`
  await sql`update consumers set position = ${end?.position ?? 0}`
  await sql.end()
}
