'use client'
import { usePathname } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { ThemeToggle } from '../../settings/theme-toggle.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { EditionFrame } from './edition-frame.tsx'
import { Live } from './live.tsx'
import { PaletteButton } from './palette-button.tsx'
import { Rail, type RailWidth } from './rail.tsx'
import { useConsoleKeys } from './use-console-keys.ts'
import { type LetterCount, useOpenLetters } from './use-open-letters.ts'
import { UserMenu } from './user-menu.tsx'
import { noteVisit } from './visits.ts'

type Props = {
  place: string
  rail: RailWidth
  letters: LetterCount | undefined
  who: string | undefined
  children: ReactNode
}

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })))
const KeyHelp = lazy(() => import('./key-help.tsx').then(({ KeyHelp }) => ({ default: KeyHelp })))

/** Around every page of the console: where one is, where one can go, and whether what one sees is live. */
export function Frame({ place, rail, letters, who, children }: Props) {
  const path = usePathname()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const [width, setWidth] = useState(rail)
  useConsoleKeys({ onPalette: () => setOpen('palette'), onHelp: () => setOpen('help') })
  useEffect(() => noteVisit(path), [path])
  return (
    <NuqsAdapter>
      <div className="console" data-rail={width}>
        <a href="#content" className="skip-link">
          Go to the content
        </a>
        <header className="console-bar">
          <PageLink href="/admin" className="console-name" aria-label="Console">
            {/* biome-ignore lint/performance/noImgElement: a vector of one kilobyte needs no optimiser */}
            <img src="/icon.svg" alt="" width={24} height={24} /> <span>Console</span>
          </PageLink>
          <span className="place-badge" title="Where this server runs">
            {place}
          </span>
          <PaletteButton onOpen={() => setOpen('palette')} />
          <Live />
          <ThemeToggle />
          <UserMenu who={who} onHelp={() => setOpen('help')} />
        </header>
        <Rail letters={useOpenLetters(letters)} width={width} onWidth={setWidth} />
        <Suspense>
          <EditionFrame />
        </Suspense>
        <main id="content" className="console-content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Suspense>
        {open === 'palette' ? <Palette onClose={() => setOpen(null)} /> : null}
        {open === 'help' ? <KeyHelp onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </NuqsAdapter>
  )
}
