import type { Metadata } from 'next'
import { commandIn, eventIn, outlineOf } from '@/components/console/catalog/declared'
import { Message } from '@/components/console/catalog/message'
import { Unread } from '@/components/console/unread'
import { forOperators, readCatalog } from '../../../operator'

export const metadata: Metadata = { title: 'Catalog' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ domain: string; type: string }> }

export default forOperators(async (operator, { params }: Props) => {
  const { domain, type } = await params
  const catalog = await readCatalog(operator)
  if (!commandIn(catalog, domain, type) && !eventIn(catalog, domain, type))
    return <Unread what={`${domain}/${type}`} why="Nothing is declared under this name." back="/admin/catalog" />
  return (
    <Message key={`${domain}/${type}`} catalog={outlineOf(catalog, { domain, type })} domain={domain} type={type} />
  )
})
