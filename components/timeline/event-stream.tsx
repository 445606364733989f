'use client'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Timeline } from '@/server/instance'
import { timelineKeys } from '../keys/shortcuts.ts'
import { useShortcuts } from '../keys/use-shortcuts.ts'
import { useLoss } from '../live/use-view.ts'
import { type Row, rowsOf } from './chains.ts'
import { Edges, Nothing } from './edges.tsx'
import { EventList } from './event-list.tsx'
import { GoTo } from './go-to.tsx'
import { type Facet, Inspector } from './inspector.tsx'
import type { Link, Look } from './look.ts'
import type { Changes, Filter } from './question.ts'
import { nothingFresh, type TimelinePage, tailState } from './stretch.ts'
import { sampleOf, TailBar } from './tail-bar.tsx'
import { Tools } from './tools.tsx'
import type { useQuestion } from './use-question.ts'
import { useStretch } from './use-stretch.ts'

/** What a timeline has to be told of the product whose events it shows. */
export type Product = {
  /** How what is held is drawn. */
  readonly look: (held: readonly TimelinePage[]) => Look
  readonly linksOf: (page: TimelinePage) => readonly Link[]
  readonly titleOf: (page: TimelinePage) => string
  readonly facetsOf: (page: TimelinePage) => readonly Facet[]
  readonly told: (name: string, value: string) => string
  /** What stands above the list, for what is asked. */
  readonly strip?: (filter: Filter, narrow: (changes: Changes) => void) => ReactNode
  /** More ways to look at what is held. */
  readonly tools?: ReactNode
  /** Where there is no event at all, and where none of so many matches. */
  readonly nothing: ReactNode
  readonly none: (head: number) => string
}
type Props = { product: Product; asked: ReturnType<typeof useQuestion>; first: Timeline }

export function EventStream({ product, asked, first }: Props) {
  const { filter, place, selected, folded, narrow, goTo, setSelected, setFolded } = asked
  const { held, failed, rate, searchFurther, loadOlder, loadNewer, follow, pause } = useStretch({
    filter,
    entry: place,
    first,
  })
  const state = tailState(held, useLoss())
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const [going, setGoing] = useState(false)
  const isSampled = held.follows && rate > mostRead
  const rows = useMemo(() => {
    const all = rowsOf(held.rows, { folded, open })
    return isSampled ? all.filter(isInSample) : all
  }, [held.rows, folded, open, isSampled])
  const look = useMemo(() => product.look(held.rows), [product, held.rows])
  const select = useCallback(
    (position: number | null) => {
      if (position !== null) pause()
      void setSelected(position)
    },
    [pause, setSelected],
  )
  const unfold = (lead: number) => setOpen(now => toggled(now, lead))
  const toggle = held.follows ? pause : follow
  useShortcuts({ follow: toggle, 'go-to': () => setGoing(true), close: () => select(null) }, timelineKeys)
  const page = selected === null ? undefined : held.rows.find(({ position }) => position === selected)
  return (
    <>
      <div className="stream-bar">
        <TailBar state={state} sampledAt={isSampled ? rate : null} onFollow={follow} onPause={pause} />
        <Tools
          folded={folded}
          tools={product.tools}
          onFold={() => void setFolded(!folded || null)}
          onGoTo={() => setGoing(true)}
        />
      </div>
      <div className="stream" data-open={page ? '' : undefined}>
        {rows.length > 0 ? (
          <EventList
            rows={rows}
            head={held.head}
            follows={held.follows}
            freshAfter={isSampled ? nothingFresh : held.freshAfter}
            selected={selected}
            look={look}
            onNear={end => (end === 'older' ? loadOlder() : loadNewer())}
            onLeave={pause}
            onReach={() => held.newer === null && follow()}
            onSelect={select}
            onUnfold={unfold}
          />
        ) : (
          <Nothing
            held={held}
            filter={filter}
            told={product.told}
            nothing={product.nothing}
            none={product.none}
            onLook={loadOlder}
            onFurther={searchFurther}
            onNarrow={narrow}
          />
        )}
        {page ? (
          <Inspector
            page={page}
            cause={held.rows.find(({ eventId }) => eventId === page.causationId)}
            effects={held.rows.filter(({ causationId }) => causationId === page.eventId)}
            titleOf={product.titleOf}
            links={product.linksOf(page)}
            facets={product.facetsOf(page)}
            onSelect={select}
            onFacet={({ name, value }) => narrow({ [name]: value })}
            onClose={() => select(null)}
          />
        ) : null}
      </div>
      <Edges held={held} failed={failed} onRetry={{ older: searchFurther, newer: loadNewer, newest: follow }} />
      {going ? (
        <GoTo
          head={held.head}
          onClose={() => setGoing(false)}
          onGo={from => {
            setGoing(false)
            if (from === '' && place.kind === 'newest') follow()
            goTo(from)
          }}
        />
      ) : null}
    </>
  )
}

/** More than anybody can read as it goes by: one in so many is drawn then, and all as soon as one stops. */
const mostRead = 200
const isInSample = ({ page }: Row) => page.position % sampleOf === 0

const toggled = (open: ReadonlySet<number>, lead: number): ReadonlySet<number> => {
  const next = new Set(open)
  if (!next.delete(lead)) next.add(lead)
  return next
}
