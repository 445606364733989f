'use client'
import type { AccountRow } from '@/domain/projections/player-account'
import type { OwnStatistics, Statement as StatementPage } from '@/server/instance'
import { useView } from '../live/use-view.ts'
import { SiteHeader, type Visitor } from '../shell/site-header.tsx'
import { chips } from '../table/wording.ts'
import { Figures } from './figures.tsx'
import { Recovery } from './recovery.tsx'
import { Statement } from './statement.tsx'
import { Stranger } from './stranger.tsx'
import { reviewText } from './wording.ts'

type Props = Visitor & { own: { statement: StatementPage; statistics: OwnStatistics } | undefined }

/** One's own account: what it holds, where it came from, what the hands came to, the way back into it. */
export function Me({ own, ...visitor }: Props) {
  const { session, account } = visitor
  const { row } = useView('player', session?.player ?? null, account)
  return (
    <>
      <SiteHeader {...visitor} />
      <main id="main" className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 pt-6 pb-12">
        <h1 className="truncate font-semibold text-2xl tracking-tight">{row?.name ?? session?.name ?? 'Me'}</h1>
        {session && own ? (
          <>
            <Balance row={row} />
            <Figures statistics={own.statistics} />
            <Reviews row={row} />
            <Statement first={own.statement} />
            <Recovery />
          </>
        ) : (
          <Stranger />
        )}
      </main>
    </>
  )
}

function Balance({ row }: { row: AccountRow | undefined }) {
  if (!row) return <p className="text-muted">The account is being opened.</p>
  return (
    <dl className="figures -mt-4" data-few>
      {[
        ['Bankroll', row.bankroll],
        ['Free', row.available],
        ['At tables', row.bankroll - row.available],
      ].map(([label, amount]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="font-semibold text-lg">{chips(Number(amount))}</dd>
        </div>
      ))}
    </dl>
  )
}

function Reviews({ row }: { row: AccountRow | undefined }) {
  if (!row || row.reviews.length === 0) return null
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews" className="mb-2 font-semibold text-lg">
        Under review
      </h2>
      <ul className="flex flex-col gap-1">
        {row.reviews.map(review => (
          <li key={review.deadLetter} className="flex justify-between gap-3 border-border border-b py-2">
            <span>{reviewText(review)}</span>
            <span className="font-medium">{review.amount === null ? '' : chips(review.amount)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
