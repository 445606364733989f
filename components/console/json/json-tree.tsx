'use client'
import { ChevronDown, ChevronRight, Pin } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type Kind, signOf } from './diff.ts'
import { type Line, linesOf, type Toggled } from './tree.ts'

type Props = {
  label: string
  value: unknown
  marks?: ReadonlyMap<string, Kind>
  pin?: string | null
  onPin?: (pointer: string) => void
}

/** So many lines are drawn at once. */
const most = 400
const none: ReadonlyMap<string, Kind> = new Map()

/** A value, line by line: branches open and close, what changed is marked, any line can be pinned. */
export function JsonTree({ label, value, marks = none, pin = null, onPin }: Props) {
  const [toggled, setToggled] = useState<Toggled>(new Set())
  const [all, setAll] = useState(false)
  const lines = useMemo(() => linesOf(value, toggled), [value, toggled])
  const toggle = (pointer: string) =>
    setToggled(now => {
      const next = new Set(now)
      if (!next.delete(pointer)) next.add(pointer)
      return next
    })
  return (
    <>
      <ul className="json-tree" aria-label={label}>
        {(all ? lines : lines.slice(0, most)).map(line => (
          <TreeLine
            key={line.pointer}
            line={line}
            mark={marks.get(line.pointer)}
            pinned={line.pointer === pin}
            onToggle={toggle}
            onPin={onPin}
          />
        ))}
      </ul>
      {lines.length > most && !all ? (
        <button type="button" className="underline" onClick={() => setAll(true)}>
          {lines.length - most} more lines
        </button>
      ) : null}
    </>
  )
}

type LineProps = {
  line: Line
  mark: Kind | undefined
  pinned: boolean
  onToggle: (pointer: string) => void
  onPin: Props['onPin']
}

function TreeLine({ line: { pointer, depth, name, text, kind, isOpen }, mark, pinned, onToggle, onPin }: LineProps) {
  const Arrow = isOpen ? ChevronDown : ChevronRight
  return (
    <li style={{ paddingLeft: depth * 14 }} data-mark={mark}>
      <span className="json-sign">
        {mark ? (
          <>
            <span aria-hidden>{signOf[mark]}</span>
            <span className="sr-only">{mark}: </span>
          </>
        ) : null}
      </span>
      {kind === 'branch' ? (
        <button type="button" className="json-branch" aria-expanded={isOpen} onClick={() => onToggle(pointer)}>
          <Arrow size={14} aria-hidden /> {name} <span className="text-muted">{text}</span>
        </button>
      ) : (
        <span className="json-leaf">
          {name ? `${name} ` : ''}
          <span data-kind={kind}>{text}</span>
        </span>
      )}
      {onPin ? (
        <button
          type="button"
          className="json-pin"
          aria-label={`Pin ${pointer}`}
          aria-pressed={pinned}
          onClick={() => onPin(pointer)}
        >
          <Pin size={13} aria-hidden />
        </button>
      ) : null}
    </li>
  )
}
