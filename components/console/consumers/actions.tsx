'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConsumerRow } from '@/server/instance'
import { post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { RebuildSheet } from './rebuild-sheet.tsx'
import { kindWords } from './words.ts'

/** What an operator can do with a consumer. What cannot be done is shown with the reason. */
export function Actions({ row }: { row: ConsumerRow }) {
  const [open, setOpen] = useState<'standing' | 'rebuild' | null>(null)
  const { name, kind, consistency, paused, rebuilding } = row
  if (!consistency) return <p className="text-muted text-xs">A {kindWords[kind]} keeps no rows and cannot be paused.</p>
  return (
    <>
      <div className="consumer-actions">
        <Button aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`} onClick={() => setOpen('standing')}>
          {paused ? 'Resume' : 'Pause'}
        </Button>
        {rebuilding ? (
          <PageLink className="inspector-link" href={`/admin/operations/${rebuilding}`}>
            Follow the rebuild
          </PageLink>
        ) : (
          <Button aria-label={`Rebuild ${name}`} onClick={() => setOpen('rebuild')}>
            Rebuild
          </Button>
        )}
      </div>
      {open === 'standing' ? <StandingSheet row={row} onClose={() => setOpen(null)} /> : null}
      {open === 'rebuild' ? <RebuildSheet name={name} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function StandingSheet({ row: { name, paused }, onClose }: { row: ConsumerRow; onClose: () => void }) {
  const client = useQueryClient()
  const action = paused ? 'resume' : 'pause'
  const about = paused
    ? 'It goes on from where it stands; nothing was lost meanwhile.'
    : 'Its rows stay as they are while the log goes on. Whoever reads them sees them age.'
  const confirm = async (reason: string) => {
    const answer = await post(`/api/projections/${encodeURIComponent(name)}/${action}`, { reason })
    await client.invalidateQueries({ queryKey: ['consumers'] })
    return answer.ok ? null : answer.problem
  }
  const word = paused ? 'Resume' : 'Pause'
  return <DecisionSheet title={`${word} ${name}`} about={about} confirm={word} onConfirm={confirm} onClose={onClose} />
}
