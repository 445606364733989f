import type { ReactNode } from 'react'
import type { TimelinePage } from './stretch.ts'

/** In pixels: one line where there is room, more where there is none. */
export type Heights = { readonly wide: number; readonly narrow: number }

/** How a list draws its events: the columns, and a row's cells, one for each. */
export type Look = {
  readonly name: string
  readonly columns: readonly string[]
  readonly height: Heights
  /** `chain` is the button that shows what follows, where there is something to show; it stands behind the type. */
  readonly cells: (page: TimelinePage, chain: ReactNode) => ReactNode
}

/** What stands in a page's link list: where the event can be looked at. */
export type Link = { readonly href: string; readonly label: string }
