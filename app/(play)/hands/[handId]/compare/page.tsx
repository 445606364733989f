import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Compare } from '@/components/branches/compare'
import { readVisitor } from '../../../visitor.ts'

type Asked = string | string[] | undefined
type Props = { params: Promise<{ handId: string }>; searchParams: Promise<{ edition?: Asked; vs?: Asked }> }

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Compare' }

/** The name of an edition; main has none, and may be called by its name. */
const editionIn = (asked: Asked): string | undefined => {
  if (asked === undefined || asked === 'main') return ''
  return typeof asked === 'string' ? asked : undefined
}

export default async function ComparePage({ params, searchParams }: Props) {
  const { handId } = await params
  const { edition, vs } = await searchParams
  const { queries, caller } = await readVisitor()
  const read = async (asked: Asked) => {
    const name = editionIn(asked)
    return name === undefined ? undefined : queries.hand(caller, handId, name)
  }
  const [left, right] = await Promise.all([read(vs), read(edition)])
  if (!left || !right) notFound()
  const branches = await queries.branches(caller, right.hand)
  return <Compare left={left} right={right} asker={{ kind: caller.kind, branches }} />
}
