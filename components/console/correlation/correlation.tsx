'use client'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import type { Workflow } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { outlineOf } from './outline.ts'
import { OutlineList } from './outline-list.tsx'

const Graph = dynamic(() => import('./graph.tsx').then(({ Graph: Picture }) => Picture), {
  loading: () => <p className="text-muted">Drawing…</p>,
})
const views = ['outline', 'graph'] as const
const titles = { outline: 'Outline', graph: 'Graph' } as const

/** One workflow: whatever was sent, happened, was refused, or waits under one correlation id, by what caused what. */
export function Correlation({ workflow }: { workflow: Workflow }) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('outline'))
  const nodes = useMemo(() => outlineOf(workflow), [workflow])
  return (
    <div className="desk correlation">
      <div className="desk-head">
        <h1>
          Workflow <span className="workflow-id">{workflow.id}</span>
        </h1>
        <fieldset className="desk-choice">
          <legend className="sr-only">View</legend>
          {views.map(name => (
            <button key={name} type="button" aria-pressed={name === view} onClick={() => void setView(name)}>
              {titles[name]}
            </button>
          ))}
        </fieldset>
      </div>
      <p className="desk-facts">
        {countsOf(workflow).map(words => (
          <span key={words}>{words}</span>
        ))}
        <PageLink className="desk-link" href={`/admin/timeline?correlationId=${encodeURIComponent(workflow.id)}`}>
          Its events in the timeline
        </PageLink>
      </p>
      {workflow.truncated ? (
        <p role="alert" className="text-warn">
          There is more of it: 500 commands and 500 events are told at most. The timeline has all events.
        </p>
      ) : null}
      {view === 'graph' ? <Graph nodes={nodes} /> : <OutlineList nodes={nodes} />}
    </div>
  )
}

const counted = (count: number, one: string, many = `${one}s`) =>
  count === 0 ? [] : [`${whole(count)} ${count === 1 ? one : many}`]
const countsOf = ({ commands, events, facts, rejections, timeouts, deadLetters }: Workflow): readonly string[] => [
  ...counted(commands.length, 'command'),
  ...counted(rejections.length, 'of them refused', 'of them refused'),
  ...counted(events.length, 'event'),
  ...counted(facts.length, 'of them a fact', 'of them facts'),
  ...counted(timeouts.length, 'timeout that waits', 'timeouts that wait'),
  ...counted(deadLetters.length, 'dead letter'),
]
