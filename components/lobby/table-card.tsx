import { Bot, Eye, Lock } from 'lucide-react'
import type { LobbyRow } from '@/domain/projections/lobby'
import { chips, stakes } from '../table/wording.ts'
import { Button } from '../ui/button.tsx'
import { PageLink } from '../ui/page-link.tsx'

type Props = { row: LobbyRow; busy: boolean; seatedHere: boolean; error: string | null; onPlay: () => void }

const revealWords: Record<LobbyRow['reveal'], string> = {
  full: 'Practice: all cards are revealed after each hand',
  'shown-only': 'Mucked cards stay hidden',
}
/** People first, then bots, then free seats. */
const places = ({ capacity, seated, bots }: LobbyRow) =>
  Array.from({ length: capacity }, (_, at) => ({
    place: `seat-${at}`,
    kind: at < seated - bots ? 'person' : at < seated ? 'bot' : 'free',
  }))

function Seats({ row }: { row: LobbyRow }) {
  const { capacity, seated, bots } = row
  return (
    <span className="flex items-center gap-2">
      <span className="flex gap-0.5" aria-hidden>
        {places(row).map(({ place, kind }) => (
          <span key={place} className="seat-dot" data-kind={kind} />
        ))}
      </span>
      <span>
        {seated}/{capacity}
        <span className="sr-only"> seats taken</span>
      </span>
      {bots > 0 ? (
        <span className="flex items-center gap-1 text-muted">
          <Bot size={14} aria-hidden /> {bots} {bots === 1 ? 'bot' : 'bots'}
        </span>
      ) : null}
    </span>
  )
}

/** One table: what is played, who sits there, one clear way in. */
export function TableCard({ row, busy, seatedHere, error, onPlay }: Props) {
  const full = row.seated >= row.capacity && !seatedHere
  const watch = `/tables/${row.table}` as const
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-border bg-surface p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="flex items-center gap-1.5 font-semibold text-base">
            {row.visibility === 'private' ? <Lock size={14} aria-label="Private" className="flex-none" /> : null}
            <span className="truncate">{row.name}</span>
          </h3>
          <p className="text-muted text-sm">
            NL {stakes(row.blinds)} · buy-in {chips(row.minBuyIn)}–{chips(row.maxBuyIn)}
          </p>
        </div>
        <span className={row.playing ? 'playing' : 'flex-none text-muted text-xs'}>
          {row.playing ? 'Playing' : 'Waiting'}
        </span>
      </div>
      <Seats row={row} />
      <p className="text-muted text-xs">
        {revealWords[row.reveal]}
        {row.hands > 0 ? ` · ${chips(row.hands)} ${row.hands === 1 ? 'hand' : 'hands'} played` : ''}
      </p>
      {error ? (
        <p role="alert" className="font-medium text-error text-sm">
          {error}
        </p>
      ) : null}
      <div className="mt-auto flex gap-2">
        {seatedHere ? (
          <PageLink
            href={watch}
            className="inline-flex min-h-11 flex-1 items-center justify-center rounded-lg bg-primary font-semibold text-primary-foreground text-sm"
          >
            Back to your seat
          </PageLink>
        ) : (
          <Button
            look="primary"
            className="flex-1"
            aria-disabled={busy || full}
            onClick={() => busy || full || onPlay()}
          >
            {busy ? 'Taking a seat…' : full ? 'Full' : 'Play'}
            <span className="sr-only"> at {row.name}</span>
          </Button>
        )}
        <PageLink
          href={watch}
          className="inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border border-control bg-raised px-4 font-semibold text-sm hover:border-foreground"
        >
          <Eye size={16} aria-hidden /> Watch<span className="sr-only"> {row.name}</span>
        </PageLink>
      </div>
    </li>
  )
}
