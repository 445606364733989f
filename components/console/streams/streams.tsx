'use client'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { askedFor, streamFilters } from './filters.ts'
import { StreamList } from './stream-list.tsx'
import { type FirstStreams, useStreams } from './use-streams.ts'

export type { StreamsPage } from './use-streams.ts'

type Props = { domains: readonly string[]; first: FirstStreams | undefined }

/** Every stream there is, by domain and root. */
export function StreamsScreen({ domains, first }: Props) {
  const [filters, setFilters] = useQueryStates(streamFilters)
  const [edition, setEdition] = useState(filters.edition)
  const list = useStreams(askedFor(filters), first)
  return (
    <div className="streams">
      <h1>Streams</h1>
      <form className="streams-filter" onSubmit={event => event.preventDefault()}>
        <input
          type="search"
          className="field"
          placeholder="Beginning of a root"
          aria-label="Beginning of a root"
          spellCheck={false}
          maxLength={36}
          value={filters.search}
          onChange={({ target }) => void setFilters({ search: target.value })}
        />
        <select
          className="field"
          aria-label="Domain"
          value={filters.domain}
          onChange={({ target }) => void setFilters({ domain: target.value }, { history: 'push' })}
        >
          <option value="">Every domain</option>
          {domains.map(domain => (
            <option key={domain}>{domain}</option>
          ))}
        </select>
        <input
          className="field"
          placeholder="Edition: main"
          aria-label="Edition"
          maxLength={64}
          value={edition}
          onChange={({ target }) => setEdition(target.value)}
          onBlur={() => void setFilters({ edition: edition.trim() }, { history: 'push' })}
          onKeyDown={({ key }) => key === 'Enter' && void setFilters({ edition: edition.trim() }, { history: 'push' })}
        />
      </form>
      {list.error && !list.data ? (
        <div role="alert" className="empty">
          <p>The streams could not be read. {list.error.message}</p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      ) : (
        <StreamList list={list} edition={filters.edition} />
      )}
    </div>
  )
}
