import type { Metadata } from 'next'
import { ConsoleTimeline } from '@/components/console/timeline/console-timeline'
import { logFilters } from '@/components/console/timeline/filters'
import { askedOf } from '@/components/timeline/question'
import { getInstance, type Timeline } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Timeline' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
type Catalog = { readonly aggregates: readonly { readonly domain: string; readonly events: Events }[] }
type Events = readonly { readonly type: string }[]

export default forOperators(async (operator, { searchParams }: Props) => {
  const { reads } = getInstance()
  const asked = askedOf(logFilters, await searchParams)
  const [read, catalog, editions] = await Promise.all([
    told<Timeline>(reads.timeline(operator, { query: new URLSearchParams(asked), address: {} })),
    told<Catalog>(reads.catalog(operator, question())),
    told<{ rows: readonly { id: string }[] }>(reads.editions(operator, question({ limit: '500' }))),
  ])
  const aggregates = 'value' in catalog ? catalog.value.aggregates : []
  return (
    <ConsoleTimeline
      types={Object.fromEntries(aggregates.map(({ domain, events }) => [domain, events.map(({ type }) => type)]))}
      editions={'value' in editions ? editions.value.rows.map(({ id }) => id) : []}
      first={'value' in read ? { question: asked, read: read.value } : null}
    />
  )
})
