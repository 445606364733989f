import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { askedWith, filterParsers } from '@/components/hands/filters'
import { Hands } from '@/components/hands/hands'
import { readVisitor } from '../visitor'

export const metadata: Metadata = { title: 'Hands' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(filterParsers)

/** Days are those of the browser: with one in the address the list is asked for from there. */
export default async function HandsPage({ searchParams }: Props) {
  const { queries, caller, session, account } = await readVisitor()
  const filters = await load(searchParams)
  const asked = askedWith(filters, filters.scope ?? (session ? 'mine' : 'public'))
  const found = filters.from || filters.to ? undefined : await queries.hands(caller, new URLSearchParams(asked))
  const first = found && 'value' in found ? { asked, page: found.value } : undefined
  return <Hands session={session} account={account} first={first} />
}
