'use client'
import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { clock, whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { type Box, boxHeight, boxWidth, drawn, kinOf } from './layout.ts'
import { countOf, firstOf, type Node } from './outline.ts'
import { toldOf } from './words.ts'

const most = 300
const [smallest, largest] = [0.3, 1.5]

/** The workflow as a picture: what came of what, from left to right. It is scrolled as a page is, and zoomed by + − 0. */
export function Graph({ nodes }: { nodes: readonly Node[] }) {
  const view = useRef<HTMLElement>(null)
  const [scale, setScale] = useState(1)
  const [lit, setLit] = useState<string | null>(null)
  const total = countOf(nodes)
  const shown = useMemo(() => firstOf(nodes, most), [nodes])
  const { boxes, edges, width, height } = useMemo(() => drawn(shown), [shown])
  const kin = useMemo(() => (lit === null ? null : kinOf(shown, lit)), [shown, lit])
  const zoom = (by: number) => setScale(now => Math.min(largest, Math.max(smallest, now * by)))
  const showAll = () => {
    const { clientWidth = width, clientHeight = height } = view.current ?? {}
    setScale(Math.min(1, Math.max(smallest, Math.min(clientWidth / (width + 32), clientHeight / (height + 32)))))
  }
  const onKeyDown = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
    if (altKey || ctrlKey || metaKey) return
    if (key === '+' || key === '=') zoom(1.25)
    if (key === '-') zoom(0.8)
    if (key === '0') showAll()
  }
  const look = (id: string) => (kin === null ? undefined : kin.has(id) ? 'kin' : 'other')
  return (
    <>
      <GraphBar
        words={
          total > most
            ? `The first ${whole(most)} of ${whole(total)}; ${whole(total - most)} later ones are left out. The outline has them.`
            : `${whole(total)} things, each to the right of what it came of.`
        }
        onZoom={zoom}
        onAll={showAll}
      />
      <section
        ref={view}
        className="graph"
        aria-label="Graph"
        aria-keyshortcuts="+ - 0"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ width: width * scale, height: height * scale }}>
          <div className="graph-sheet" style={{ width, height, transform: `scale(${scale})` }}>
            <svg width={width} height={height} aria-hidden="true">
              {edges.map(({ from, to }) => (
                <path key={to.node.id} d={curve(from, to)} data-kin={look(to.node.id)} />
              ))}
            </svg>
            {boxes.map(box => (
              <GraphBox key={box.node.id} box={box} kin={look(box.node.id)} onLight={setLit} />
            ))}
          </div>
        </div>
      </section>
    </>
  )
}

type BarProps = { words: string; onZoom: (by: number) => void; onAll: () => void }

function GraphBar({ words, onZoom, onAll }: BarProps) {
  const button = (label: string, Icon: typeof Plus, onClick: () => void) => (
    <button type="button" className="icon-button" aria-label={label} onClick={onClick}>
      <Icon size={18} aria-hidden />
    </button>
  )
  return (
    <div className="graph-bar">
      <p className="text-muted">{words}</p>
      {button('Smaller', Minus, () => onZoom(0.8))}
      {button('Larger', Plus, () => onZoom(1.25))}
      {button('All of it', Maximize, onAll)}
    </div>
  )
}

const curve = (from: Box, to: Box) => {
  const [x, y] = [from.x + boxWidth, from.y + boxHeight / 2]
  const [toX, toY] = [to.x, to.y + boxHeight / 2]
  return `M${x} ${y} C${(x + toX) / 2} ${y} ${(x + toX) / 2} ${toY} ${toX} ${toY}`
}

type BoxProps = { box: Box; kin: 'kin' | 'other' | undefined; onLight: (id: string | null) => void }

function GraphBox({ box: { node, x, y }, kin, onLight }: BoxProps) {
  const { what, name, href, where, said, look } = toldOf(node)
  const { id, at } = node
  return (
    <PageLink
      href={href}
      className="graph-box"
      style={{ left: x, top: y, width: boxWidth, height: boxHeight }}
      data-what={what}
      data-look={look}
      data-kin={kin}
      aria-label={`${what} ${name} ${where}${said ? `, ${said}` : ''}`}
      title={said || where}
      onMouseEnter={() => onLight(id)}
      onMouseLeave={() => onLight(null)}
      onFocus={() => onLight(id)}
      onBlur={() => onLight(null)}
    >
      <b>{name}</b>
      <span>
        {look === 'refused' ? 'refused' : what} · {at === null ? 'waits' : clock(at)}
      </span>
    </PageLink>
  )
}
