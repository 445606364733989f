'use client'
import { Lock } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { lazy, Suspense } from 'react'
import { moment } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { TabList, TabPanel } from '../../ui/tab-list.tsx'
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
type Tab = (typeof tabs)[number]
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
    <div className="moment">
      <TabList
        label="About this moment"
        className="moment-tabs"
        tabs={tabs.map(name => [name, titles[name]])}
        shown={tab}
        idOf={panelOf}
        onChange={name => void setTab(name)}
      />
      <TabPanel id={panelOf(tab)}>
        <Suspense>
          {tab === 'state' ? <StateTab stream={stream} at={at} pin={pin} onPin={onPin} /> : null}
          {tab === 'diff' ? <DiffTab stream={stream} at={at} onPin={onPin} /> : null}
          {tab === 'state' || tab === 'diff' ? null : event ? (
            <OfEvent tab={tab} stream={stream} event={event} isMasked={privateTypes.includes(event.type)} />
          ) : (
            <p className="text-muted">{at < 0 ? 'Nothing has happened yet.' : 'Reading…'}</p>
          )}
        </Suspense>
      </TabPanel>
    </div>
  )
}

const panelOf = (tab: Tab) => `about-${tab}`

function OfEvent({ tab, ...given }: EventProps & { tab: Exclude<Tab, 'state' | 'diff'> }) {
  if (tab === 'event') return <EventTab {...given} />
  if (tab === 'metadata') return <Metadata event={given.event} />
  return tab === 'causation' ? <CausationTab event={given.event} /> : <RawTab {...given} />
}

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
