'use client'
import { Tabs } from '@base-ui/react/tabs'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { moment } from '../../timeline/words.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { CausationTab } from './causation-tab.tsx'
import { DiffTab } from './diff-tab.tsx'
import { type Stream, type StreamEvent, useEvents } from './reading.ts'
import { StateTab } from './state-tab.tsx'
import { perPage } from './window.ts'

type Props = { stream: Stream; at: number; total: number; pin: string | null; onPin: (pointer: string) => void }

const tabs = ['state', 'diff', 'event', 'metadata', 'causation', 'raw'] as const
const titles = {
  state: 'State',
  diff: 'Diff',
  event: 'Event',
  metadata: 'Metadata',
  causation: 'Causation',
  raw: 'Raw',
}
const longest = 64_000

/** Everything about one moment of the stream. */
export function Inspector({ stream, at, total, pin, onPin }: Props) {
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
        <DiffTab stream={stream} at={at} pin={pin} onPin={onPin} />
      </Tabs.Panel>
      <Tabs.Panel value="event">{event ? <EventTab event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
      <Tabs.Panel value="metadata">{event ? <Metadata event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
      <Tabs.Panel value="causation">{event ? <CausationTab event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
      <Tabs.Panel value="raw">{event ? <Raw event={event} /> : <NoEvent at={at} />}</Tabs.Panel>
    </Tabs.Root>
  )
}

const NoEvent = ({ at }: { at: number }) => (
  <p className="text-muted">{at < 0 ? 'Nothing has happened yet.' : 'Reading…'}</p>
)

function EventTab({ event: { type, data, recordedAt, sequence } }: { event: StreamEvent }) {
  return (
    <>
      <p className="tab-words">
        <b>{type}</b> #{sequence} · <time dateTime={recordedAt}>{moment(recordedAt)}</time>
      </p>
      {Object.keys(data).length === 0 ? <p className="text-muted">It says nothing but its name.</p> : null}
      <JsonTree label="Data" value={data} />
    </>
  )
}

function Metadata({ event: { data: _, ...rest } }: { event: StreamEvent }) {
  return (
    <dl className="metadata">
      {Object.entries(rest).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? '–' : String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the server says of the event, as it says it: in today's version, and without what is not for operators. */
function Raw({ event }: { event: StreamEvent }) {
  const text = JSON.stringify(event, null, 2)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable by keyboard
    <pre tabIndex={0} className="raw">
      {text.length > longest ? `${text.slice(0, longest)}\n… ${text.length - longest} more` : text}
    </pre>
  )
}
