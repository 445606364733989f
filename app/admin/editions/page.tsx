import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { Editions } from '@/components/console/editions/editions'
import { askedFor, editionFilters } from '@/components/console/editions/filters'
import type { Page } from '@/components/console/use-pages'
import type { EditionRow } from '@/engine/edition'
import { getInstance } from '@/server/instance'
import { forOperators, question, told } from '../operator'

export const metadata: Metadata = { title: 'Editions' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(editionFilters)

type Catalog = { readonly aggregates: readonly { readonly domain: string }[] }

export default forOperators(async (operator, { searchParams }: Props) => {
  const asked = askedFor(await load(searchParams))
  const { reads } = getInstance()
  const [page, catalog] = await Promise.all([
    told<Page<EditionRow>>(reads.editions(operator, { query: new URLSearchParams(asked), address: {} })),
    told<Catalog>(reads.catalog(operator, question())),
  ])
  const domains = 'value' in catalog ? catalog.value.aggregates.map(({ domain }) => domain).sort() : []
  return <Editions first={'value' in page ? { asked, page: page.value } : undefined} domains={domains} />
})
