import type { Metadata } from 'next'
import { Consumers } from '@/components/console/consumers/consumers'
import { type ConsumersPage, getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Projections' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => {
  const page = await told<ConsumersPage>(getInstance().reads.projections(operator, question()))
  return <Consumers first={'value' in page ? page.value : undefined} />
})
