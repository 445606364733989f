'use client'
import { useMemo } from 'react'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { diffOf, marksOf } from '../json/diff.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { type Stream, useStateAt } from './reading.ts'

type Props = { stream: Stream; at: number; pin: string | null; onPin: (pointer: string) => void }

/** The state after the event, with what that event changed. */
export function StateTab({ stream, at, pin, onPin }: Props) {
  const now = useStateAt(stream, at)
  // In a long stream each of them takes a while: first the one that is asked for.
  const before = useStateAt(stream, at - 1, now.data?.sequence === at)
  const isWhole = now.data?.sequence === at && before.data?.sequence === Math.max(-1, at - 1)
  const marks = useMemo(
    () => (isWhole && at >= 0 ? marksOf(diffOf(before.data?.state, now.data?.state)) : undefined),
    [isWhole, at, before.data, now.data],
  )
  if (now.isError && !now.data) {
    return (
      <div role="alert" className="empty">
        <p>The state could not be read. {now.error.message}</p>
        <Button onClick={() => void now.refetch()}>Try again</Button>
      </div>
    )
  }
  if (!now.data) return <p className="text-muted">Reading…</p>
  return (
    <div aria-busy={now.isPlaceholderData}>
      <p className="tab-words">
        {at < 0 ? 'What every stream of this kind begins with.' : `After #${whole(at)}. Marked is what it changed.`}
      </p>
      <JsonTree label="State" value={now.data.state} {...(marks ? { marks } : {})} pin={pin} onPin={onPin} />
    </div>
  )
}
