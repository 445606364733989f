import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { DeadLetters } from '@/components/console/dead-letters/dead-letters'
import { askedFor, filterParsers } from '@/components/console/dead-letters/filters'
import { type DeadLettersPage, getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Dead letters' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(filterParsers)

export default forOperators(async (operator, { searchParams }: Props) => {
  const { reads } = getInstance()
  const asked = askedFor(await load(searchParams))
  const [page, all] = await Promise.all([
    told<DeadLettersPage>(reads.deadLetters(operator, { query: new URLSearchParams(asked), address: {} })),
    told<DeadLettersPage>(reads.deadLetters(operator, question({ limit: '1' }))),
  ])
  return (
    <DeadLetters
      first={'value' in page ? { asked, page: page.value } : undefined}
      all={'value' in all ? all.value.groups : undefined}
    />
  )
})
