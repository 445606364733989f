import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Replay } from '@/components/replay/replay'
import { readVisitor } from '../../visitor.ts'

type Props = { params: Promise<{ handId: string }>; searchParams: Promise<{ edition?: string | string[] }> }

export const dynamic = 'force-dynamic'

const read = cache(async (handId: string, edition: string) => {
  const { queries, caller } = await readVisitor()
  return queries.hand(caller, handId, edition)
})
const historyOf = async ({ params, searchParams }: Props) => {
  const { edition = '' } = await searchParams
  return typeof edition === 'string' ? read((await params).handId, edition) : undefined
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const history = await historyOf(props)
  return { title: history ? `Hand ${history.number} · ${history.setting.name}` : 'Not found' }
}

export default async function HandPage(props: Props) {
  const history = await historyOf(props)
  if (!history) notFound()
  const { caller, queries } = await readVisitor()
  const branches = await queries.branches(caller, history.hand)
  return <Replay history={history} asker={{ kind: caller.kind, branches }} />
}
