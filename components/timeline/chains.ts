import type { TimelinePage } from './stretch.ts'

/** An event among those that follow from the same one: `lead` is the first of them that is held. */
export type Row = { readonly page: TimelinePage; readonly lead: number; readonly followers: number }

type Known = Pick<TimelinePage, 'eventId' | 'commandId' | 'causationId' | 'position'>

/** By position: the first event of each chain. An append is a chain too, and what answers an event goes on with it. */
const leads = (pages: readonly Known[]): ReadonlyMap<number, number> => {
  const ofEvent = new Map<string, number>()
  const ofCommand = new Map<string, number>()
  const found = new Map<number, number>()
  for (const { eventId, commandId, causationId, position } of pages) {
    const lead = ofEvent.get(causationId) ?? ofCommand.get(commandId) ?? position
    ofEvent.set(eventId, lead)
    if (!ofCommand.has(commandId)) ofCommand.set(commandId, lead)
    found.set(position, lead)
  }
  return found
}

/** Every event where it is in the log; folded, only the first one of each chain, unless that one is open. */
export const rowsOf = (
  pages: readonly TimelinePage[],
  { folded, open }: { readonly folded: boolean; readonly open: ReadonlySet<number> },
): readonly Row[] => {
  const lead = leads(pages)
  const followers = new Map<number, number>()
  for (const [position, first] of lead) if (position !== first) followers.set(first, (followers.get(first) ?? 0) + 1)
  return pages.flatMap(page => {
    const first = lead.get(page.position) ?? page.position
    if (folded && first !== page.position && !open.has(first)) return []
    return [{ page, lead: first, followers: first === page.position ? (followers.get(first) ?? 0) : 0 }]
  })
}
