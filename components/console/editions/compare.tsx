'use client'
import { useQuery } from '@tanstack/react-query'
import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from 'nuqs'
import type { StreamComparison } from '@/engine/editions'
import type { LogPage } from '@/server/instance'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { dataWords } from '../dead-letters/between.tsx'
import { DifferenceList } from '../json/difference-list.tsx'
import { type Ignored, ignorable } from '../json/ignored.ts'
import { errorWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'

type Compared = Omit<StreamComparison, 'only'> & {
  readonly only: { readonly edition: readonly LogPage[]; readonly other: readonly LogPage[] }
}

/** Every stream that was written here, held against main: what both show, what only one does, where they end up. */
export function Compare({ name }: { name: string }) {
  const [ignored, setIgnored] = useQueryState('ignore', parseAsArrayOf(parseAsStringLiteral(ignorable)).withDefault([]))
  const { data, error, refetch } = useQuery({
    queryKey: ['of-edition', name, 'compare'],
    queryFn: () => get<{ streams: readonly Compared[] }>(`/api/editions/${name}/compare?with=`),
    refetchOnMount: 'always',
  })
  if (error)
    return (
      <div role="alert" className="empty">
        <p>It could not be compared. {errorWords(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    )
  if (!data)
    return (
      <p role="status" className="empty">
        Comparing…
      </p>
    )
  if (data.streams.length === 0)
    return (
      <p role="status" className="empty">
        Nothing has happened in this edition yet.
      </p>
    )
  return (
    <>
      <Ignore ignored={ignored} onChange={chosen => void setIgnored(chosen)} />
      {data.streams.map(stream => (
        <Stream key={`${stream.domain} ${stream.root}`} name={name} stream={stream} ignored={ignored} />
      ))}
    </>
  )
}

const kinds: Readonly<Record<Ignored, string>> = { times: 'Timestamps', ids: 'Ids' }

/** In the address, so that who is sent it sees the same. */
function Ignore({ ignored, onChange }: { ignored: readonly Ignored[]; onChange: (ignored: Ignored[]) => void }) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-5">
      <legend className="sr-only">In states, ignore</legend>
      <span aria-hidden className="text-muted">
        In states, ignore:
      </span>
      {ignorable.map(kind => (
        <label key={kind} className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            checked={ignored.includes(kind)}
            onChange={({ target }) =>
              onChange(ignorable.filter(one => (one === kind ? target.checked : ignored.includes(one))))
            }
          />
          {kinds[kind]}
        </label>
      ))}
    </fieldset>
  )
}

type StreamProps = { name: string; stream: Compared; ignored: readonly Ignored[] }

function Stream({ name, stream, ignored }: StreamProps) {
  const { domain, root, shared, only, states } = stream
  return (
    <section className="panel" aria-label={`${domain} ${root}`}>
      <h2>
        <StreamLink domain={domain} root={root} edition={name} />
      </h2>
      <p className="text-muted text-sm">
        {shared === 0
          ? 'No event is shared.'
          : `${whole(shared)} shared ${shared === 1 ? 'event' : 'events'}, up to #${shared - 1}.`}
      </p>
      <div className="two-lines">
        <Only title={`Only in ${name}`} sign="+" pages={only.edition} />
        <Only title="Only in main" sign="−" pages={only.other} />
      </div>
      <h3 className="mt-3 mb-1 text-muted text-xs">State</h3>
      <DifferenceList
        label={`State of ${domain} ${root}`}
        before={states.other}
        after={states.edition}
        names={['Main', name]}
        ignored={ignored}
      />
    </section>
  )
}

function Only({ title, sign, pages }: { title: string; sign: string; pages: readonly LogPage[] }) {
  return (
    <div className="min-w-0">
      <h3 className="text-muted text-xs">
        {title} · {whole(pages.length)}
      </h3>
      <ol className="between" aria-label={title}>
        {pages.map(({ eventId, sequence, type, data }) => (
          <li key={eventId}>
            <span aria-hidden>{sign}</span> <span className="text-muted">#{sequence}</span> <strong>{type}</strong>{' '}
            <code>{dataWords(data)}</code>
          </li>
        ))}
      </ol>
    </div>
  )
}
