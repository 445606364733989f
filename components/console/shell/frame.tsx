'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, Suspense } from 'react'
import { ThemeToggle } from '../../settings/theme-toggle.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { EditionFrame } from './edition-frame.tsx'
import { Rail } from './rail.tsx'
import { SearchBox } from './search-box.tsx'
import { type LetterCount, useOpenLetters } from './use-open-letters.ts'

type Props = { place: string; letters: LetterCount | undefined; children: ReactNode }

/** Around every page of the console: where one is, where one can go, and whether what one sees is live. */
export function Frame({ place, letters, children }: Props) {
  return (
    <NuqsAdapter>
      <div className="console">
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
          <SearchBox />
          <ThemeToggle />
        </header>
        <Rail letters={useOpenLetters(letters)} />
        <Suspense>
          <EditionFrame />
        </Suspense>
        <main id="content" className="console-content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </NuqsAdapter>
  )
}
