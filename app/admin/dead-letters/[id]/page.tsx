import type { Metadata } from 'next'
import { Letter } from '@/components/console/dead-letters/letter'
import { Unread } from '@/components/console/unread'
import { getInstance, type ShownDeadLetter } from '@/server/instance'
import { forOperators, told } from '../../operator'

export const metadata: Metadata = { title: 'Dead letter' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const { id } = await params
  const found = await told<ShownDeadLetter>(
    getInstance().reads.deadLetter(operator, { query: new URLSearchParams(), address: { id } }),
  )
  if ('unread' in found) return <Unread what={`Dead letter ${id}`} why={found.unread} back="/admin/dead-letters" />
  return <Letter key={id} first={found.value} />
})
