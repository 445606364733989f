'use client'
import { useQueryStates } from 'nuqs'
import { Button } from '../../ui/button.tsx'
import { errorWords } from '../problem.ts'
import { askedFor, processFilters } from './filters.ts'
import { ProcessList } from './process-list.tsx'
import { Sagas } from './sagas.tsx'
import { type FirstProcesses, useProcesses } from './use-processes.ts'
import { statuses, statusWords } from './words.ts'

/** Instances of process managers, those first that do not go on by themselves; then the sagas, which keep nothing. */
export function Processes({ first }: { first: FirstProcesses | undefined }) {
  const [filters, setFilters] = useQueryStates(processFilters)
  const list = useProcesses(askedFor(filters), first)
  const { newest, error } = list
  return (
    <div className="desk">
      <h1>Processes</h1>
      <search className="desk-filters">
        <label>
          <span>Process manager</span>
          <select
            className="field"
            value={filters.process}
            onChange={({ target }) => void setFilters({ process: target.value }, { history: 'push' })}
          >
            <option value="">Every one</option>
            {newest?.processes.map(name => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <span>Status</span>
          <select
            className="field"
            value={filters.status ?? ''}
            onChange={({ target }) =>
              void setFilters({ status: statuses.find(one => one === target.value) ?? null }, { history: 'push' })
            }
          >
            <option value="">Any status</option>
            {statuses.map(status => (
              <option key={status} value={status}>
                {statusWords[status]}
              </option>
            ))}
          </select>
        </label>
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
      {error ? (
        <div role="alert" className="empty">
          <p>
            The processes could not be read{newest ? ' again: what is shown may be old' : ''}. {errorWords(error)}
          </p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      ) : null}
      {newest ? <ProcessList list={list} status={filters.status} /> : null}
      {newest ? <Sagas sagas={newest.sagas} /> : null}
    </div>
  )
}
