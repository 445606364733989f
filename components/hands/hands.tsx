'use client'
import { useQueryStates } from 'nuqs'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useCallback, useRef } from 'react'
import { handsKeys } from '../keys/shortcuts.ts'
import { useShortcuts } from '../keys/use-shortcuts.ts'
import { useSession } from '../live/use-session.ts'
import { SiteHeader, type Visitor } from '../shell/site-header.tsx'
import { Button } from '../ui/button.tsx'
import { FilterBar } from './filter-bar.tsx'
import { askedWith, type Filters, filterParsers, isFiltered, noFilter, type Scope } from './filters.ts'
import { HandList } from './hand-list.tsx'
import { type FirstHands, useHands } from './use-hands.ts'
import { useKnown } from './use-known.ts'

type Props = Visitor & { first: FirstHands | undefined }

/** The hands that one may find: own and public ones, narrowed down by what stands in the address. */
export function Hands(props: Props) {
  return (
    <NuqsAdapter>
      <SiteHeader {...props} skipTo={{ id: 'hands', label: 'Go to the hands' }} />
      <HandsOf {...props} />
    </NuqsAdapter>
  )
}

function HandsOf({ session: firstSession, first }: Props) {
  const { session } = useSession(firstSession)
  const [filters, setFilters] = useQueryStates(filterParsers, { history: 'replace' })
  const change = useCallback((part: Partial<Filters>) => void setFilters(part), [setFilters])
  const scope: Scope = filters.scope ?? (session ? 'mine' : 'public')
  const list = useHands(askedWith(filters, scope), first)
  const search = useRef<HTMLInputElement>(null)
  const goTo = useRef<(() => void) | null>(null)
  const toList = () => goTo.current?.()
  useShortcuts(
    { search: () => search.current?.focus(), 'next-hand-row': toList, 'previous-hand-row': toList },
    handsKeys,
  )
  const known = useKnown(list)
  return (
    <main id="hands" className="mx-auto w-full max-w-5xl px-4 pb-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 pt-6">
        <h1 className="font-semibold text-2xl tracking-tight">Hands</h1>
        <Scopes scope={scope} onChange={chosen => change({ scope: chosen })} />
      </div>
      <FilterBar {...known} filters={filters} change={change} search={search} onDown={toList} />
      <div
        aria-busy={list.isFetching && !list.isFetchingNextPage}
        className={list.isPlaceholderData ? 'opacity-60' : ''}
      >
        <Found list={list} session={session} goTo={goTo} scope={scope} filters={filters} change={change} />
      </div>
    </main>
  )
}

type FoundProps = Pick<Parameters<typeof HandList>[0], 'list' | 'goTo'> & {
  session: Visitor['session']
  scope: Scope
  filters: Filters
  change: (part: Partial<Filters>) => void
}

function Found({ list, session, goTo, scope, filters, change }: FoundProps) {
  if (scope === 'mine' && !session)
    return (
      <Nothing
        text="Nobody is signed in here. Public hands can be seen all the same."
        act={['Public hands', () => change({ scope: 'public' })]}
      />
    )
  if (list.isPending) return <Loading />
  if (list.isError && list.hands.length === 0)
    return (
      <Nothing
        text="The hands could not be read. None of them is lost."
        act={['Try again', () => void list.refetch()]}
      />
    )
  if (list.hands.length === 0 && isFiltered(filters))
    return <Nothing text="No hand is like that." act={['Clear all filters', () => change(noFilter)]} />
  if (list.hands.length === 0)
    return <Nothing text={scope === 'mine' ? 'You have not been dealt in yet.' : 'No hand was played yet.'} />
  return <HandList key={scope} list={list} viewer={session?.player ?? null} goTo={goTo} />
}

function Scopes({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Whose hands</legend>
      {(['mine', 'public'] as const).map(one => (
        <button key={one} type="button" aria-pressed={scope === one} className="scope" onClick={() => onChange(one)}>
          {one === 'mine' ? 'Mine' : 'Public'}
        </button>
      ))}
    </fieldset>
  )
}

function Nothing({ text, act }: { text: string; act?: readonly [label: string, onPress: () => void] }) {
  return (
    <div
      role="status"
      className="flex flex-col items-center gap-3 rounded-xl border border-border border-dashed p-8 text-center"
    >
      <p className="text-muted">{text}</p>
      {act ? <Button onClick={act[1]}>{act[0]}</Button> : null}
    </div>
  )
}

function Loading() {
  return (
    <div>
      <p role="status" className="sr-only">
        Loading the hands
      </p>
      {['a', 'b', 'c', 'd', 'e', 'f'].map(row => (
        <div key={row} className="mb-px h-[75px] animate-pulse rounded-lg bg-surface" />
      ))}
    </div>
  )
}
