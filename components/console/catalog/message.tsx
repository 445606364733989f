'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { PageLink } from '../../ui/page-link.tsx'
import { TabList, TabPanel } from '../../ui/tab-list.tsx'
import {
  aggregateIn,
  type Catalog,
  type Command,
  commandIn,
  type Event,
  eventIn,
  factHref,
  isFromOutside,
  sendHref,
} from './declared.ts'
import { Examples } from './examples.tsx'
import { Refusals } from './refusals.tsx'
import { SchemaTab } from './schema-tab.tsx'
import { Uses } from './uses.tsx'
import { Versions } from './versions.tsx'
import { Volume } from './volume.tsx'

type Props = { catalog: Catalog; domain: string; type: string }
const tabs = ['schema', 'versions', 'examples', 'uses', 'refusals', 'volume'] as const
const panelOf = (tab: (typeof tabs)[number]) => `about-${tab}`
const titles = {
  schema: 'Schema',
  versions: 'Versions',
  examples: 'Examples',
  uses: 'Who emits, who consumes',
  refusals: 'Refusals',
  volume: 'Volume',
}
/** Commands are refused, events are counted. */
const notOf = { command: 'volume', event: 'refusals' }

/** One command or event: what it says, what it said before, how it looks in the log, who has to do with it. */
export function Message({ catalog, domain, type }: Props) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('schema'))
  const command = commandIn(catalog, domain, type)
  const event = eventIn(catalog, domain, type)
  const declared = event ?? command
  const aggregate = aggregateIn(catalog, domain)
  if (!declared || !aggregate) return null
  const kind = event ? 'event' : 'command'
  const offered = tabs.filter(name => name !== notOf[kind])
  const shown = offered.includes(tab) ? tab : 'schema'
  return (
    <article className="catalog-message">
      <header className="desk-head">
        <h1>
          <span className="text-muted">{domain} / </span>
          {type}
        </h1>
        {command ? <SendLink domain={domain} command={command} /> : null}
        {event?.fact ? (
          <PageLink href={factHref({ domain, event: type })} className="desk-link">
            Record this fact…
          </PageLink>
        ) : null}
      </header>
      <p className="desk-facts">
        {command ? <CommandFacts command={command} /> : null}
        {event ? <EventFacts event={event} /> : null}
        {aggregate.isWorkflow ? <span>its root is its workflow</span> : null}
      </p>
      <div className="moment">
        <TabList
          label={`About ${type}`}
          className="moment-tabs"
          tabs={offered.map(name => [name, titles[name]])}
          shown={shown}
          idOf={panelOf}
          onChange={name => void setTab(name)}
        />
        <TabPanel id={panelOf(shown)}>
          {shown === 'schema' ? <SchemaTab message={declared} /> : null}
          {shown === 'versions' ? <Versions event={event} /> : null}
          {shown === 'examples' ? <Examples domain={domain} type={type} kind={kind} /> : null}
          {shown === 'uses' ? <Uses catalog={catalog} domain={domain} type={type} /> : null}
          {shown === 'refusals' ? <Refusals aggregate={aggregate} /> : null}
          {shown === 'volume' ? <Volume domain={domain} type={type} /> : null}
        </TabPanel>
      </div>
    </article>
  )
}

function SendLink({ domain, command }: { domain: string; command: Command }) {
  if (!isFromOutside(command)) return <span className="text-muted">Only the engine sends it.</span>
  return (
    <PageLink href={sendHref({ domain, command: command.type })} className="desk-link">
      Send this command…
    </PageLink>
  )
}

function CommandFacts({ command: { by, merge, lookups, undo, personal } }: { command: Command }) {
  return (
    <>
      <span className="status-chip">Command</span>
      <span>sent by {by.join(', ')}</span>
      <span>merge {merge}</span>
      {lookups ? <span>looks other states up</span> : null}
      {undo ? <span>can be undone</span> : null}
      {personal.length > 0 ? <span>personal: {personal.join(', ')}</span> : null}
    </>
  )
}

function EventFacts({ event: { fact, version, personal, consumers } }: { event: Event }) {
  return (
    <>
      <span className="status-chip">{fact ? 'Fact' : 'Event'}</span>
      <span>version {version}</span>
      {consumers.length === 0 ? <span className="text-warn">taken in by nobody</span> : null}
      {personal.length > 0 ? <span>personal: {personal.join(', ')}</span> : null}
    </>
  )
}
