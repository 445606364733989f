import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { askedFor, snapshotFilters } from '@/components/console/snapshots/filters'
import { Snapshots } from '@/components/console/snapshots/snapshots'
import { getInstance, type SnapshotsPage } from '@/server/instance'
import { forOperators, told } from '../operator'

export const metadata: Metadata = { title: 'Snapshots' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const load = createLoader(snapshotFilters)

export default forOperators(async (operator, { searchParams }: Props) => {
  const asked = askedFor(await load(searchParams))
  if (asked === undefined) return <Snapshots first={undefined} />
  const page = await told<SnapshotsPage>(
    getInstance().reads.snapshots(operator, { query: new URLSearchParams(asked), address: {} }),
  )
  return <Snapshots first={'value' in page ? { asked, page: page.value } : undefined} />
})
