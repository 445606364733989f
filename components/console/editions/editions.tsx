'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EditionRow } from '@/engine/edition'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { errorWords } from '../problem.ts'
import { CreateSheet } from './create-sheet.tsx'
import { divergenceWords, statusWords } from './words.ts'

export type EditionsPage = { readonly rows: readonly EditionRow[]; readonly next: string | null }
type Props = { first: EditionsPage | undefined; domains: readonly string[] }

const newestFirst = (a: EditionRow, b: EditionRow) => b.createdAt.localeCompare(a.createdAt)

/** Branches of history, newest first. */
export function Editions({ first, domains }: Props) {
  const [isCreating, setCreating] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['editions'],
    queryFn: () => get<EditionsPage>('/api/editions?limit=500'),
    refetchInterval: 5000,
    ...(first ? { initialData: first } : {}),
  })
  const rows = [...(data?.rows ?? [])].sort(newestFirst)
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Editions</h1>
        <Button look="primary" onClick={() => setCreating(true)}>
          New edition
        </Button>
      </header>
      {error ? (
        <div role="alert" className="empty">
          <p>
            The editions could not be read{data ? ' again: what is shown may be old' : ''}. {errorWords(error)}
          </p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : null}
      {data && rows.length === 0 ? (
        <p role="status" className="empty">
          Nobody has branched history yet. An edition shows main up to where it leaves it, and nothing of it is live.
        </p>
      ) : null}
      <ul className="desk-list" aria-label="Editions">
        {rows.map(row => (
          <li key={row.name}>
            <PageLink href={`/admin/editions/${row.name}`} className="desk-row">
              <span className="desk-row-main">
                <strong>{row.name}</strong> <span className="text-muted">{row.purpose}</span>
              </span>
              <span className="status-chip" data-status={row.status}>
                {statusWords[row.status]}
              </span>
              <span className="desk-row-more">
                leaves main: {divergenceWords(row)} · by {row.owner} · <When at={row.createdAt} />
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      {data?.next ? <p className="text-muted text-sm">{whole(rows.length)} are shown; there are more.</p> : null}
      {isCreating ? <CreateSheet domains={domains} onClose={() => setCreating(false)} /> : null}
    </div>
  )
}
