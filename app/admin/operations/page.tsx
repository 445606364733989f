import type { Metadata } from 'next'
import { Operations, type OperationsPage } from '@/components/console/operations/operations'
import { getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Operations' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => {
  const page = await told<OperationsPage>(getInstance().reads.operations(operator, question({ limit: '100' })))
  return <Operations first={'value' in page ? page.value : undefined} />
})
