'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { StatementLine } from '@/domain/player/statement'
import type { Statement as Page } from '@/server/instance'
import { signed } from '../hands/wording.ts'
import { get } from '../live/http.ts'
import { chips } from '../table/wording.ts'
import { Button } from '../ui/button.tsx'
import { When } from '../ui/when.tsx'
import { lineText } from './wording.ts'

type Props = { first: Page }

/** Every movement of chips with what it left, newest first; older ones when they are asked for. */
export function Statement({ first }: Props) {
  const query = useInfiniteQuery({
    queryKey: ['statement', first.lines[0]?.sequence ?? -1],
    queryFn: ({ pageParam }) => get<Page>(`/api/me/statement${pageParam === null ? '' : `?cursor=${pageParam}`}`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: Page) => next,
    initialData: { pages: [first], pageParams: [null] },
  })
  const lines = query.data.pages.flatMap(page => page.lines)
  const tables: Page['tables'] = Object.assign({}, ...query.data.pages.map(page => page.tables))
  return (
    <section aria-labelledby="statement">
      <h2 id="statement" className="mb-2 font-semibold text-lg">
        Statement
      </h2>
      {lines.length === 0 ? <p className="text-muted">No chips have moved yet.</p> : null}
      <table className="statement" hidden={lines.length === 0}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Chips</th>
            <th scope="col">Free</th>
            <th scope="col">Bankroll</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <Line key={line.sequence} line={line} table={line.table ? (tables[line.table] ?? null) : null} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage ? (
        <div className="flex justify-center py-3">
          <Button aria-disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {query.isFetchingNextPage ? 'One moment…' : query.isFetchNextPageError ? 'Try again' : 'Older movements'}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

function Line({ line, table }: { line: StatementLine; table: string | null }) {
  const { at, amount, available, bankroll, result } = line
  return (
    <tr>
      <th scope="row">
        <span className="block truncate">
          {lineText(line)}
          {table ? <span className="text-muted"> · {table}</span> : null}
        </span>
        <span className="block font-normal text-muted text-xs">
          <When at={at} />
          {result === null || result === 0 ? null : ` · ${signed(result)} there`}
        </span>
      </th>
      <td className={amount > 0 ? 'text-ok' : undefined}>{signed(amount)}</td>
      <td>{chips(available)}</td>
      <td className="text-muted">{chips(bankroll)}</td>
    </tr>
  )
}
