import type { Metadata } from 'next'
import { Consumer } from '@/components/console/consumers/consumer'
import { type ConsumerTold, getInstance } from '@/server/instance'
import { forOperators, told } from '../../operator'

export const metadata: Metadata = { title: 'Projection' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ name: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const { name } = await params
  const one = await told<ConsumerTold>(
    getInstance().reads.projection(operator, { query: new URLSearchParams(), address: { name } }),
  )
  return <Consumer key={name} name={name} first={'value' in one ? one.value : undefined} />
})
