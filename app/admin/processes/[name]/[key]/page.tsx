import type { Metadata } from 'next'
import { Process } from '@/components/console/processes/process'
import { type EventBook, getInstance, type ProcessTold } from '@/server/instance'
import { forOperators, question, told } from '../../../operator'

export const metadata: Metadata = { title: 'Process' }
export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ name: string; key: string }> }

const mostShown = 50

export default forOperators(async (operator, { params }: Props) => {
  const { name, key } = await params
  const { reads } = getInstance()
  const one = await told<ProcessTold>(reads.processes(operator, question({ process: name, key })))
  const first = 'value' in one ? one.value : undefined
  const from = String(Math.max(0, (first?.nextSequence ?? 0) - mostShown))
  const book = first
    ? await told<EventBook>(
        reads.book(operator, { query: new URLSearchParams({ from }), address: { domain: name, root: key } }),
      )
    : undefined
  return (
    <Process key={key} name={name} id={key} first={first} book={book && 'value' in book ? book.value : undefined} />
  )
})
