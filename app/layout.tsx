import '@fontsource-variable/geist/index.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { appearanceScript } from '@/components/settings/appearance'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Riverbook', template: '%s · Riverbook' },
  description: 'No-limit hold’em in the browser. Every deal is an event that can be replayed.',
  icons: { icon: '/icon.svg' },
}
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-theme="dark" data-deck="four" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; theme and deck must be set before paint */}
        <script dangerouslySetInnerHTML={{ __html: appearanceScript }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
