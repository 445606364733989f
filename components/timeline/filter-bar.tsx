'use client'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { Changes, Filter } from './question.ts'
import { shortened } from './words.ts'

/** A filter with few values: a list to choose from. */
export type Choice = {
  readonly name: string
  readonly label: string
  /** What it says while nothing is chosen. */
  readonly all: string
  readonly values: readonly string[]
  readonly told?: (value: string) => string
}
type Props = {
  filter: Filter
  choices: readonly Choice[]
  /** In words, for a chip: the name of the table rather than its id. */
  told: (name: string, value: string) => string
  onChange: (changes: Changes) => void
}

/** What is asked for: words to look for, what can be chosen from a list, and a chip for whatever narrows the list. */
export function FilterBar({ filter, choices, told, onChange }: Props) {
  const [words, setWords] = useState(filter.q ?? '')
  const search = (event: FormEvent) => {
    event.preventDefault()
    onChange({ q: words.trim() || null })
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
      {choices.map(({ name, label, all, values, told: say = same }) => (
        <select
          key={name}
          className="field type-field"
          aria-label={label}
          value={filter[name] ?? ''}
          onChange={({ target }) => onChange({ [name]: target.value || null })}
        >
          <option value="">{all}</option>
          {withChosen(values, filter[name]).map(value => (
            <option key={value} value={value}>
              {say(value)}
            </option>
          ))}
        </select>
      ))}
      <Chips filter={filter} told={told} onChange={onChange} />
    </div>
  )
}

const same = (value: string) => value
/** Ids are cut, words are not. */
const saidOf = (words: string, value: string) => (words === value ? shortened(value) : words)
/** What stands in the address is shown, though nobody would have offered it. */
const withChosen = (values: readonly string[], chosen: string | undefined) =>
  chosen === undefined || values.includes(chosen) ? values : [...values, chosen]

export function Chips({ filter, told, onChange }: Pick<Props, 'filter' | 'told' | 'onChange'>) {
  return (
    <ul className="chips" aria-label="Filters">
      {Object.entries(filter).map(([name, value]) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onChange({ [name]: null })}
            aria-label={`Remove the filter ${name} ${told(name, value)}`}
          >
            <span className="text-muted">{name === 'q' ? 'with' : name}</span> {saidOf(told(name, value), value)}
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
