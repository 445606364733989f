'use client'
import { Tabs } from '@base-ui/react/tabs'
import { Lock } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { lazy, Suspense } from 'react'
import { moment } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { eventPath } from '../addresses.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { Metadata } from '../metadata.tsx'
import { RawTab } from './raw-tab.tsx'
import { type Stream, type StreamEvent, useEvents } from './reading.ts'
import { StateTab } from './state-tab.tsx'
import { perPage } from './window.ts'

type Props = {
  stream: Stream
  at: number
  total: number
  pin: string | null
  privateTypes: readonly string[]
  onPin: (pointer: string) => void
}

const CausationTab = lazy(() => import('./causation-tab.tsx').then(module => ({ default: module.CausationTab })))
const DiffTab = lazy(() => import('./diff-tab.tsx').then(({ DiffTab }) => ({ default: DiffTab })))

const tabs = ['state', 'diff', 'event', 'metadata', 'causation', 'raw'] as const
const titles = {
  state: 'State',
  diff: 'Diff',
  event: 'Event',
  metadata: 'Metadata',
  causation: 'Causation',
  raw: 'Raw',
}

/** Everything about one moment of the stream. */
export function Inspector({ stream, at, total, pin, privateTypes, onPin }: Props) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('state'))
  const { events } = useEvents(stream, at < 0 ? [] : [Math.floor(at / perPage)], total)
  const event = events.get(at)
  return (
    <Tabs.Root className="moment" value={tab} onValueChange={value => void setTab(value)}>
      <Tabs.List className="moment-tabs" aria-label="About this moment">
        {tabs.map(name => (
          <Tabs.Tab key={name} value={name}>
            {titles[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="state">
        <StateTab stream={stream} at={at} pin={pin} onPin={onPin} />
      </Tabs.Panel>
      <Tabs.Panel value="diff">
        <Suspense>
          <DiffTab stream={stream} at={at} onPin={onPin} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="event">
        {event ? (
          <EventTab stream={stream} event={event} isMasked={privateTypes.includes(event.type)} />
        ) : (
          <NoEvent at={at} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="metadata">{event ? <Metadata event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
      <Tabs.Panel value="causation">
        <Suspense>{event ? <CausationTab event={event} /> : <NoEvent at={at} />}</Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="raw">{event ? <RawTab stream={stream} event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
    </Tabs.Root>
  )
}

const NoEvent = ({ at }: { at: number }) => (
  <p className="text-muted">{at < 0 ? 'Nothing has happened yet.' : 'Reading…'}</p>
)

type EventProps = { stream: Stream; event: StreamEvent; isMasked: boolean }

function EventTab({ stream, event: { type, data, recordedAt, sequence }, isMasked }: EventProps) {
  return (
    <>
      <p className="tab-words">
        <b>{type}</b> #{sequence} · <time dateTime={recordedAt}>{moment(recordedAt)}</time> ·{' '}
        <PageLink className="desk-link" href={eventPath({ ...stream, sequence })}>
          its own page
        </PageLink>
      </p>
      {Object.keys(data).length === 0 ? <p className="text-muted">It says nothing but its name.</p> : null}
      <JsonTree label="Data" value={data} />
      {isMasked ? (
        <p className="masked">
          <Lock size={13} aria-hidden /> private: masked
        </p>
      ) : null}
    </>
  )
}
