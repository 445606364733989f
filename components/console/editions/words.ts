import type { EditionRow } from '@/engine/edition'
import { shortened, whole } from '../../timeline/words.ts'

export const statusWords: Readonly<Record<EditionRow['status'], string>> = {
  open: 'Open',
  merged: 'Merged',
  discarded: 'Discarded',
  purged: 'Purged',
}

/** What the page of an edition says of itself at all times. */
export const frameWords: Readonly<Record<EditionRow['status'], string>> = {
  open: 'nothing here is live',
  merged: 'what happened here has become main’s',
  discarded: 'discarded, hidden from everybody',
  purged: 'discarded for good, its events are gone',
}

/** Where it leaves main. */
export const divergenceWords = ({ divergence }: Pick<EditionRow, 'divergence'>): string => {
  if (divergence.kind === 'implicit') return 'each stream where it is first written'
  if (divergence.kind === 'position')
    return `after position ${whole(divergence.position)}${divergence.at ? ` (${divergence.at})` : ''}`
  const [first, ...more] = divergence.points.map(
    ({ domain, root, sequence }) => `${domain}${root ? ` ${shortened(root)}` : ''} before #${sequence}`,
  )
  return `${first ?? ''}${more.length > 0 ? ` and ${more.length} more` : ''}`
}

type Apart = { readonly events: number; readonly moved: readonly { readonly from: number; readonly main: number }[] }
/** How far it and main went apart in the streams that it wrote: "+6 / −25". */
export const aheadWords = ({ events, moved }: Apart): string =>
  `+${whole(events)} / −${whole(moved.reduce((sum, { from, main }) => sum + main - from, 0))}`

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
/** As long as the engine keeps the events of what was discarded. */
const regret = 30 * 86_400_000
/** Discarded ones come back until then. */
export const restoreUntil = (discardedAt: string): string => days.format(new Date(Date.parse(discardedAt) + regret))
