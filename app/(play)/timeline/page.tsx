import type { Metadata } from 'next'
import { publicFilters } from '@/components/public-log/filters'
import { PublicTimeline } from '@/components/public-log/public-timeline'
import { entryOf, questionOf } from '@/components/timeline/question'
import { poker } from '@/domain/poker'
import { getInstance, type Timeline } from '@/server/instance'
import { readVisitor } from '../visitor'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Timeline' }

const shown = ['hand', 'table', 'chat', 'player']

export default async function TimelinePage({ searchParams }: Props) {
  const { caller, session, account } = await readVisitor()
  const given = await searchParams
  const filter = Object.fromEntries(
    publicFilters.flatMap(name => (typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [])),
  )
  const place = entryOf(typeof given.from === 'string' ? given.from : undefined, Number(given.sel) || undefined)
  const question = questionOf(filter, place.kind === 'after' ? { after: place.after } : {})
  const result = await getInstance().reads.timeline(caller, { query: new URLSearchParams(question), address: {} })
  const types = poker.aggregates
    .filter(({ domain }) => shown.includes(domain))
    .flatMap(({ events }) => Object.keys(events))
  const first = 'value' in result ? { question, read: result.value as Timeline } : null
  return <PublicTimeline session={session} account={account} types={types.sort()} first={first} />
}
