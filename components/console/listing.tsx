import type { ReactNode } from 'react'
import { whole } from '../timeline/words.ts'
import { Button } from '../ui/button.tsx'
import { errorWords } from './problem.ts'

type Props = {
  /** As a sentence begins with it: "The editions". */
  what: string
  query: {
    data: unknown
    rows: readonly unknown[]
    error: Error | null
    refetch: () => unknown
    isPlaceholderData: boolean
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  /** Said where there is none of them. */
  none: string
  /** Where only some are asked for: back to all of them. */
  onClear: (() => void) | undefined
  children: ReactNode
}

/** Around a list that is read page by page: a failed read is not an empty list, and what is cut short goes on. */
export function Listing({ what, query, none, onClear, children }: Props) {
  const { data, rows, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  return (
    <>
      <ReadFailed what={what} query={query} />
      {data && rows.length === 0 ? (
        <div role="status" className="empty">
          <p>{onClear ? 'None is like that.' : none}</p>
          {onClear ? <Button onClick={onClear}>Clear all filters</Button> : null}
        </div>
      ) : (
        <div className={query.isPlaceholderData ? 'opacity-60' : ''} aria-busy={query.isPlaceholderData}>
          {children}
        </div>
      )}
      {rows.length > 0 ? (
        <footer className="mt-3 flex flex-wrap items-center gap-3 text-muted text-sm">
          <span role="status">
            {whole(rows.length)} shown{hasNextPage ? '; there are more' : ''}
          </span>
          {hasNextPage ? (
            <Button aria-disabled={isFetchingNextPage} onClick={() => isFetchingNextPage || void fetchNextPage()}>
              {isFetchingNextPage ? 'Reading on…' : 'Show older ones'}
            </Button>
          ) : null}
        </footer>
      ) : null}
    </>
  )
}

type Read = { readonly data: unknown; readonly error: Error | null; readonly refetch: () => unknown }

/** What was there before stays, and is said to be old. */
export function ReadFailed({ what, query: { data, error, refetch } }: { what: string; query: Read }) {
  if (!error) return null
  return (
    <div role="alert" className="empty">
      <p>
        {what} could not be read{data ? ' again: what is shown may be old' : ''}. {errorWords(error)}
      </p>
      <Button onClick={() => void refetch()}>Try again</Button>
    </div>
  )
}
