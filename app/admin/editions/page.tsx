import type { Metadata } from 'next'
import { Editions, type EditionsPage } from '@/components/console/editions/editions'
import { getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Editions' }
export const dynamic = 'force-dynamic'

type Catalog = { readonly aggregates: readonly { readonly domain: string }[] }

export default forOperators(async operator => {
  const { reads } = getInstance()
  const [page, catalog] = await Promise.all([
    told<EditionsPage>(reads.editions(operator, question({ limit: '100' }))),
    told<Catalog>(reads.catalog(operator, question())),
  ])
  const domains = 'value' in catalog ? catalog.value.aggregates.map(({ domain }) => domain).sort() : []
  return <Editions first={'value' in page ? page.value : undefined} domains={domains} />
})
