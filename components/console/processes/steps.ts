import type { EventBook, ProcessTold } from '@/server/instance'

type Past = { readonly sequence: number; readonly at: string; readonly by: string; readonly reason: string | null }
/** One thing that an instance took in, heard, owes or waits for. */
export type Step =
  | (Past & { readonly kind: 'took'; readonly what: string; readonly from: Place })
  | (Past & { readonly kind: 'accepted' | 'refused'; readonly what: string; readonly label: string })
  | (Past & { readonly kind: 'elapsed' | 'cancelled'; readonly what: string })
  | { readonly kind: 'owes'; readonly what: string; readonly label: string; readonly to: Omit<Place, 'at'> }
  | { readonly kind: 'waits'; readonly what: string; readonly dueAt: number }
type Place = { readonly domain: string; readonly root: string; readonly at: number }
type Page = EventBook['pages'][number]

/** In its order: what its own stream says, then what it owes and is not answered, then what it waits for, the next first. */
export const stepsOf = (pages: readonly Page[], { owes, due }: Pick<ProcessTold, 'owes' | 'due'>): readonly Step[] => [
  ...pages.flatMap(pastOf),
  ...owes.map(({ type, label, domain, root }) => ({ kind: 'owes' as const, what: type, label, to: { domain, root } })),
  ...[...due]
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({ name, dueAt }) => ({ kind: 'waits' as const, what: name, dueAt })),
]

/** The engine's own few types of events, whatever the process. */
const pastOf = ({ type, sequence, recordedAt: at, actor: by, data }: Page): readonly Step[] => {
  const told = data as Readonly<Record<string, unknown>>
  const text = (name: string) => String(told[name] ?? '')
  const past = { sequence, at, by, reason: told.reason === undefined ? null : text('reason') }
  const from = { domain: text('domain'), root: text('root'), at: Number(told.sequence) }
  if (type === 'EventLinked') return [{ ...past, kind: 'took', what: text('eventType'), from }]
  if (type === 'CommandAccepted') return [{ ...past, kind: 'accepted', what: text('command'), label: text('label') }]
  if (type === 'CommandRejected') return [{ ...past, kind: 'refused', what: text('command'), label: text('label') }]
  if (type === 'TimeoutElapsed') return [{ ...past, kind: 'elapsed', what: text('timeout') }]
  return type === 'TimeoutCancelled' ? [{ ...past, kind: 'cancelled', what: text('timeout') }] : []
}
