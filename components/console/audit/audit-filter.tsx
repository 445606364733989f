'use client'
import { useState } from 'react'
import type { Filters } from './filters.ts'

type Props = {
  filters: Filters
  actors: readonly string[]
  domains: readonly string[]
  change: (part: Partial<Filters>) => void
}

/** By whom, what, to whom, when: all of it stands in the address. */
export function AuditFilter({ filters, actors, domains, change }: Props) {
  return (
    <search className="desk-filters">
      <OneOf label="By" any="Anybody" value={filters.actor} options={actors} onChange={actor => change({ actor })} />
      <Words label="Action or event" value={filters.action} onChange={action => change({ action })} />
      <OneOf
        label="Domain"
        any="Any domain"
        value={filters.domain}
        options={domains}
        onChange={domain => change({ domain })}
      />
      <Words label="Stream’s root" value={filters.root} onChange={root => change({ root })} />
      <Day label="From (UTC)" value={filters.from} onChange={from => change({ from })} />
      <Day label="To (UTC)" value={filters.to} onChange={to => change({ to })} />
    </search>
  )
}

type FieldProps = { label: string; value: string | null; onChange: (value: string | null) => void }

function OneOf({ label, any, value, options, onChange }: FieldProps & { any: string; options: readonly string[] }) {
  return (
    <label>
      <span>{label}</span>
      <select className="field" value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{any}</option>
        {[...new Set([...options, ...(value ? [value] : [])])].map(option => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  )
}

/** Asked for when it is typed: on Enter, or when the field is left. */
function Words({ label, value, onChange }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    if (typed !== null) onChange(typed.trim() || null)
    setTyped(null)
  }
  return (
    <label>
      <span>{label}</span>
      <input
        className="field"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? value ?? ''}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
    </label>
  )
}

function Day({ label, value, onChange }: FieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        className="field"
        type="date"
        value={value?.slice(0, 10) ?? ''}
        onChange={({ target }) => onChange(target.value || null)}
      />
    </label>
  )
}
