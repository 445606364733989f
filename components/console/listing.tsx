import type { ReactNode } from 'react'
import { whole } from '../timeline/words.ts'
import { Button } from '../ui/button.tsx'
import { errorWords } from './problem.ts'

type Props = {
  /** As a sentence begins with it: "The editions". */
  what: string
  query: { data: { rows: readonly unknown[]; next: unknown } | undefined; error: Error | null; refetch: () => unknown }
  /** Said where there is none of them. */
  none: string
  children: ReactNode
}

/** Around a list that is read whole: a failed read is not an empty list, and what is cut short says so. */
export function Listing({ what, query: { data, error, refetch }, none, children }: Props) {
  return (
    <>
      <ReadFailed what={what} query={{ data, error, refetch }} />
      {data?.rows.length === 0 ? (
        <p role="status" className="empty">
          {none}
        </p>
      ) : (
        children
      )}
      {data?.next ? <p className="text-muted text-sm">{whole(data.rows.length)} are shown; there are more.</p> : null}
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
