'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { ShownDeadLetter } from '@/server/instance'
import { diffOf, marksOf } from '../json/diff.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { Between } from './between.tsx'
import { payloadOf } from './words.ts'

const tabs = ['between', 'now', 'command', 'assumed'] as const
type Tab = (typeof tabs)[number]

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
      <Tabs tab={tab} titles={tabs.map(one => [one, shown[one][0]])} onChange={one => void setTab(one)} />
      {tabs.map(one => (
        <section
          key={one}
          id={`pane-${one}`}
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

type TabsProps = { tab: Tab; titles: readonly (readonly [Tab, string])[]; onChange: (tab: Tab) => void }

function Tabs({ tab, titles, onChange }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const step = ({ key }: KeyboardEvent) => {
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]
    if (by === 0 || !next) return
    onChange(next)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label="What to look at" className="pane-tabs">
      {titles.map(([one, title]) => (
        <button
          key={one}
          type="button"
          role="tab"
          data-tab={one}
          aria-selected={one === tab}
          aria-controls={`pane-${one}`}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onChange(one)}
          onKeyDown={step}
        >
          {title}
        </button>
      ))}
    </div>
  )
}
