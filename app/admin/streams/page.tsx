import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { askedFor, streamFilters } from '@/components/console/streams/filters'
import { type StreamsPage, StreamsScreen } from '@/components/console/streams/streams'
import { getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Streams' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(streamFilters)

export default forOperators(async (operator, { searchParams }: Props) => {
  const { reads } = getInstance()
  const asked = askedFor(await load(searchParams))
  const [page, catalog] = await Promise.all([
    told<StreamsPage>(reads.streams(operator, { query: new URLSearchParams(asked), address: {} })),
    told<{ aggregates: readonly { domain: string }[] }>(reads.catalog(operator, question())),
  ])
  const domains = 'value' in catalog ? catalog.value.aggregates.map(({ domain }) => domain).sort() : []
  return <StreamsScreen domains={domains} first={'value' in page ? { asked, page: page.value } : undefined} />
})
