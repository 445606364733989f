'use client'
import { lazy, type ReactNode, Suspense } from 'react'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableView } from '@/domain/projections/table-view'
import { wordsOf } from '../live/problem-words.ts'
import type { useSession } from '../live/use-session.ts'
import { defaultBuyIn } from '../seating/buy-in.ts'
import type { useSitDown } from '../seating/use-sit-down.ts'
import { LogLines } from './log-panel.tsx'
import type { Chair } from './use-chair.ts'
import { chips } from './wording.ts'

const Dialog = lazy(() => import('../ui/dialog.tsx').then(({ Dialog }) => ({ default: Dialog })))
const NameDialog = lazy(() => import('../seating/name-dialog.tsx').then(({ NameDialog }) => ({ default: NameDialog })))
const ChipsDialog = lazy(() =>
  import('../seating/chips-dialog.tsx').then(({ ChipsDialog }) => ({ default: ChipsDialog })),
)
const ConfirmDialog = lazy(() =>
  import('./confirm-dialog.tsx').then(({ ConfirmDialog }) => ({ default: ConfirmDialog })),
)
const HelpSheet = lazy(() => import('../keys/help-sheet.tsx').then(({ HelpSheet }) => ({ default: HelpSheet })))

export type Open = { kind: 'name' | 'sit'; seat?: number } | { kind: 'top-up' | 'leave' | 'log' | 'help' }
type Props = {
  open: Open | null
  setOpen: (open: Open | null) => void
  table: TableView
  account: AccountRow | undefined
  session: ReturnType<typeof useSession>
  seating: ReturnType<typeof useSitDown>
  chair: Chair
}

function SitDialog({ open, setOpen, table, account, session, seating }: Props & { open: { seat?: number } }) {
  const available = account?.available ?? Number.POSITIVE_INFINITY
  const seat = open.seat === undefined ? {} : { seat: open.seat }
  const { minBuyIn, maxBuyIn } = table
  const sit = async (amount: number) => {
    if (session.session && (await seating.sitDown(session.session.player, { ...table, ...seat, amount }))) setOpen(null)
  }
  return (
    <ChipsDialog
      title={open.seat === undefined ? 'Take a seat' : `Take seat ${open.seat + 1}`}
      about={
        account
          ? `Your bankroll has ${chips(account.available)} to spare.`
          : 'Chips go from your bankroll to the table.'
      }
      verb="Sit down with"
      min={minBuyIn}
      max={Math.max(minBuyIn, Math.min(maxBuyIn, available))}
      start={defaultBuyIn(table, available)}
      step={table.blinds.big}
      error={seating.problem && wordsOf(seating.problem)}
      busy={seating.sitting !== null}
      onSubmit={sit}
      onClose={() => setOpen(null)}
    />
  )
}
function TopUpDialog({ setOpen, table, account, chair }: Props) {
  return (
    <ChipsDialog
      title="Add chips"
      about={`They are added between hands, up to ${chips(table.maxBuyIn)} in front of you. Your bankroll has ${chips(account?.available ?? 0)} to spare.`}
      verb="Add"
      min={1}
      max={chair.room}
      start={chair.room}
      step={table.blinds.small}
      error={null}
      busy={chair.busy === 'top-up'}
      onSubmit={async amount => (await chair.topUp(amount)) && setOpen(null)}
      onClose={() => setOpen(null)}
    />
  )
}
function LeaveDialog({ setOpen, table, session, chair }: Props) {
  const own = table.seats.find(({ player }) => player === session.session?.player)
  const running = own?.inHand && !own.folded && table.hand?.phase !== 'over'
  return (
    <ConfirmDialog
      title="Leave the table?"
      about={
        running
          ? 'The hand is still running: your turns are folded from now on, and what is left goes back to your bankroll when it ends.'
          : `Your ${chips(own?.stack ?? 0)} chips go back to your bankroll.`
      }
      yes="Leave"
      no="Stay"
      onYes={() => {
        setOpen(null)
        void chair.leave()
      }}
      onNo={() => setOpen(null)}
      onClose={() => setOpen(null)}
    />
  )
}
function Log({ table, setOpen }: Props) {
  return (
    <Dialog title="Log" onClose={() => setOpen(null)}>
      <div className="flex max-h-[60dvh] min-h-0 flex-col">
        <LogLines log={table.log} names={table.names} />
      </div>
    </Dialog>
  )
}
const dialogs: Record<Open['kind'], (props: Props & { open: Open }) => ReactNode> = {
  name: props => (
    <NameDialog
      then="Go on"
      enter={props.session.enter}
      onEntered={() => props.setOpen({ ...props.open, kind: 'sit' })}
      onClose={() => props.setOpen(null)}
    />
  ),
  sit: props => <SitDialog {...props} />,
  'top-up': props => <TopUpDialog {...props} />,
  leave: props => <LeaveDialog {...props} />,
  log: props => <Log {...props} />,
  help: props => <HelpSheet onClose={() => props.setOpen(null)} />,
}

/** At most one dialog at a time; each is loaded when first opened. */
export function TableDialogs(props: Props) {
  const { open } = props
  if (!open) return null
  return <Suspense>{dialogs[open.kind]({ ...props, open })}</Suspense>
}
