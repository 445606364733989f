'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { SeatView } from '@/domain/hand/seat-view'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableView } from '@/domain/projections/table-view'
import { wordsOf } from '../live/problem-words.ts'
import { type Session, useSession } from '../live/use-session.ts'
import { type Held, useConnection, useView } from '../live/use-view.ts'
import { useSitDown } from '../seating/use-sit-down.ts'
import { Felt } from './felt.tsx'
import { LogPanel } from './log-panel.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { type Open, TableDialogs } from './table-dialogs.tsx'
import { TableHeader } from './table-header.tsx'
import { tableMenu } from './table-menu.ts'
import { Tray } from './tray.tsx'
import { insteadOf, TrayInstead } from './tray-instead.tsx'
import { TurnQuestion } from './turn-question.tsx'
import { useChair } from './use-chair.ts'
import { useClockOffset } from './use-clock-offset.ts'
import { useNews } from './use-news.ts'
import { useNotice } from './use-notice.ts'
import { useSizing } from './use-sizing.ts'
import { useTableKeys } from './use-table-keys.ts'
import { useTurn } from './use-turn.ts'
import { useSoundUnlock, useTurnAlert, useWinSound } from './use-turn-alert.ts'
import { wonBy } from './winners.ts'

type Props = {
  table: Held<TableView>
  seat: Held<SeatView | null>
  account: Held<AccountRow> | undefined
  session: Session
}

const useRows = (given: Props) => {
  const session = useSession(given.session)
  const me = session.session?.player ?? null
  const id = given.table.row.table
  const table = useView('table', id, given.table).row ?? given.table.row
  const view = useView('seat', me && id, given.seat).row ?? null
  const account = useView('player', me, given.account).row
  return { session, me, table, view, account, own: table.seats.find(({ player }) => player === me) }
}

/** The table as it is played: rows come in, commands go out, the felt in between knows of neither. */
export function LiveTable(props: Props) {
  const router = useRouter()
  const { session, me, table, view, account, own } = useRows(props)
  const connection = useConnection()
  const live = connection === 'live'
  const clockOffset = useClockOffset(table.serverNow)
  const { notice, show, dismiss } = useNotice()
  const [open, setOpen] = useState<Open | null>(null)
  const amountBox = useRef<HTMLInputElement>(null)
  const seating = useSitDown()
  const chair = useChair({ table, own, me, account, onTold: show })
  const turn = useTurn({ table, view, own, live, onProblem: problem => show(wordsOf(problem)) })
  const sizing = useSizing(turn, table.blinds.small)
  const hand = table.hand?.hand
  const onReveal = hand && view?.hand === hand && view.mayShow ? (muck: boolean) => void chair.reveal(hand, muck) : null
  const takeSeat = (seat?: number) =>
    setOpen({ kind: session.session ? 'sit' : 'name', ...(seat === undefined ? {} : { seat }) })
  const onReplay = hand ? () => router.push(`/hands/${hand}`) : null
  const onHelp = () => setOpen({ kind: 'help' })
  useTurnAlert({ table, view, turn: turn.turn, clockOffset })
  useNews(table, connection, show)
  useSoundUnlock()
  useWinSound(me ? wonBy(table.hand?.awards ?? null, me) : 0)
  useTableKeys({ table, view, turn, sizing, clockOffset, amountBox, onReveal, onHelp, onReplay })
  const instead = insteadOf({ table, own, account, mayShow: onReveal !== null })
  return (
    <main className="table-page">
      <a href="#actions" className="skip-link">
        Go to actions
      </a>
      <TableHeader
        table={table}
        connection={connection}
        menu={tableMenu({ table, own, chair, setOpen, onTold: show, onReplay })}
      />
      <Felt
        table={table}
        view={view}
        viewer={me}
        clockOffset={clockOffset}
        dimmed={connection === 'lost'}
        onTakeSeat={instead === 'watching' ? takeSeat : undefined}
      />
      <NoticeBar notice={notice} onDismiss={dismiss} />
      {instead ? (
        <TrayInstead
          instead={instead}
          table={table}
          own={own}
          account={account}
          chair={chair}
          onTakeSeat={() => takeSeat()}
          onTopUp={() => setOpen({ kind: 'top-up' })}
          onLeave={() => setOpen({ kind: 'leave' })}
        />
      ) : (
        <Tray
          turn={turn}
          sizing={sizing}
          amountBox={amountBox}
          playing={live && !!own?.inHand && !own.folded && !own.allIn && table.hand?.phase === 'betting'}
          onReveal={onReveal}
        />
      )}
      <LogPanel log={table.log} names={table.names} />
      <TableDialogs open={open} setOpen={setOpen} {...{ table, account, session, seating, chair }} />
      <TurnQuestion turn={turn} />
    </main>
  )
}
