'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { ShownDeadLetter } from '@/server/instance'
import { deadLetterKeys } from '../../keys/shortcuts.ts'
import { useShortcuts } from '../../keys/use-shortcuts.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { errorWords } from '../problem.ts'
import { ActionBar } from './action-bar.tsx'
import { refusalsOf, type SheetName } from './deciding.ts'
import { filterOf, filterParsers, searchOf } from './filters.ts'
import { History } from './history.tsx'
import { LetterHeader } from './letter-header.tsx'
import { Panes } from './panes.tsx'
import { Sheets } from './sheets.tsx'
import { Standing } from './standing.tsx'
import { useLetter } from './use-letter.ts'
import { useLetters } from './use-letters.ts'

/** Everything that one needs to decide about one dead letter, and what was decided. */
export function Letter({ first }: { first: ShownDeadLetter }) {
  const { letter, error, decide, pending } = useLetter(first)
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const [filters] = useQueryStates(filterParsers)
  const neighbour = useNeighbour(letter.id, filters)
  const refusals = refusalsOf(letter, pending !== null)
  const opening = (name: SheetName) => () => refusals[name] === undefined && setSheet(name)
  const claim = () =>
    refusals.claim === undefined && void decide(letter.state.status === 'claimed' ? 'release' : 'claim')
  useShortcuts(
    {
      'next-letter': () => neighbour(1),
      'previous-letter': () => neighbour(-1),
      resubmit: opening('resubmit'),
      edit: opening('edit'),
      try: opening('try'),
      accept: opening('accept'),
      discard: opening('discard'),
      claim,
    },
    deadLetterKeys,
  )
  return (
    <div className="desk">
      <PageLink href={`/admin/dead-letters${searchOf(filters, { view: 'items' })}`} className="desk-back">
        ← Dead letters
      </PageLink>
      <LetterHeader letter={letter} />
      {error ? (
        <p role="alert" className="text-error text-sm">
          What is shown may be old: {errorWords(error)}
        </p>
      ) : null}
      <Standing letter={letter} />
      <ActionBar
        letter={letter}
        refusals={refusals}
        pending={pending}
        onOpen={name => setSheet(name)}
        onClaim={claim}
      />
      <Panes letter={letter} />
      <History letter={letter} />
      {sheet ? (
        <Sheets name={sheet} letter={letter} decide={decide} onOpen={setSheet} onClose={() => setSheet(null)} />
      ) : null}
    </div>
  )
}

/** To the next one of the list that one came from. */
const useNeighbour = (id: string, filters: Parameters<typeof filterOf>[0]) => {
  const router = useRouter()
  const { rows } = useLetters(new URLSearchParams({ ...filterOf(filters), limit: '500' }).toString(), undefined)
  return (by: 1 | -1) => {
    const at = rows.findIndex(row => row.id === id)
    const next = at < 0 ? undefined : rows[at + by]
    if (next) router.push(`/admin/dead-letters/${next.id}${searchOf(filters)}` as Route)
  }
}
