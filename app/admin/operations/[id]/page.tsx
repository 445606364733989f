import type { Metadata } from 'next'
import { Operation } from '@/components/console/operations/operation'
import type { OperationRow } from '@/engine/operation'
import { getInstance } from '@/server/instance'
import { forOperators, told } from '../../operator'

export const metadata: Metadata = { title: 'Operation' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const { id } = await params
  const row = await told<OperationRow>(
    getInstance().reads.operation(operator, { query: new URLSearchParams(), address: { id } }),
  )
  return <Operation key={id} id={id} first={'value' in row ? row.value : undefined} />
})
