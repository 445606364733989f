'use client'
import { whole } from '../../timeline/words.ts'
import { ReadFailed } from '../listing.tsx'
import { useMessage } from './use-message.ts'

type Props = { domain: string; type: string }

/** How many there are, and on which days they came; of very many the newest. */
export function Volume({ domain, type }: Props) {
  const query = useMessage(domain, type)
  const { days, isAll } = query.data ?? { days: [], isAll: true }
  const [all, most] = [days.reduce((sum, { events }) => sum + events, 0), Math.max(...days.map(({ events }) => events))]
  return (
    <div className="desk-section">
      <ReadFailed what="The log" query={query} />
      {query.isPending ? <p className="text-muted">Counting…</p> : null}
      {query.data && days.length === 0 ? <p className="empty">Never emitted: there is none in the log.</p> : null}
      {days.length > 0 ? (
        <>
          <p>
            <strong>{whole(all)}</strong> {isAll ? 'so far' : 'are counted, the newest ones; there are more'}, by day
            (UTC):
          </p>
          <table className="catalog-volume" aria-label={`Volume of ${type}`}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">Events</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, events }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{whole(events)}</td>
                  <td aria-hidden>
                    <span style={{ inlineSize: `${Math.max(1, (100 * events) / most)}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </div>
  )
}
