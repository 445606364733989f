import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { correlationPath, eventPath } from '@/components/console/addresses'
import { Found, type FoundThing } from '@/components/console/shell/found'
import { everyEdition } from '@/components/console/timeline/filters'
import type { StreamSummary } from '@/engine/ports'
import { type Caller, getInstance, type Timeline } from '@/server/instance'
import { forOperators, question, type Told, told } from '../operator'

export const metadata: Metadata = { title: 'Find' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<{ id?: string | string[] }> }

const nothing: Timeline = { pages: [], next: null, head: 0 }
const thingOf = (page: Timeline['pages'][number]): FoundThing => ({
  kind: 'event',
  words: `${page.type} #${page.sequence} of ${page.domain}`,
  href: eventPath(page),
})
const valueOr = <T,>(read: Told<T>, other: T): T => ('value' in read ? read.value : other)

/** A plain number is a position of the log. */
const isPosition = (id: string) => /^\d{1,15}$/.test(id)
const lookAt = async (operator: Caller, position: number): Promise<readonly FoundThing[]> => {
  const asked = question({ after: String(position - 1), edition: everyEdition, limit: '1' })
  const { pages } = valueOr(await told<Timeline>(getInstance().reads.timeline(operator, asked)), nothing)
  return pages.filter(page => page.position === position).map(thingOf)
}

/** Everything that an id may name. */
const look = async (operator: Caller, id: string): Promise<readonly FoundThing[]> => {
  const { reads } = getInstance()
  const [streams, events, workflow, letter] = await Promise.all([
    told<{ streams: readonly StreamSummary[] }>(reads.streams(operator, question({ search: id }))),
    told<Timeline>(reads.timeline(operator, question({ eventId: id, edition: everyEdition, limit: '1' }))),
    told<object>(reads.correlation(operator, { ...question(), address: { id } })),
    told<object>(reads.deadLetter(operator, { ...question(), address: { id } })),
  ])
  const event = valueOr(events, nothing).pages[0]
  return [
    ...('value' in letter ? [{ kind: 'dead letter', words: id, href: `/admin/dead-letters/${id}` }] : []),
    ...(event ? [thingOf(event)] : []),
    ...valueOr(streams, { streams: [] }).streams.map(({ domain, root, nextSequence }) => ({
      kind: 'stream',
      words: `${domain} · ${nextSequence} events`,
      href: `/admin/streams/${domain}/${root}`,
    })),
    ...('value' in workflow ? [{ kind: 'workflow', words: id, href: correlationPath(id) }] : []),
  ]
}

export default forOperators(async (operator, { searchParams }: Props) => {
  const { id = '' } = await searchParams
  const asked = (typeof id === 'string' ? id : '').trim().toLowerCase().slice(0, 128)
  const things =
    asked === '' ? [] : isPosition(asked) ? await lookAt(operator, Number(asked)) : await look(operator, asked)
  const [only, ...others] = things
  if (only && others.length === 0) redirect(only.href as never)
  return <Found id={asked} things={things} />
})
