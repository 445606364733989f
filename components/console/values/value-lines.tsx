'use client'
import { useState } from 'react'
import { whole } from '../../timeline/words.ts'
import { type Against, type Line, linesOf, type Mark } from './lines.ts'

/** A sign besides the colour, and a word for who hears it. */
export const signs: Readonly<Record<Mark, readonly [sign: string, word: string]>> = {
  added: ['+', 'added'],
  removed: ['−', 'removed'],
  changed: ['~', 'changed'],
}
const atFirst = 400

type Props = { label: string; value: unknown; against?: Against | undefined }

/** Any value as it is, one member a line, with what differs from another one marked. */
export function ValueLines({ label, value, against }: Props) {
  const [isWhole, setWhole] = useState(false)
  const lines = linesOf(value, against)
  const held = isWhole ? lines : lines.slice(0, atFirst)
  return (
    <>
      {lines.length === 0 ? <p className="text-muted">Nothing in it</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable by keyboard */}
      <ul className="value-lines" aria-label={label} tabIndex={0}>
        {held.map(line => (
          <ValueLine key={line.path} line={line} />
        ))}
      </ul>
      {held.length < lines.length ? (
        <button type="button" className="min-h-11 px-2 underline" onClick={() => setWhole(true)}>
          Show all {whole(lines.length)} lines
        </button>
      ) : null}
    </>
  )
}

function ValueLine({ line: { depth, name, text, mark } }: { line: Line }) {
  return (
    <li data-mark={mark ?? undefined} style={{ paddingInlineStart: `${depth * 14}px` }}>
      <span className="value-sign" aria-hidden={mark === null}>
        {mark ? (
          <>
            <span aria-hidden>{signs[mark][0]}</span>
            <span className="sr-only">{signs[mark][1]}</span>
          </>
        ) : null}
      </span>
      {name ? <span className="value-name">{name}</span> : null} <span className="value-text">{text}</span>
    </li>
  )
}
