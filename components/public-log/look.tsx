import { MessageSquare, Spade, Table2, UserRound } from 'lucide-react'
import type { Link, Look } from '../timeline/look.ts'
import type { TimelinePage } from '../timeline/stretch.ts'
import { usualHeights } from '../timeline/use-row-height.ts'
import { clock, shortened, whole } from '../timeline/words.ts'
import { PageLink } from '../ui/page-link.tsx'

const marks: Record<string, typeof Spade> = { hand: Spade, table: Table2, chat: MessageSquare, player: UserRound }

function Mark({ domain }: { domain: string }) {
  const Icon = marks[domain]
  return Icon ? <Icon size={14} aria-hidden /> : null
}

export const linkOf = ({ domain, root, sequence }: TimelinePage): Link => {
  if (domain === 'hand') return { href: `/hands/${root}?at=${sequence}`, label: 'See the hand at this event' }
  if (domain === 'player') return { href: '/me', label: 'Your statement' }
  return { href: `/tables/${root}`, label: 'Go to the table' }
}

/** Events as players read them: where, and in words. */
export const publicLook: Look = {
  name: 'words',
  columns: ['Time', '#', 'Stream', 'n', 'Type', 'By', 'What happened'],
  height: usualHeights,
  cells: (page, chain) => {
    const { recordedAt, position, domain, root, sequence, type, by, words } = page
    return (
      <>
        <td>
          <time dateTime={recordedAt}>{clock(recordedAt)}</time>
        </td>
        <td className="number">{whole(position)}</td>
        <td className="stream">
          <PageLink href={linkOf(page).href} tabIndex={-1}>
            <Mark domain={domain} /> {domain} {shortened(root)}
          </PageLink>
        </td>
        <td className="number">{sequence}</td>
        <td className="type">
          {type}
          {chain}
        </td>
        <td className="by">{by}</td>
        <td className="words">{words}</td>
      </>
    )
  },
}
