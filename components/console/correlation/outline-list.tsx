'use client'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { clock, whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { countOf, type Node } from './outline.ts'
import { toldOf } from './words.ts'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** The workflow as lists in lists. ↑ and ↓ go from line to line, ← and → close and open what came of one. */
export function OutlineList({ nodes }: { nodes: readonly Node[] }) {
  const list = useRef<HTMLOListElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string, close: boolean) =>
    setClosed(now => {
      const next = new Set(now)
      if (close) next.add(id)
      else next.delete(id)
      return next
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey, target } = event
    if (altKey || ctrlKey || metaKey || !(target instanceof Element)) return
    const here = target.closest('[data-line]')
    const step = steps[key]
    if (step !== undefined) {
      const lines = [...(list.current?.querySelectorAll<HTMLElement>('[data-line] > a') ?? [])]
      lines[lines.findIndex(line => line.parentElement === here) + step]?.focus()
    } else if (here instanceof HTMLElement && (key === 'ArrowLeft' || key === 'ArrowRight'))
      toggle(here.dataset.line ?? '', key === 'ArrowLeft')
    else return
    event.preventDefault()
  }
  return (
    <ol ref={list} className="workflow" aria-label="Workflow" onKeyDown={onKeyDown}>
      {nodes.map(node => (
        <Item key={node.id} node={node} closed={closed} onToggle={toggle} />
      ))}
    </ol>
  )
}

type ItemProps = {
  node: Node
  closed: ReadonlySet<string>
  onToggle: (id: string, close: boolean) => void
}

function Item({ node, closed, onToggle }: ItemProps) {
  const { id, children } = node
  const isClosed = closed.has(id)
  return (
    <li>
      <Line node={node} isClosed={isClosed} onToggle={onToggle} />
      {children.length > 0 && !isClosed ? (
        <ol>
          {children.map(child => (
            <Item key={child.id} node={child} closed={closed} onToggle={onToggle} />
          ))}
        </ol>
      ) : null}
    </li>
  )
}

function Line({ node, isClosed, onToggle }: { node: Node; isClosed: boolean; onToggle: ItemProps['onToggle'] }) {
  const { id, at, children } = node
  const { what, name, href, where, who, said, look } = toldOf(node)
  const Icon = isClosed ? ChevronRight : ChevronDown
  return (
    <div className="outline-line" data-line={id} data-what={what} data-look={look}>
      {children.length > 0 ? (
        <button
          type="button"
          aria-expanded={!isClosed}
          aria-label={`What came of ${name}`}
          onClick={() => onToggle(id, !isClosed)}
        >
          <Icon size={16} aria-hidden />
        </button>
      ) : (
        <span className="outline-leaf" aria-hidden />
      )}
      <span className="outline-what">{what}</span>
      <PageLink href={href}>{name}</PageLink>
      <span className="outline-where">
        {where} · {who}
      </span>
      {said ? <span className="outline-said">{said}</span> : null}
      {isClosed ? <span className="text-muted">{whole(countOf(children))} more below</span> : null}
      {at === null ? (
        <span className="outline-when">waits</span>
      ) : (
        <time className="outline-when" dateTime={at}>
          {clock(at)}
        </time>
      )}
    </div>
  )
}
