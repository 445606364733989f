'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import type { ShownDeadLetter } from '@/server/instance'
import { TabList } from '../../ui/tab-list.tsx'
import { diffOf, marksOf } from '../json/diff.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { Between } from './between.tsx'
import { payloadOf } from './words.ts'

const tabs = ['between', 'now', 'command', 'assumed'] as const
type Tab = (typeof tabs)[number]
const paneOf = (tab: Tab) => `pane-${tab}`

/** Side by side where there is room; on a phone one at a time, what happened in between first. */
export function Panes({ letter }: { letter: ShownDeadLetter }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('between'))
  const { states, since, event } = letter
  const { command, sequence, leftOut } = payloadOf(letter)
  const assumed = states.expected
  const marks = assumed !== null && since ? { marks: marksOf(diffOf(assumed, since.state)) } : {}
  const shown: Readonly<Record<Tab, readonly [title: string, content: ReactNode]>> = {
    between: ['Between', <Between key="between" letter={letter} />],
    now: [
      since ? `State now #${since.nextSequence - 1}` : 'State now',
      since ? (
        <JsonTree key="now" label="State now" value={since.state} {...marks} />
      ) : (
        <p key="now">Its stream cannot be read today.</p>
      ),
    ],
    command: [
      event ? 'Event' : 'Command as sent',
      event || command ? (
        <JsonTree
          key="command"
          label={event ? 'Event' : 'Command as sent'}
          value={event ? event.data : withoutType(command)}
        />
      ) : (
        <p key="command">It could not be kept: {leftOut ?? 'it is not there.'}</p>
      ),
    ],
    assumed: [
      sequence === null || sequence === 0 ? 'State it assumed' : `State it assumed #${sequence - 1}`,
      assumed === null ? (
        <p key="assumed">It did not say what it had seen.</p>
      ) : (
        <JsonTree key="assumed" label="State it assumed" value={assumed} {...marks} />
      ),
    ],
  }
  return (
    <div className="panes">
      <TabList
        label="What to look at"
        className="pane-tabs"
        tabs={tabs.map(one => [one, shown[one][0]])}
        shown={tab}
        idOf={paneOf}
        onChange={one => void setTab(one)}
      />
      {tabs.map(one => (
        <section
          key={one}
          id={paneOf(one)}
          className="pane"
          data-pane={one}
          data-shown={one === tab}
          aria-labelledby={`pane-title-${one}`}
        >
          <h2 id={`pane-title-${one}`}>{shown[one][0]}</h2>
          {shown[one][1]}
        </section>
      ))}
    </div>
  )
}

const withoutType = ({ type: _, ...data }: { readonly type?: string } = {}) => data
