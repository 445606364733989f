'use client'
import { useQueryStates } from 'nuqs'
import { OneOf } from '../../ui/one-of.tsx'
import { ReadFailed } from '../listing.tsx'
import { askedFor, processFilters } from './filters.ts'
import { ProcessList } from './process-list.tsx'
import { Sagas } from './sagas.tsx'
import { type FirstProcesses, useProcesses } from './use-processes.ts'
import { statuses, statusWords } from './words.ts'

/** Instances of process managers, those first that do not go on by themselves; then the sagas, which keep nothing. */
export function Processes({ first }: { first: FirstProcesses | undefined }) {
  const [filters, setFilters] = useQueryStates(processFilters)
  const list = useProcesses(askedFor(filters), first)
  const { newest } = list
  return (
    <div className="desk">
      <h1>Processes</h1>
      <search className="desk-filters">
        <OneOf
          label="Process manager"
          any="Every one"
          value={filters.process || null}
          options={newest?.processes.map(name => [name, name]) ?? []}
          onChange={process => void setFilters({ process }, { history: 'push' })}
        />
        <OneOf
          label="Status"
          any="Any status"
          value={filters.status}
          options={statuses.map(status => [status, statusWords[status]])}
          onChange={chosen =>
            void setFilters({ status: statuses.find(one => one === chosen) ?? null }, { history: 'push' })
          }
        />
        <label>
          <span>Key</span>
          <input
            type="search"
            className="field"
            placeholder="Beginning of a key"
            spellCheck={false}
            maxLength={36}
            value={filters.search}
            onChange={({ target }) => void setFilters({ search: target.value.trim() })}
          />
        </label>
      </search>
      <ReadFailed what="The processes" query={list} />
      {newest ? <ProcessList list={list} status={filters.status} /> : null}
      {newest ? <Sagas sagas={newest.sagas} /> : null}
    </div>
  )
}
