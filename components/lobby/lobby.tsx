'use client'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import type { PlayerId, TableId } from '@/domain/ids'
import type { LobbyRow } from '@/domain/projections/lobby'
import { wordsOf } from '../live/problem-words.ts'
import { useSession } from '../live/use-session.ts'
import { type Held, useConnection, useView } from '../live/use-view.ts'
import { useSitDown } from '../seating/use-sit-down.ts'
import { SiteHeader, type Visitor } from '../shell/site-header.tsx'
import { Button } from '../ui/button.tsx'
import { inOrder } from './order.ts'
import { TableCard } from './table-card.tsx'

const NameDialog = lazy(() => import('../seating/name-dialog.tsx').then(({ NameDialog }) => ({ default: NameDialog })))
const CreateTable = lazy(() => import('./create-table.tsx').then(({ CreateTable }) => ({ default: CreateTable })))

type Props = Visitor & { tables: Held<LobbyRow[]> }
type Open = { kind: 'play'; table: LobbyRow } | { kind: 'create' } | { kind: 'name-for-create' } | null

export function Lobby({ tables, account: firstAccount, session: firstSession }: Props) {
  const router = useRouter()
  const { session, enter } = useSession(firstSession)
  const rows = inOrder(useView('lobby', 'all', tables).row ?? tables.row)
  const account = useView('player', session?.player ?? null, firstAccount).row
  const connection = useConnection()
  const { sitDown, sitting, problem } = useSitDown()
  const [refused, setRefused] = useState<TableId | null>(null)
  const [open, setOpen] = useState<Open>(null)

  const goTo = (table: TableId) => router.push(`/tables/${table}`)
  const sit = async (player: PlayerId, table: LobbyRow) => {
    setOpen(null)
    setRefused(table.table)
    if (await sitDown(player, table)) goTo(table.table)
  }
  const play = (table: LobbyRow) => (session ? void sit(session.player, table) : setOpen({ kind: 'play', table }))

  return (
    <>
      <SiteHeader account={firstAccount} session={firstSession} skipTo={{ id: 'tables', label: 'Go to the tables' }} />
      <main id="tables" className="mx-auto w-full max-w-5xl px-4 pb-16">
        <section className="py-8 sm:py-12">
          <h1 className="max-w-xl text-balance font-semibold text-3xl tracking-tight sm:text-4xl">
            No-limit hold’em, every deal on the record
          </h1>
          <p className="mt-3 max-w-xl text-muted">
            Sit down against people and house bots with play chips. No sign-up: a name is enough. Each action is stored
            as an event, so any hand can be replayed to the card.
          </p>
        </section>
        <div className="mb-3 flex items-center justify-between gap-3">
          <h2 className="font-semibold text-lg">Tables</h2>
          <Button onClick={() => setOpen({ kind: session ? 'create' : 'name-for-create' })}>
            <Plus size={16} aria-hidden /> Create a table
          </Button>
        </div>
        {connection === 'lost' ? (
          <p role="status" className="mb-3 font-medium text-warn">
            Reconnecting… The list below may be old.
          </p>
        ) : null}
        {rows.length === 0 ? <NoTables /> : null}
        <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
          {rows.map(row => (
            <TableCard
              key={row.table}
              row={row}
              busy={sitting === row.table}
              seatedHere={account?.reservations.some(({ table }) => table === row.table) ?? false}
              error={problem && refused === row.table ? wordsOf(problem) : null}
              onPlay={() => play(row)}
            />
          ))}
        </ul>
        <footer className="mt-12 text-muted text-xs">
          Play chips only, no money anywhere. Riverbook is open source under the MIT licence.
        </footer>
      </main>
      <Suspense>
        {open?.kind === 'play' ? (
          <NameDialog
            then="Sit down"
            enter={enter}
            onEntered={entered => void sit(entered.player, open.table)}
            onClose={() => setOpen(null)}
          />
        ) : null}
        {open?.kind === 'name-for-create' ? (
          <NameDialog
            then="Go on"
            enter={enter}
            onEntered={() => setOpen({ kind: 'create' })}
            onClose={() => setOpen(null)}
          />
        ) : null}
        {open?.kind === 'create' ? <CreateTable onCreated={goTo} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </>
  )
}

function NoTables() {
  return (
    <p className="rounded-xl border border-border border-dashed p-8 text-center text-muted">
      No table is open. Create one: it takes ten seconds, and friends join by its link.
    </p>
  )
}
