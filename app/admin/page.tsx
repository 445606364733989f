import type { Metadata } from 'next'
import { Overview } from '@/components/console/overview/overview'
import type { Consumers, Newest, Operations, Waiting } from '@/components/console/overview/tiles'
import type { LetterCount } from '@/components/console/shell/use-open-letters'
import { getInstance } from '@/server/instance'
import { forOperators, question, told } from './operator'

export const metadata: Metadata = { title: 'Overview' }
export const dynamic = 'force-dynamic'

export default forOperators(async operator => {
  const { reads } = getInstance()
  const [newest, letters, consumers, waiting, operations] = await Promise.all([
    told<Newest>(reads.timeline(operator, question({ limit: '1' }))),
    told<LetterCount>(reads.deadLetters(operator, question({ status: 'open', limit: '1' }))),
    told<Consumers>(reads.projections(operator, question())),
    told<Waiting>(reads.processes(operator, question({ limit: '1' }))),
    told<Operations>(reads.operations(operator, question({ limit: '10' }))),
  ])
  return <Overview read={{ newest, letters, consumers, waiting, operations }} />
})
