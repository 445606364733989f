'use client'
import { X } from 'lucide-react'
import type { DeadLetterGroup } from '@/engine/dead-letter-rows'
import { shortened } from '../../timeline/words.ts'
import { Day, OneOf, type Option } from '../../ui/one-of.tsx'
import { type Filters, reasons, statuses } from './filters.ts'
import { reasonWords, statusWords } from './words.ts'

type Props = { filters: Filters; groups: readonly DeadLetterGroup[]; change: (part: Partial<Filters>) => void }

const distinct = (values: readonly string[]): readonly Option[] =>
  [...new Set(values)].sort().map(value => [value, value])

/** All of it stands in the address; what no field offers is a chip that can be taken away. */
export function FilterBar({ filters, groups, change }: Props) {
  const domains = distinct(groups.map(({ subject }) => subject.split('/')[0] ?? ''))
  const components = distinct(groups.map(({ consumer }) => consumer))
  return (
    <search className="desk-filters">
      <OneOf
        label="Status"
        any="Any status"
        value={filters.status}
        options={statuses.map(one => [one, statusWords[one] ?? one])}
        onChange={status => change({ status })}
      />
      <OneOf
        label="Reason"
        any="Any reason"
        value={filters.reason}
        options={reasons.map(one => [one, reasonWords[one]])}
        onChange={reason => change({ reason })}
      />
      <OneOf
        label="Domain"
        any="Any domain"
        value={filters.domain}
        options={domains}
        onChange={domain => change({ domain })}
      />
      <OneOf
        label="Component"
        any="Any component"
        value={filters.component}
        options={components}
        onChange={component => change({ component })}
      />
      <Day label="From (UTC)" value={filters.from} onChange={from => change({ from })} />
      <Day label="To (UTC)" value={filters.to} onChange={to => change({ to })} />
      <div className="chips">
        {(['fingerprint', 'correlationId'] as const).map(name => (
          <Chip key={name} name={name} value={filters[name]} onRemove={() => change({ [name]: null })} />
        ))}
      </div>
    </search>
  )
}

function Chip({ name, value, onRemove }: { name: string; value: string | null; onRemove: () => void }) {
  if (!value) return null
  return (
    <button type="button" onClick={onRemove} aria-label={`Remove the filter ${name} ${value}`}>
      <span className="text-muted">{name === 'correlationId' ? 'workflow' : 'kind'}</span> {shortened(value)}
      <X size={14} aria-hidden />
    </button>
  )
}
