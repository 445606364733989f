'use client'
import { useQueryState, useQueryStates } from 'nuqs'
import { useRef } from 'react'
import type { DeadLettersPage } from '@/server/instance'
import { deadLetterListKeys } from '../../keys/shortcuts.ts'
import { useShortcuts } from '../../keys/use-shortcuts.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { errorWords } from '../problem.ts'
import { BulkBar } from './bulk-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { askedFor, type Filters, filterParsers, isFiltered, noFilter, type View, viewParser } from './filters.ts'
import { GroupList } from './group-list.tsx'
import { LetterList } from './letter-list.tsx'
import { type FirstLetters, useAllGroups, useLetters } from './use-letters.ts'
import { countsOf } from './words.ts'

type Props = { first: FirstLetters | undefined; all: DeadLettersPage['groups'] | undefined }

/** What nobody could deal with: by kind or one by one, narrowed down by what stands in the address. */
export function DeadLetters({ first, all: firstAll }: Props) {
  const [filters, setFilters] = useQueryStates(filterParsers, { history: 'push' })
  const [view, setView] = useQueryState('view', viewParser.withOptions({ history: 'push' }))
  const list = useRef<HTMLDivElement>(null)
  const found = useLetters(askedFor(filters), first)
  const all = useAllGroups(firstAll)
  const step = (by: 1 | -1) => () => stepIn(list.current, by)
  useShortcuts({ 'next-letter': step(1), 'previous-letter': step(-1) }, deadLetterListKeys)
  const change = (part: Partial<Filters>) => void setFilters(part as Parameters<typeof setFilters>[0])
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Dead letters</h1>
        <Views view={view} onChange={chosen => void setView(chosen)} />
      </header>
      <FilterBar filters={filters} groups={all.data ?? []} change={change} />
      {found.error && !found.data ? (
        <div role="alert" className="desk-empty">
          <p>The dead letters could not be read: how many there are is not known. {errorWords(found.error)}</p>
          <Button onClick={() => void found.refetch()}>Try again</Button>
        </div>
      ) : found.data ? (
        <>
          {found.error ? <Stale error={found.error} onRetry={() => void found.refetch()} /> : null}
          <BulkBar filters={filters} found={countsOf(found.groups)} all={all.data && countsOf(all.data)} />
          <div ref={list} className={found.isPlaceholderData ? 'opacity-60' : ''} aria-busy={found.isPlaceholderData}>
            <Found view={view} filters={filters} found={found} onClear={() => change(noFilter)} />
          </div>
        </>
      ) : (
        <p role="status" className="desk-empty">
          Reading…
        </p>
      )}
    </div>
  )
}

/** From row to row, by the links that they are. */
const stepIn = (list: HTMLElement | null, by: 1 | -1) => {
  const rows = [...(list?.querySelectorAll<HTMLAnchorElement>('a.desk-row') ?? [])]
  const at = rows.indexOf(document.activeElement as HTMLAnchorElement)
  rows[at < 0 ? 0 : at + by]?.focus()
}

type FoundProps = { view: View; filters: Filters; found: ReturnType<typeof useLetters>; onClear: () => void }

function Found({ view, filters, found, onClear }: FoundProps) {
  const { rows, groups, hasNextPage, fetchNextPage, isFetchingNextPage } = found
  if (groups.length === 0 && isFiltered(filters))
    return (
      <div role="status" className="desk-empty">
        <p>No dead letter is like that.</p>
        <Button onClick={onClear}>Clear all filters</Button>
      </div>
    )
  if (groups.length === 0)
    return (
      <p role="status" className="desk-empty">
        Nothing is stuck. There has never been a dead letter.
      </p>
    )
  const { waiting, all } = countsOf(groups)
  return (
    <>
      {waiting === 0 && !isFiltered(filters) ? <p className="mb-3 font-medium">Nothing is stuck.</p> : null}
      {view === 'groups' ? (
        <GroupList groups={groups} filters={filters} />
      ) : (
        <LetterList rows={rows} filters={filters} />
      )}
      {view === 'items' ? (
        <footer className="mt-3 flex flex-wrap items-center gap-3 text-muted text-sm">
          {whole(rows.length)} of {whole(all)} shown
          {hasNextPage ? (
            <Button aria-disabled={isFetchingNextPage} onClick={() => isFetchingNextPage || void fetchNextPage()}>
              Show more
            </Button>
          ) : null}
        </footer>
      ) : null}
    </>
  )
}

function Views({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  return (
    <fieldset className="desk-choice">
      <legend className="sr-only">Show</legend>
      {(['groups', 'items'] as const).map(one => (
        <button key={one} type="button" aria-pressed={view === one} onClick={() => onChange(one)}>
          {one === 'groups' ? 'Groups' : 'Items'}
        </button>
      ))}
    </fieldset>
  )
}

function Stale({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-error text-sm">
      What is shown may be old: it could not be read again. {errorWords(error)}
      <Button onClick={onRetry}>Try again</Button>
    </p>
  )
}
