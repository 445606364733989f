'use client'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ReadFailed } from '../listing.tsx'
import { askedFor, snapshotFilters } from './filters.ts'
import { SnapshotLine } from './snapshot-line.tsx'
import { TakeSheet } from './take-sheet.tsx'
import { type FirstSnapshots, useSnapshots } from './use-snapshots.ts'
import { nameOf } from './words.ts'

/** Folds that need not be made again. Without any of them everything is the same, only slower. */
export function Snapshots({ first }: { first: FirstSnapshots | undefined }) {
  const [filters, setFilters] = useQueryStates(snapshotFilters)
  const [taking, setTaking] = useState(false)
  const asked = askedFor(filters)
  const list = useSnapshots(asked, first)
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Snapshots</h1>
        <Button className="ml-auto" onClick={() => setTaking(true)}>
          Take one now
        </Button>
      </header>
      <search className="desk-filters">
        <label>
          <span>Stream</span>
          <input
            type="search"
            className="field"
            placeholder="domain/root"
            spellCheck={false}
            maxLength={101}
            value={filters.stream}
            onChange={({ target }) => void setFilters({ stream: target.value.trim() })}
          />
        </label>
      </search>
      {asked === undefined ? (
        <p className="text-muted" role="status">
          Name it whole, as in player/0198…: a domain, a slash, and the root.
        </p>
      ) : null}
      <ReadFailed what="The snapshots" query={list} />
      {list.data && list.snapshots.length === 0 ? (
        <p className="desk-empty" role="status">
          No snapshot here. They come by themselves, every so many events.
        </p>
      ) : null}
      <ul className="desk-list" aria-label="Snapshots" aria-busy={list.isFetching}>
        {list.snapshots.map(one => (
          <SnapshotLine key={nameOf(one)} row={one} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button aria-disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchingNextPage ? 'Reading on…' : 'Show older ones'}
        </Button>
      ) : null}
      {taking ? <TakeSheet stream={filters.stream} onClose={() => setTaking(false)} /> : null}
    </div>
  )
}
