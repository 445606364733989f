import type { Metadata } from 'next'
import { ConsumerList } from '@/components/console/catalog/consumer-list'
import { outlineOf } from '@/components/console/catalog/declared'
import { forOperators, readCatalog } from '../operator'

export const metadata: Metadata = { title: 'Catalog' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default forOperators(async (operator, { searchParams }: Props) => {
  const { consumer } = await searchParams
  const name = typeof consumer === 'string' ? consumer : undefined
  return (
    <>
      <h1>{name ?? 'Catalog'}</h1>
      {name === undefined ? (
        <p className="text-muted">What may be asked, what may happen, and who takes it in.</p>
      ) : null}
      <ConsumerList catalog={outlineOf(await readCatalog(operator))} name={name} />
    </>
  )
})
