import type { Metadata } from 'next'
import { publicFilters } from '@/components/public-log/filters'
import { PublicTimeline } from '@/components/public-log/public-timeline'
import { askedOf } from '@/components/timeline/question'
import { poker } from '@/domain/poker'
import { getInstance, type Timeline } from '@/server/instance'
import { readVisitor } from '../visitor'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Timeline' }

const shown = ['hand', 'table', 'chat', 'player']

export default async function TimelinePage({ searchParams }: Props) {
  const { caller, session, account } = await readVisitor()
  const question = askedOf(publicFilters, await searchParams)
  const result = await getInstance().reads.timeline(caller, { query: new URLSearchParams(question), address: {} })
  const types = poker.aggregates
    .filter(({ domain }) => shown.includes(domain))
    .flatMap(({ events }) => Object.keys(events))
  const first = 'value' in result ? { question, read: result.value as Timeline } : null
  return <PublicTimeline session={session} account={account} types={types.sort()} first={first} />
}
