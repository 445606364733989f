'use client'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { Filter } from './question.ts'
import { shortened } from './words.ts'

type Props = {
  filter: Filter
  types: readonly string[]
  /** In words, for a chip: the name of the table rather than its id. */
  told: (name: string, value: string) => string
  onChange: (name: string, value: string | null) => void
}

/** What is asked for: words to look for, one type of event, and a chip for whatever narrows the list. */
export function FilterBar({ filter, types, told, onChange }: Props) {
  const [words, setWords] = useState(filter.q ?? '')
  const search = (event: FormEvent) => {
    event.preventDefault()
    onChange('q', words.trim() || null)
  }
  return (
    <div className="filter-bar">
      <form onSubmit={search} className="flex gap-2">
        <input
          type="search"
          className="field"
          placeholder="Find words, names, ids"
          aria-label="Find in events"
          maxLength={200}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Button type="submit" className="px-3">
          Find
        </Button>
      </form>
      <select
        className="field type-field"
        aria-label="Type of event"
        value={filter.type ?? ''}
        onChange={({ target }) => onChange('type', target.value || null)}
      >
        <option value="">Every type</option>
        {types.map(type => (
          <option key={type}>{type}</option>
        ))}
      </select>
      <Chips filter={filter} told={told} onChange={onChange} />
    </div>
  )
}

export function Chips({ filter, told, onChange }: Pick<Props, 'filter' | 'told' | 'onChange'>) {
  return (
    <ul className="chips" aria-label="Filters">
      {Object.entries(filter).map(([name, value]) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onChange(name, null)}
            aria-label={`Remove the filter ${name} ${told(name, value)}`}
          >
            <span className="text-muted">{name === 'q' ? 'with' : name}</span> {shortened(told(name, value))}
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
