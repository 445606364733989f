'use client'
import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type Stream, useFound } from './reading.ts'

type Props = { stream: Stream; at: number; onJump: (to: number) => void }

/** The browser's own search sees only the rows that are drawn: this one asks the server. */
export function FindInStream({ stream, at, onJump }: Props) {
  const [text, setText] = useState('')
  const [words, setWords] = useState('')
  const { data, isError } = useFound(stream, words)
  const places = words === '' ? [] : (data?.places ?? [])
  const next = places.find(place => place > at) ?? places[0]
  const previous = places.findLast(place => place < at) ?? places.at(-1)
  const here = places.indexOf(at) + 1
  const find = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== words) return setWords(text.trim())
    if (next !== undefined) onJump(next)
  }
  const button = (label: string, Icon: typeof Search, to: number | undefined) => (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && onJump(to)}
    >
      <Icon size={16} aria-hidden />
    </button>
  )
  return (
    <form className="find-in-stream" onSubmit={find}>
      <div className="search-box">
        <Search size={16} aria-hidden />
        <input
          type="search"
          data-find
          aria-label="Find in this stream"
          aria-keyshortcuts="/"
          placeholder="Find in this stream"
          maxLength={200}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <span role="status" className="find-count">
        {words === ''
          ? ''
          : isError
            ? 'Could not be searched'
            : data
              ? `${here} of ${places.length}${data.more ? '+' : ''}`
              : '…'}
      </span>
      {places.length > 0 ? button('Place before', ChevronUp, previous) : null}
      {places.length > 0 ? button('Next place', ChevronDown, next) : null}
    </form>
  )
}
