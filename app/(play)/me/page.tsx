import type { Metadata } from 'next'
import { Me } from '@/components/me/me'
import { readVisitor } from '../visitor'

export const metadata: Metadata = { title: 'Me' }
export const dynamic = 'force-dynamic'

const ownOf = async ({ queries, caller }: Awaited<ReturnType<typeof readVisitor>>) => {
  if (caller.kind !== 'player') return undefined
  const [statement, statistics] = await Promise.all([
    queries.statement(caller, new URLSearchParams()),
    queries.statistics(caller),
  ])
  return 'value' in statement && 'value' in statistics
    ? { statement: statement.value, statistics: statistics.value }
    : undefined
}

export default async function MePage() {
  const visitor = await readVisitor()
  return <Me session={visitor.session} account={visitor.account} own={await ownOf(visitor)} />
}
