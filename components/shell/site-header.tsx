'use client'
import type { AccountRow } from '@/domain/projections/player-account'
import { type Session, useSession } from '../live/use-session.ts'
import { type Held, useView } from '../live/use-view.ts'
import { SettingsButton } from '../settings/settings-button.tsx'
import { ThemeToggle } from '../settings/theme-toggle.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { Bankroll } from './bankroll.tsx'
import { SiteNav } from './site-nav.tsx'

export type Visitor = { session: Session; account: Held<AccountRow> | undefined }
type Props = Visitor & { skipTo?: { id: string; label: string } }

/** At the top of every page but the live table: where one is, where one can go, who one is. */
export function SiteHeader({ session: first, account, skipTo = { id: 'main', label: 'Go to the content' } }: Props) {
  const { session } = useSession(first)
  const { row } = useView('player', session?.player ?? null, account)
  return (
    <header className="border-border border-b">
      <a href={`#${skipTo.id}`} className="skip-link">
        {skipTo.label}
      </a>
      <div className="mx-auto flex w-full max-w-5xl items-center gap-1 px-4 py-1.5">
        <PageLink href="/" className="flex min-h-11 items-center gap-2.5 rounded-lg pr-2 font-semibold text-base">
          {/* biome-ignore lint/performance/noImgElement: a vector of one kilobyte needs no optimiser */}
          <img src="/icon.svg" alt="" width={28} height={28} /> Riverbook
        </PageLink>
        <SiteNav />
        <span className="flex-1" />
        {session ? <Bankroll session={session} account={row} /> : null}
        <ThemeToggle />
        <SettingsButton />
      </div>
    </header>
  )
}
