'use client'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { EditionRow } from '@/engine/edition'
import { get } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { Listing } from '../listing.tsx'
import { EditionTable } from './edition-table.tsx'

export type EditionsPage = { readonly rows: readonly EditionRow[]; readonly next: string | null }
const CreateSheet = lazy(() => import('./create-sheet.tsx').then(({ CreateSheet }) => ({ default: CreateSheet })))
type Props = { first: EditionsPage | undefined; domains: readonly string[] }

/** Branches of history, newest first. */
export function Editions({ first, domains }: Props) {
  const [isCreating, setCreating] = useState(false)
  const query = useQuery({
    queryKey: ['editions'],
    queryFn: () => get<EditionsPage>('/api/editions?limit=100'),
    refetchInterval: 5000,
    ...(first ? { initialData: first } : {}),
  })
  const rows = query.data?.rows ?? []
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Editions</h1>
        <Button look="primary" onClick={() => setCreating(true)}>
          New edition
        </Button>
      </header>
      <Listing
        what="The editions"
        query={query}
        none="Nobody has branched history yet. An edition shows main up to where it leaves it, and nothing of it is live."
      >
        <EditionTable rows={rows} />
      </Listing>
      <Suspense>{isCreating ? <CreateSheet domains={domains} onClose={() => setCreating(false)} /> : null}</Suspense>
    </div>
  )
}
