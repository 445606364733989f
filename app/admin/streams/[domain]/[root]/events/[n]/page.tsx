import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EventPage } from '@/components/console/event/event-page'
import { getInstance, type ShownEvent, type Workflow } from '@/server/instance'
import { forOperators, question, told } from '../../../../../operator'

export const metadata: Metadata = { title: 'Event' }
export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ domain: string; root: string; n: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default forOperators(async (operator, { params, searchParams }: Props) => {
  const { reads } = getInstance()
  const [{ domain, root, n }, { edition }] = await Promise.all([params, searchParams])
  const where = typeof edition === 'string' ? edition : ''
  const address = { domain, root, sequence: n }
  const read = await told<ShownEvent>(reads.event(operator, { ...question({ edition: where }), address }))
  if ('unread' in read) notFound()
  const id = read.value.page?.correlationId
  const workflow = id
    ? await told<Workflow>(reads.correlation(operator, { ...question(), address: { id } }))
    : { unread: '' }
  return (
    <EventPage
      place={{ domain, root: root.toLowerCase(), edition: where, sequence: Number(n) }}
      shown={read.value}
      workflow={'value' in workflow ? workflow.value : undefined}
    />
  )
})
