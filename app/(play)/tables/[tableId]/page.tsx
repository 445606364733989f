import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { LiveTable } from '@/components/table/live-table'
import { getInstance } from '@/server/instance'

type Props = { params: Promise<{ tableId: string }> }

export const dynamic = 'force-dynamic'

const read = cache(async (tableId: string) => {
  const { queries, sessions } = getInstance()
  const caller = await sessions.callerOf((await headers()).get('cookie'))
  return { queries, caller, table: await queries.table(caller, tableId) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { table } = await read((await params).tableId)
  return { title: table?.row.name ?? 'Not found' }
}

export default async function TablePage({ params }: Props) {
  const { queries, caller, table } = await read((await params).tableId)
  if (!table) notFound()
  const seat = await queries.seat(caller, table.row.table)
  const session = caller.kind === 'player' ? { player: caller.player, name: caller.name } : null
  const account = session ? await queries.account(caller, session.player) : undefined
  return <LiveTable table={table} seat={seat} account={account} session={session} />
}
