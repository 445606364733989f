import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { askedFor, processFilters } from '@/components/console/processes/filters'
import { Processes } from '@/components/console/processes/processes'
import { getInstance, type ProcessesPage } from '@/server/instance'
import { forOperators, told } from '../operator'

export const metadata: Metadata = { title: 'Processes' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(processFilters)

export default forOperators(async (operator, { searchParams }: Props) => {
  const asked = askedFor(await load(searchParams))
  const page = await told<ProcessesPage>(
    getInstance().reads.processes(operator, { query: new URLSearchParams(asked), address: {} }),
  )
  return <Processes first={'value' in page ? { asked, page: page.value } : undefined} />
})
