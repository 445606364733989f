'use client'
import { type ReactNode, useEffect } from 'react'
import { Button } from '../ui/button.tsx'
import { Chips } from './filter-bar.tsx'
import { LastMatch } from './last-match.tsx'
import type { Changes, Filter } from './question.ts'
import type { Stretch } from './stretch.ts'
import { whole } from './words.ts'

type End = 'older' | 'newer' | 'newest'
type Props = { held: Stretch; failed: End | null; onRetry: Readonly<Record<End, () => void>> }

/** How much of the log is held, whether it goes on, and what could not be read. */
export function Edges({ held, failed, onRetry }: Props) {
  const [first, last] = [held.rows[0], held.rows.at(-1)]
  return (
    <p className="edges">
      {first && last
        ? `${whole(held.rows.length)} events, #${whole(first.position)} to #${whole(last.position)} of #${whole(held.head)}`
        : `The log ends at #${whole(held.head)}`}
      {held.older === null && first ? ' · this is the oldest' : ''}
      {failed ? (
        <span role="alert" className="text-error">
          {' · '}
          {failed === 'older' ? 'older' : 'newer'} events could not be read{' '}
          <button type="button" className="underline" onClick={onRetry[failed]}>
            Try again
          </button>
        </span>
      ) : null}
    </p>
  )
}

type NothingProps = {
  nothing: ReactNode
  none: (head: number) => string
  held: Stretch
  filter: Filter
  told: (name: string, value: string) => string
  /** By itself only so far; asked by hand as far as one likes. */
  onLook: () => void
  onFurther: () => void
  onNarrow: (changes: Changes) => void
}

/** No event, none yet, or none so far back. */
export function Nothing({ nothing, none, held, filter, told, onLook, onFurther, onNarrow }: NothingProps) {
  const isFiltered = Object.keys(filter).length > 0
  const { older, head } = held
  useEffect(() => {
    if (older !== null) onLook()
  }, [older, onLook])
  if (!isFiltered) {
    return <div className="timeline-empty">{nothing}</div>
  }
  return (
    <div className="timeline-empty">
      <p>{older === null ? none(head) : `Nothing found, back to #${whole(older)}.`}</p>
      {older === null ? null : <Button onClick={onFurther}>Look further back</Button>}
      {older === null ? <LastMatch filter={filter} onNarrow={onNarrow} /> : null}
      <Chips filter={filter} told={told} onChange={onNarrow} />
    </div>
  )
}
