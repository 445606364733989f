import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Correlation } from '@/components/console/correlation/correlation'
import { Unread } from '@/components/console/unread'
import { getInstance, type Workflow } from '@/server/instance'
import { forOperators, question } from '../../operator'

export const metadata: Metadata = { title: 'Workflow' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const id = decodeURIComponent((await params).id)
  const read = await getInstance().reads.correlation(operator, { ...question(), address: { id } })
  if ('value' in read) return <Correlation workflow={read.value as Workflow} />
  if (read.failure.code === 'NOT_FOUND') notFound()
  return <Unread what={id} why={read.failure.message} back="/admin/timeline" />
})
