'use client'
import { ArrowLeft } from 'lucide-react'
import type { HandHistory } from '@/domain/replay/history'
import { SettingsButton } from '../settings/settings-button.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { lineHref } from './lines.ts'

export function CompareHeader({ history }: { history: HandHistory }) {
  const { hand, edition, number, setting } = history
  return (
    <header className="flex min-w-0 items-center border-border border-b bg-surface">
      <PageLink
        href={lineHref(hand, { line: edition })}
        aria-label="Back to the hand"
        className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
      >
        <ArrowLeft size={20} aria-hidden />
      </PageLink>
      <h1 className="min-w-0 flex-1 truncate font-semibold text-sm">
        Compare · Hand {number} · {setting.name}
      </h1>
      <SettingsButton />
    </header>
  )
}
