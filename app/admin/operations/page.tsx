import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { askedFor, operationFilters } from '@/components/console/operations/filters'
import { Operations } from '@/components/console/operations/operations'
import type { Page } from '@/components/console/use-pages'
import type { OperationRow } from '@/engine/operation'
import { getInstance } from '@/server/instance'
import { forOperators, told } from '../operator'

export const metadata: Metadata = { title: 'Operations' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(operationFilters)

export default forOperators(async (operator, { searchParams }: Props) => {
  const asked = askedFor(await load(searchParams))
  const page = await told<Page<OperationRow>>(
    getInstance().reads.operations(operator, { query: new URLSearchParams(asked), address: {} }),
  )
  return <Operations first={'value' in page ? { asked, page: page.value } : undefined} />
})
