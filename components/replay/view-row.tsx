'use client'
import { Link2, List } from 'lucide-react'
import type { HandHistory } from '@/domain/replay/history'
import { PageLink } from '../ui/page-link.tsx'
import type { ViewOptions } from './use-view-options.ts'

type Props = { history: HandHistory; view: ViewOptions; onCopy: () => void; onHelp: () => void }

function Toggle({ label, on, onPress }: { label: string; on: boolean; onPress: () => void }) {
  return (
    <button type="button" className="tray-button px-3" aria-pressed={on} onClick={onPress}>
      {label}
    </button>
  )
}

/** From where, in what unit and under which names the hand is looked at, and the ways out of here. */
export function ViewRow({ history, view, onCopy, onHelp }: Props) {
  const { names } = view.tape.history
  return (
    <div className="view-row">
      <label className="perspective">
        <span className="text-muted text-xs">From the seat of</span>
        <select
          className="pace"
          value={view.seat ?? ''}
          onChange={({ target }) => view.from(target.value === '' ? null : Number(target.value))}
        >
          {view.seat === null ? <option value="">Nobody</option> : null}
          {view.seats.map(({ seat, player }) => (
            <option key={seat} value={seat}>
              {player === history.viewer ? 'You' : (names[player] ?? 'Somebody')}
            </option>
          ))}
        </select>
      </label>
      <Toggle label="Known cards" on={view.showKnown} onPress={view.toggleKnown} />
      <Toggle label="Big blinds" on={view.bigBlinds} onPress={view.toggleBigBlinds} />
      <Toggle label="Mask names" on={view.masked} onPress={view.toggleMasked} />
      <button type="button" className="tray-button gap-1.5 px-3" onClick={onCopy}>
        <Link2 size={16} aria-hidden /> Copy link
      </button>
      <PageLink href={`/timeline?hand=${history.hand}`} className="tray-button gap-1.5 px-3">
        <List size={16} aria-hidden /> Events
      </PageLink>
      <button type="button" className="tray-button px-3" aria-label="Keys" onClick={onHelp}>
        ?
      </button>
    </div>
  )
}
