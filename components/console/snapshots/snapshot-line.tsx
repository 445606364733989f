'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SnapshotVerdict } from '@/engine/snapshot-desk'
import type { SnapshotRow } from '@/server/instance'
import { get, remove as removeAt } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { When } from '../../ui/when.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { errorWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'
import { Verdict } from './verdict.tsx'
import { retentionWords, sizeWords } from './words.ts'

type Asked = { readonly verdict: SnapshotVerdict } | { readonly failed: string } | 'asking' | null

/** One snapshot, and what can be done with it. */
export function SnapshotLine({ row }: { row: SnapshotRow }) {
  const { stream, nextSequence, bytes, retention, at } = row
  const [asked, setAsked] = useState<Asked>(null)
  const [removing, setRemoving] = useState(false)
  const name = `${stream.domain} #${nextSequence - 1}`
  const verify = async () => {
    if (asked === 'asking') return
    setAsked('asking')
    const query = new URLSearchParams({ nextSequence: String(nextSequence), edition: stream.edition })
    const path = `/api/snapshots/${stream.domain}/${stream.root}/verify?${query}`
    setAsked(
      await get<SnapshotVerdict>(path).then(
        verdict => ({ verdict }),
        (error: Error) => ({ failed: errorWords(error) }),
      ),
    )
  }
  return (
    <li className="snapshot">
      <span className="snapshot-name">
        <StreamLink domain={stream.domain} root={stream.root} edition={stream.edition} at={nextSequence - 1} />
        <span className="text-muted text-xs">
          {stream.edition ? `edition ${stream.edition} · ` : ''}
          {sizeWords(bytes)} · {retentionWords[retention]} · <When at={at} />
        </span>
      </span>
      <span className="consumer-actions">
        <Button aria-label={`Verify ${name}`} aria-disabled={asked === 'asking'} onClick={() => void verify()}>
          {asked === 'asking' ? 'Replaying…' : 'Verify'}
        </Button>
        <Button aria-label={`Delete ${name}`} onClick={() => setRemoving(true)}>
          Delete
        </Button>
      </span>
      <div className="snapshot-verdict" role="status">
        {asked !== null && typeof asked === 'object' ? (
          'verdict' in asked ? (
            <Verdict verdict={asked.verdict} />
          ) : (
            <p className="text-error">It could not be verified. {asked.failed}</p>
          )
        ) : null}
      </div>
      {removing ? <RemoveSheet row={row} onClose={() => setRemoving(false)} /> : null}
    </li>
  )
}

function RemoveSheet({ row: { stream, nextSequence }, onClose }: { row: SnapshotRow; onClose: () => void }) {
  const client = useQueryClient()
  const remove = async (reason: string) => {
    const { domain, root, edition } = stream
    const answer = await removeAt(`/api/snapshots/${domain}/${root}`, { reason, nextSequence, edition })
    await client.invalidateQueries({ queryKey: ['snapshots'] })
    return answer.ok ? null : answer.problem
  }
  return (
    <DecisionSheet
      title={`Delete the snapshot of ${whole(nextSequence)} events`}
      about="Nothing is lost but speed: the state is folded from the events again. Taking one anew undoes it."
      confirm="Delete it"
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
