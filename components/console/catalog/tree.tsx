'use client'
import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import type { Emitted } from '@/server/instance'
import { get } from '../../live/http.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { type Aggregate, type Catalog, consumersIn, type Event, messageHref } from './declared.ts'

type Props = { catalog: Catalog }
type Mark = (domain: string, event: Event) => string | undefined

/** Everything that is declared: what is emitted but taken in by nobody, or never was emitted, says so. */
export function Tree({ catalog }: Props) {
  const [words, setWords] = useState('')
  const mark = useMark()
  const isMeant = (name: string) => name.toLowerCase().includes(words.trim().toLowerCase())
  const consumers = consumersIn(catalog).filter(({ name }) => isMeant(name))
  const isOpen = useIsOpen(words)
  const shown = catalog.aggregates.map(one => narrowed(one, isMeant)).filter(one => one !== undefined)
  return (
    <nav aria-label="Catalog" className="catalog-tree">
      <input
        type="search"
        className="field"
        aria-label="Filter the catalog"
        placeholder="Filter by name"
        data-search
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {shown.map(aggregate => (
        <details key={aggregate.domain} open={isOpen(aggregate.domain)}>
          <summary>
            {aggregate.domain} <span className="form-hint">{aggregate.commands.length + aggregate.events.length}</span>
          </summary>
          <Names title="Commands" domain={aggregate.domain} names={aggregate.commands} />
          <Names
            title="Events"
            domain={aggregate.domain}
            names={aggregate.events.filter(one => !one.fact)}
            mark={mark}
          />
          <Names title="Facts" domain={aggregate.domain} names={aggregate.events.filter(one => one.fact)} mark={mark} />
        </details>
      ))}
      {(['saga', 'process manager', 'projector'] as const).map(kind => (
        <Consumers key={kind} kind={kind} names={consumers.filter(one => one.kind === kind).map(({ name }) => name)} />
      ))}
      {shown.length + consumers.length === 0 ? <p className="text-muted">Nothing is named so.</p> : null}
    </nav>
  )
}

/** Of one domain what the filter means: all of it where that is the domain itself. */
const narrowed = (one: Aggregate, isMeant: (name: string) => boolean): Aggregate | undefined => {
  if (isMeant(one.domain)) return one
  const commands = one.commands.filter(({ type }) => isMeant(type))
  const events = one.events.filter(({ type }) => isMeant(type))
  return commands.length + events.length === 0 ? undefined : { ...one, commands, events }
}

const useIsOpen = (words: string) => {
  const path = usePathname()
  return (domain: string) => words.trim() !== '' || path.startsWith(`/admin/catalog/${domain}/`)
}

const useMark = (): Mark => {
  const { data } = useQuery({
    queryKey: ['emitted'],
    queryFn: () => get<Emitted>('/api/catalog/emitted'),
    staleTime: 60_000,
  })
  const last = new Map(data?.events.map(one => [`${one.domain}/${one.type}`, one.last]))
  return (domain, { type, consumers }) => {
    if (last.get(`${domain}/${type}`) === null) return 'never emitted'
    return consumers.length === 0 ? 'no consumer' : undefined
  }
}

type NamesProps = { title: string; domain: string; names: readonly { type: string }[]; mark?: Mark }

function Names({ title, domain, names, mark }: NamesProps) {
  const path = usePathname()
  if (names.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {names.map(one => (
          <li key={one.type}>
            <PageLink
              href={messageHref(domain, one.type)}
              aria-current={path === messageHref(domain, one.type) ? 'page' : undefined}
            >
              {one.type} <span className="form-hint">{mark?.(domain, one as Event)}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </>
  )
}

const titles = { saga: 'Sagas', 'process manager': 'Process managers', projector: 'Projectors' } as const

function Consumers({ kind, names }: { kind: keyof typeof titles; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      <h3>{titles[kind]}</h3>
      <ul>
        {names.map(name => (
          <li key={name}>
            <PageLink href={`/admin/catalog?consumer=${name}`}>{name}</PageLink>
          </li>
        ))}
      </ul>
    </>
  )
}
