'use client'
import { GitBranch } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import type { EditionRow } from '@/engine/edition'
import { type Answer, type Problem, post, remove } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { errorWords, problemWords } from '../problem.ts'
import { Unread } from '../unread.tsx'
import { Compare } from './compare.tsx'
import { Merge } from './merge.tsx'
import { Rebase } from './rebase.tsx'
import { useEdition, useEditionOrder } from './use-edition.ts'
import { divergenceWords, frameWords, restoreUntil, statusWords } from './words.ts'

type Props = { name: string; first: EditionRow | undefined }

const tabs = ['compare', 'merge', 'rebase'] as const
const titles = { compare: 'Compare with main', merge: 'Merge', rebase: 'Rebase' } as const

/** One branch of history: what is different in it, and what may become of it. */
export function Edition({ name, first }: Props) {
  const { data: row, error } = useEdition(name, first)
  if (!row)
    return error ? (
      <Unread what={`Edition ${name}`} why={errorWords(error)} back="/admin/editions" />
    ) : (
      <p role="status" className="empty">
        Looking for the edition…
      </p>
    )
  return (
    <div className="desk">
      <p className="console-edition" data-status={row.status}>
        <GitBranch size={14} aria-hidden />
        <span>
          EDITION <b>{name}</b> – {frameWords[row.status]}
        </span>
      </p>
      <PageLink href="/admin/editions" className="desk-back">
        ← Editions
      </PageLink>
      <Head row={row} />
      {row.status === 'open' || row.status === 'merged' ? <Tabs row={row} /> : null}
    </div>
  )
}

function Head({ row }: { row: EditionRow }) {
  const { name, purpose, owner, status, createdAt, mergedAt, discarded } = row
  const [isDiscarding, setDiscarding] = useState(false)
  const order = useEditionOrder(name)
  return (
    <header className="flex flex-col gap-2">
      <div className="desk-head">
        <h1>{name}</h1>
        <span className="status-chip" data-status={status}>
          {statusWords[status]}
        </span>
        <span className="flex-1" />
        {status === 'open' ? (
          <>
            <PageLink href={`/admin/streams?edition=${name}`} className="desk-link self-center">
              Its streams
            </PageLink>
            <Button onClick={() => setDiscarding(true)}>Discard</Button>
          </>
        ) : null}
      </div>
      {purpose ? <p className="max-w-prose">{purpose}</p> : null}
      <p className="desk-facts">
        <span>leaves main: {divergenceWords(row)}</span>
        <span>by {owner}</span>
        <When at={createdAt} />
        {mergedAt ? (
          <span>
            merged <When at={mergedAt} />
          </span>
        ) : null}
      </p>
      {status === 'discarded' && discarded ? <Discarded discarded={discarded} onRestore={order} name={name} /> : null}
      {isDiscarding ? (
        <DecisionSheet
          title={`Discard ${name}`}
          about="It is hidden at once. For thirty days it can be brought back; then its events go for good, and the record stays."
          confirm="Discard"
          onConfirm={reason => order(remove(`/api/editions/${name}`, { reason }), 'discarded')}
          onClose={() => setDiscarding(false)}
        />
      ) : null}
    </header>
  )
}

type DiscardedProps = {
  name: string
  discarded: NonNullable<EditionRow['discarded']>
  onRestore: (order: Promise<Answer<unknown>>, status: EditionRow['status']) => Promise<Problem | null>
}

function Discarded({ name, discarded, onRestore }: DiscardedProps) {
  const [isSending, setSending] = useState(false)
  const [wrong, setWrong] = useState<Problem | null>(null)
  const restore = async () => {
    if (isSending) return
    setSending(true)
    setWrong(await onRestore(post(`/api/editions/${name}/restore`, {}), 'open'))
    setSending(false)
  }
  return (
    <div role="status" className="standing flex flex-wrap items-center gap-3">
      <p>
        Discarded: “{discarded.reason}”. It can be brought back until {restoreUntil(discarded.at)}.
      </p>
      <Button aria-disabled={isSending} onClick={() => void restore()}>
        Undo
      </Button>
      {wrong ? <p className="text-error">{problemWords(wrong)}</p> : null}
    </div>
  )
}

function Tabs({ row }: { row: EditionRow }) {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(tabs).withDefault('compare').withOptions({ history: 'push' }),
  )
  const offered = row.status === 'open' ? tabs : (['compare'] as const)
  const shown = row.status === 'open' ? tab : 'compare'
  return (
    <>
      <fieldset className="desk-choice">
        <legend className="sr-only">Show</legend>
        {offered.map(one => (
          <button key={one} type="button" aria-pressed={one === shown} onClick={() => void setTab(one)}>
            {titles[one]}
          </button>
        ))}
      </fieldset>
      {shown === 'compare' ? <Compare name={row.name} /> : null}
      {shown === 'merge' ? <Merge name={row.name} onRebase={() => void setTab('rebase')} /> : null}
      {shown === 'rebase' ? <Rebase name={row.name} /> : null}
    </>
  )
}
