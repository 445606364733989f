import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { StreamScreen } from '@/components/console/streams/stream-screen'
import { type EventBook, getInstance } from '@/server/instance'
import { forOperators, question, type Told, told } from '../../../operator'

export const metadata: Metadata = { title: 'Stream' }
export const dynamic = 'force-dynamic'

type Asked = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ domain: string; root: string }>; searchParams: Promise<Asked> }

/** With a time and no number: the same address with both. */
const resolved = (asked: Asked, nextSequence: number) => {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const at = nextSequence === 0 ? 'start' : String(nextSequence - 1)
  return `?${new URLSearchParams({ ...Object.fromEntries(given), at })}`
}

type Declared = { readonly type: string; readonly schema: { readonly properties?: object } }
type Catalog = { readonly aggregates: readonly { readonly domain: string; readonly events: readonly Declared[] }[] }
/** Events whose schema has private parts. */
const privateIn = (catalog: Told<Catalog>, domain: string): readonly string[] =>
  ('value' in catalog ? catalog.value.aggregates : [])
    .filter(one => one.domain === domain)
    .flatMap(({ events }) => events.filter(({ schema }) => 'private' in (schema.properties ?? {})))
    .map(({ type }) => type)

export default forOperators(async (operator, { params, searchParams }: Props) => {
  const [address, asked] = await Promise.all([params, searchParams])
  const edition = typeof asked.edition === 'string' ? asked.edition : ''
  const read = (more: Readonly<Record<string, string>>) =>
    told<EventBook>(
      getInstance().reads.book(operator, {
        query: new URLSearchParams({ edition, from: '0', to: '0', ...more }),
        address,
      }),
    )
  const head = await read({})
  if ('unread' in head) notFound()
  const then = typeof asked.t === 'string' && asked.at === undefined ? await read({ asOf: asked.t }) : undefined
  if (then && 'value' in then) redirect(resolved(asked, then.value.nextSequence) as never)
  const privateTypes = privateIn(await told<Catalog>(getInstance().reads.catalog(operator, question())), address.domain)
  const stream = { domain: address.domain, root: address.root.toLowerCase(), edition }
  return <StreamScreen stream={stream} total={head.value.nextSequence} privateTypes={privateTypes} />
})
