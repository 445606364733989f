'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import type { Timeline as Read } from '@/server/instance'
import { useSettings } from '../../settings/settings.ts'
import type { Product } from '../../timeline/event-stream.tsx'
import type { Choice } from '../../timeline/filter-bar.tsx'
import type { Facet } from '../../timeline/inspector.tsx'
import type { Look } from '../../timeline/look.ts'
import type { Changes, Filter } from '../../timeline/question.ts'
import type { TimelinePage } from '../../timeline/stretch.ts'
import { Timeline } from '../../timeline/timeline.tsx'
import { moment, whole } from '../../timeline/words.ts'
import { correlationPath, eventPath, streamPath } from '../addresses.ts'
import { actorWords } from '../dead-letters/words.ts'
import { ColumnsButton } from './columns-button.tsx'
import { DensityStrip } from './density-strip.tsx'
import { everyEdition, logFilters } from './filters.ts'
import { lanesLook } from './lanes.tsx'
import { compactLook, jsonLook, tableLook, type View, views } from './looks.tsx'
import { ViewChoice } from './view-choice.tsx'

type Props = {
  /** Types of events by domain. */
  types: Readonly<Record<string, readonly string[]>>
  editions: readonly string[]
  first: { readonly question: string; readonly read: Read } | null
}

const looks: Readonly<Record<Exclude<View, 'table'>, (pages: readonly TimelinePage[]) => Look>> = {
  compact: () => compactLook,
  lanes: lanesLook,
  json: () => jsonLook,
}

/** All events of all streams, as they are on record. */
export function ConsoleTimeline({ types, editions, first }: Props) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('table'))
  const { logColumns } = useSettings()
  const product = useMemo<Product>(() => {
    const table = tableLook(logColumns)
    return {
      ...onRecord,
      look: view === 'table' ? () => table : looks[view],
      tools: (
        <>
          {view === 'table' ? <ColumnsButton picked={logColumns} /> : null}
          <ViewChoice view={view} onChange={chosen => void setView(chosen)} />
        </>
      ),
    }
  }, [view, setView, logColumns])
  const choicesOf = ({ domain }: Filter): readonly Choice[] => [
    { name: 'domain', label: 'Domain', all: 'Every domain', values: Object.keys(types).sort() },
    { name: 'type', label: 'Type of event', all: 'Every type', values: typesIn(types, domain) },
    {
      name: 'edition',
      label: 'Edition',
      all: 'Main',
      values: [everyEdition, ...editions],
      told: editionWords,
    },
  ]
  return (
    <div className="timeline log" data-picked={logColumns === null ? undefined : ''}>
      <h1 className="sr-only">Timeline</h1>
      <Timeline product={product} filters={logFilters} choicesOf={choicesOf} first={first} />
    </div>
  )
}

const typesIn = (types: Props['types'], domain: string | undefined) =>
  [...new Set(domain === undefined ? Object.values(types).flat() : types[domain])].sort()
/** What stands in an address need not be a moment. */
const momentWords = (text: string) => (Number.isNaN(Date.parse(text)) ? text : moment(text))
const editionWords = (edition: string) => (edition === everyEdition ? 'Main and every edition' : edition)

const facetsOf = ({ domain, root, type, correlationId, actor, edition }: TimelinePage): readonly Facet[] => [
  { name: 'root', value: root, label: 'This root' },
  { name: 'domain', value: domain, label: domain },
  { name: 'type', value: type, label: type },
  ...(correlationId === '' ? [] : [{ name: 'correlationId', value: correlationId, label: 'This workflow' }]),
  { name: 'actor', value: actor, label: `By ${actorWords(actor)}` },
  ...(edition === '' ? [] : [{ name: 'edition', value: edition, label: edition }]),
]

/** Nothing here is of any product: every domain looks alike. */
const onRecord = {
  titleOf: ({ type }: TimelinePage) => type,
  linksOf: (page: TimelinePage) => [
    { href: streamPath(page, page.sequence), label: 'Stream at this event' },
    { href: eventPath(page), label: 'Event' },
    ...(page.correlationId === '' ? [] : [{ href: correlationPath(page.correlationId), label: 'Workflow' }]),
  ],
  facetsOf,
  told: (name: string, value: string) => {
    if (name === 'since' || name === 'until') return momentWords(value)
    return name === 'edition' ? editionWords(value) : value
  },
  strip: (filter: Filter, narrow: (changes: Changes) => void) => <DensityStrip filter={filter} onNarrow={narrow} />,
  none: (head: number) => `0 of ${whole(head)} events match.`,
  nothing: (
    <>
      <p>No events yet. The first command that is accepted writes the first one.</p>
      <p>
        <code>npm run demo</code> starts with a log full of them.
      </p>
    </>
  ),
}
