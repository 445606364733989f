'use client'
import { useQueryStates } from 'nuqs'
import { lazy, Suspense, useState } from 'react'
import type { EditionRow } from '@/engine/edition'
import { Button } from '../../ui/button.tsx'
import { OneOf } from '../../ui/one-of.tsx'
import { Listing } from '../listing.tsx'
import { type FirstPage, usePages } from '../use-pages.ts'
import { EditionTable } from './edition-table.tsx'
import { askedFor, editionFilters, statuses } from './filters.ts'
import { statusWords } from './words.ts'

const CreateSheet = lazy(() => import('./create-sheet.tsx').then(({ CreateSheet }) => ({ default: CreateSheet })))
const often = 5000
type Props = { first: FirstPage<EditionRow> | undefined; domains: readonly string[] }

/** Branches of history, newest first. */
export function Editions({ first, domains }: Props) {
  const [isCreating, setCreating] = useState(false)
  const [filters, setFilters] = useQueryStates(editionFilters, { history: 'push' })
  const list = usePages<EditionRow>({ path: '/api/editions', asked: askedFor(filters), first, again: () => often })
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Editions</h1>
        <Button look="primary" onClick={() => setCreating(true)}>
          New edition
        </Button>
      </header>
      <search className="desk-filters">
        <OneOf
          label="Status"
          any="Any status"
          value={filters.status}
          options={statuses.map(one => [one, statusWords[one]])}
          onChange={status => void setFilters({ status: statuses.find(one => one === status) ?? null })}
        />
      </search>
      <Listing
        what="The editions"
        query={list}
        none="Nobody has branched history yet. An edition shows main up to where it leaves it, and nothing of it is live."
        onClear={filters.status ? () => void setFilters(null) : undefined}
      >
        <EditionTable rows={list.rows} />
      </Listing>
      <Suspense>{isCreating ? <CreateSheet domains={domains} onClose={() => setCreating(false)} /> : null}</Suspense>
    </div>
  )
}
