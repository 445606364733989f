'use client'
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { HandId } from '@/domain/ids'
import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import { SettingsButton } from '../settings/settings-button.tsx'
import { stakes } from '../table/wording.ts'
import { PageLink } from '../ui/page-link.tsx'

type Props = { history: HandHistory; hrefOf: (hand: HandId) => string }

function Neighbour({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  const look = 'grid size-11 flex-none place-items-center rounded-lg'
  if (href === null) return <span className={`${look} text-border`}>{children}</span>
  return (
    <PageLink href={href} aria-label={label} className={`${look} hover:bg-raised`}>
      {children}
    </PageLink>
  )
}

/** Which hand this is, and the ones beside it. */
export function ReplayHeader({ history, hrefOf }: Props) {
  const { setting, number, table, edition, over, nextSequence, previous, next } = history
  const blinds = dealOf(history)?.blinds
  const isLive = !over && edition === ''
  return (
    <header className="flex min-w-0 items-center border-border border-b bg-surface">
      <PageLink
        href={isLive ? `/tables/${table}` : '/hands'}
        aria-label={isLive ? 'Back to the table' : 'All hands'}
        className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
      >
        <ArrowLeft size={20} aria-hidden />
      </PageLink>
      <div className="flex min-w-0 flex-1 flex-col leading-tight sm:flex-row sm:items-baseline sm:gap-3">
        <h1 className="truncate font-semibold text-sm">
          Hand {number} · {setting.name}
        </h1>
        <p className="flex items-center gap-1.5 whitespace-nowrap text-muted text-xs">
          <span className={isLive ? 'hidden sm:inline' : undefined}>{blinds ? `NL ${stakes(blinds)} · ` : null}</span>
          {isLive ? (
            <span className="font-semibold text-warn">Live hand, history to #{nextSequence - 1}</span>
          ) : (
            'Replay'
          )}
        </p>
      </div>
      <Neighbour href={previous && hrefOf(previous)} label={`Hand ${number - 1}`}>
        <ChevronLeft size={20} aria-hidden />
      </Neighbour>
      <Neighbour href={next && hrefOf(next)} label={`Hand ${number + 1}`}>
        <ChevronRight size={20} aria-hidden />
      </Neighbour>
      <SettingsButton />
    </header>
  )
}
