import type { AccountRow } from '@/domain/projections/player-account'
import type { Session } from '../live/use-session.ts'
import { SettingsButton } from '../settings/settings-button.tsx'
import { ThemeToggle } from '../settings/theme-toggle.tsx'
import { Bankroll } from './bankroll.tsx'

type Props = { account: AccountRow | undefined; session: Session }

export function LobbyHeader({ account, session }: Props) {
  return (
    <header className="border-border border-b">
      <a href="#tables" className="skip-link">
        Go to the tables
      </a>
      <div className="mx-auto flex w-full max-w-5xl items-center gap-1 px-4 py-1.5">
        <span className="flex flex-1 items-center gap-2.5 font-semibold text-base">
          {/* biome-ignore lint/performance/noImgElement: a vector of one kilobyte needs no optimiser */}
          <img src="/icon.svg" alt="" width={28} height={28} /> Riverbook
        </span>
        {session ? <Bankroll session={session} account={account} /> : null}
        <ThemeToggle />
        <SettingsButton />
      </div>
    </header>
  )
}
