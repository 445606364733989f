import '@/components/console/audit/audit.css'
import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { Audit } from '@/components/console/audit/audit'
import { askedFor, filterParsers } from '@/components/console/audit/filters'
import { type AuditPage, getInstance } from '@/server/instance'
import { forOperators, readCatalog, told } from '../operator'

export const metadata: Metadata = { title: 'Audit' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const read = createLoader(filterParsers)

export default forOperators(async (operator, { searchParams }: Props) => {
  const asked = askedFor(await read(searchParams), { limit: '50' })
  const page = await told<AuditPage>(
    getInstance().reads.audit(operator, { query: new URLSearchParams(asked), address: {} }),
  )
  const { aggregates } = await readCatalog(operator)
  return (
    <Audit
      first={'value' in page ? { asked, page: page.value } : undefined}
      domains={aggregates.map(({ domain }) => domain)}
    />
  )
})
