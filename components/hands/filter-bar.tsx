'use client'
import { Search } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { Day, OneOf, type Option } from '../ui/one-of.tsx'
import { type Filters, isFiltered, noFilter } from './filters.ts'

type Props = {
  filters: Filters
  change: (part: Partial<Filters>) => void
  search: RefObject<HTMLInputElement | null>
  onDown: () => void
  tables: readonly Option[]
  players: readonly Option[]
}
const patience = 300

/** What is typed counts once nothing more is typed for a moment. */
const useTyped = (value: string, onRest: (text: string) => void) => {
  const [typed, setTyped] = useState({ text: value, of: value })
  const text = typed.of === value ? typed.text : value
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onRest(text), patience)
    return () => clearTimeout(timer)
  }, [text, value, onRest])
  return [text, (next: string) => setTyped({ text: next, of: value })] as const
}

/** Words, table, player, days, pot. All of it stands in the address. */
export function FilterBar({ filters, change, search, onDown, tables, players }: Props) {
  const [text, setText] = useTyped(filters.q ?? '', q => change({ q: q || null }))
  const [pot, setPot] = useTyped(filters.pot === null ? '' : String(filters.pot), typed =>
    change({ pot: /^\d{1,12}$/.test(typed) ? Number(typed) : null }),
  )
  const [isOpen, setOpen] = useState(isFiltered({ ...filters, q: null }))
  return (
    <search className="hand-filters" data-more={isOpen ? 'open' : 'closed'}>
      <label className="hand-search">
        <span className="sr-only">Search table, player, number or id</span>
        <Search size={16} aria-hidden className="absolute top-3.5 left-3 text-muted" />
        <input
          ref={search}
          type="search"
          className="field"
          placeholder="Table, player, #number"
          maxLength={100}
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={event => event.key === 'ArrowDown' && onDown()}
          aria-keyshortcuts="/"
        />
      </label>
      <button type="button" className="hand-filters-more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Fewer filters' : 'More filters'}
      </button>
      <OneOf
        label="Table"
        any="Any table"
        value={filters.table}
        options={tables}
        onChange={table => change({ table })}
      />
      <OneOf
        label="Player"
        any="Anybody"
        value={filters.player}
        options={players}
        onChange={player => change({ player })}
      />
      <Day label="From" value={filters.from} onChange={from => change({ from })} />
      <Day label="To" value={filters.to} onChange={to => change({ to })} />
      <label>
        <span>Pot from</span>
        <input
          inputMode="numeric"
          className="field"
          placeholder="0"
          maxLength={12}
          value={pot}
          onChange={event => setPot(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="min-h-11 self-end px-2 text-primary text-sm underline disabled:invisible"
        disabled={!isFiltered(filters)}
        onClick={() => change(noFilter)}
      >
        Clear filters
      </button>
    </search>
  )
}
