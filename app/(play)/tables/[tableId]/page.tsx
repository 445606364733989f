import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { LiveTable } from '@/components/table/live-table'
import { readVisitor } from '../../visitor'

type Props = { params: Promise<{ tableId: string }> }

export const dynamic = 'force-dynamic'

const read = cache(async (tableId: string) => {
  const visitor = await readVisitor()
  return { ...visitor, table: await visitor.queries.table(visitor.caller, tableId) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { table } = await read((await params).tableId)
  return { title: table?.row.name ?? 'Not found' }
}

export default async function TablePage({ params }: Props) {
  const { queries, caller, session, account, table } = await read((await params).tableId)
  if (!table) notFound()
  const seat = await queries.seat(caller, table.row.table)
  return <LiveTable table={table} seat={seat} account={account} session={session} />
}
