'use client'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { errorWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'
import { useEditionOrder } from './use-edition.ts'
import { hindrance, type Plan, usePlan } from './use-plan.ts'

type Props = { name: string; onRebase: () => void }

/** First what it would do, without doing it; then, when confirmed, all of it at once. */
export function Merge({ name, onRebase }: Props) {
  const { data: plan, error, isFetching, refetch } = usePlan(name)
  const [isAsked, setAsked] = useState(false)
  const order = useEditionOrder(name)
  if (error)
    return (
      <div role="alert" className="empty">
        <p>What a merge would do could not be found out. {errorWords(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    )
  if (!plan)
    return (
      <p role="status" className="empty">
        Finding out what a merge would do…
      </p>
    )
  const wrong = hindrance(plan)
  const words = `${whole(plan.events)} ${plan.events === 1 ? 'event' : 'events'}`
  return (
    <section className="panel" aria-label="Merge">
      <h2>{wrong ? 'It cannot be merged as it is' : `A merge would append ${words} to main`}</h2>
      {wrong ? <p className="mb-2">{wrong}</p> : null}
      <Streams plan={plan} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" disabled={wrong !== null} onClick={() => setAsked(true)}>
          Merge {words} into main
        </Button>
        {plan.moved.length > 0 ? <Button onClick={onRebase}>Rebase</Button> : null}
        <Button aria-disabled={isFetching} onClick={() => void refetch()}>
          Look again
        </Button>
      </div>
      {isAsked ? (
        <DecisionSheet
          title={`Merge ${name} into main`}
          about={`${words} in ${whole(plan.streams.length)} ${plan.streams.length === 1 ? 'stream' : 'streams'} become live, all at once. This cannot be taken back.`}
          confirm={`Merge ${words}`}
          onConfirm={reason => order(post(`/api/editions/${name}/merge`, { reason }), 'merged')}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </section>
  )
}

function Streams({ plan: { streams } }: { plan: Plan }) {
  return (
    <div className="overflow-x-auto">
      <table className="differences" aria-label="Streams that it wrote">
        <thead>
          <tr>
            <th scope="col">Stream</th>
            <th scope="col">Own events</th>
            <th scope="col">Leaves main before</th>
            <th scope="col">Main is</th>
          </tr>
        </thead>
        <tbody>
          {streams.map(({ domain, root, from, events, main }) => (
            <tr key={`${domain} ${root}`} data-mark={main === from ? undefined : 'changed'}>
              <th scope="row">
                <StreamLink domain={domain} root={root} />
              </th>
              <td>{whole(events)}</td>
              <td>#{from}</td>
              <td>{main === from ? 'where it was' : `further on: #${main - 1}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
