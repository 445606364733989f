'use client'
import type { ReactNode } from 'react'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import { releaseWords } from '../live/problem-words.ts'
import { Button } from '../ui/button.tsx'
import { PageLink } from '../ui/page-link.tsx'
import type { Chair } from './use-chair.ts'
import { chips } from './wording.ts'

type Given = { table: TableView; own: TableSeat | undefined; account: AccountRow | undefined; chair: Chair }
type Seen = Omit<Given, 'chair'> & { mayShow: boolean }
export type Instead = 'closed' | 'taking-seat' | 'watching' | 'sitting-out' | 'no-chips' | null

/** Whether there is anything to answer at this table for this viewer, and if not, why. */
export const insteadOf = ({ table, own, account, mayShow }: Seen): Instead => {
  if (table.status === 'closed') return 'closed'
  if (!own) {
    const reserved = account?.reservations.some(({ table: at, purpose }) => at === table.table && purpose === 'buy-in')
    return reserved ? 'taking-seat' : 'watching'
  }
  if (mayShow || (own.inHand && !own.folded && table.hand?.phase !== 'over')) return null
  if (own.stack === 0 && own.queued === 0) return 'no-chips'
  return own.status === 'sitting-out' ? 'sitting-out' : null
}

/** The account knows exactly what came back; until it does, the last stack that was seen. */
const cashedOut = (account: AccountRow | undefined, table: TableView['table'], lastStack: number): number => {
  const held = account?.reservations.some(reservation => reservation.table === table)
  const back = account?.movements[0]
  return back && !held && account.lastRelease?.table === table ? back.amount : lastStack
}
const watchingText = ({ table, account, chair }: Given): string => {
  if (chair.left) {
    const amount = chips(cashedOut(account, table.table, chair.left.stack))
    const bankroll = account ? ` Your bankroll is ${chips(account.bankroll)}.` : ''
    return `You left the table with ${amount} chips.${bankroll}`
  }
  const refused = account?.lastRelease?.table === table.table ? releaseWords(account.lastRelease.reason) : null
  if (refused) return `${refused} Your chips are back in your bankroll.`
  const free = table.capacity - table.seats.length
  return free > 0 ? 'You are watching. Take a free seat to play.' : 'You are watching. Every seat is taken.'
}

type Props = Given & { instead: NonNullable<Instead>; onTakeSeat: () => void; onTopUp: () => void; onLeave: () => void }

export function TrayInstead({ instead, onTakeSeat, onTopUp, onLeave, ...given }: Props) {
  const { table, chair, own } = given
  const shown: Record<NonNullable<Instead>, () => ReactNode> = {
    closed: () => (
      <>
        <p>This table has closed. What was in front of you is back in your bankroll.</p>
        <PageLink href="/" className="inline-flex min-h-11 items-center font-semibold text-primary underline">
          All tables
        </PageLink>
      </>
    ),
    'taking-seat': () => <p aria-busy>Your chips are reserved. Taking your seat…</p>,
    watching: () => (
      <>
        <p className="max-w-md">{watchingText(given)}</p>
        {table.seats.length < table.capacity ? (
          <Button look="primary" onClick={onTakeSeat}>
            Take a seat
          </Button>
        ) : null}
      </>
    ),
    'sitting-out': () => (
      <>
        <p>You are sitting out with {chips(own?.stack ?? 0)} chips. Your seat is kept.</p>
        <Button look="primary" aria-disabled={chair.busy !== null} onClick={chair.sitIn}>
          I’m back
        </Button>
      </>
    ),
    'no-chips': () => (
      <>
        <p>You have no chips left in front of you.</p>
        <div className="flex gap-3">
          <Button look="primary" aria-disabled={chair.room === 0} onClick={onTopUp}>
            Buy more chips
          </Button>
          <Button onClick={onLeave}>Leave</Button>
        </div>
      </>
    ),
  }
  return (
    <section id="actions" className="tray tray-instead" aria-label="Your actions" tabIndex={-1}>
      {shown[instead]()}
    </section>
  )
}
