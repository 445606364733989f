'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { errorWords } from '../problem.ts'
import { useConsumer } from './use-consumers.ts'
import { expectedWords } from './words.ts'

type Props = { name: string; onClose: () => void }

/** The facts first; then, where people read its rows, its name once more. It leads to the operation. */
export function RebuildSheet({ name, onClose }: Props) {
  const router = useRouter()
  const { data, error } = useConsumer(name, undefined)
  const [typed, setTyped] = useState('')
  const facts = data?.rebuild
  const isNamed = facts?.visible === false || typed === name
  const confirm = async (reason: string) => {
    const answer = await post<{ operation: string }>(`/api/projections/${encodeURIComponent(name)}/rebuild`, { reason })
    if (!answer.ok) return answer.problem
    router.push(`/admin/operations/${answer.value.operation}` as Route)
    return null
  }
  return (
    <DecisionSheet
      title={`Rebuild ${name}`}
      confirm={facts ? `Read ${whole(facts.events)} events again` : 'Rebuild'}
      isIncomplete={!facts || !isNamed}
      onConfirm={confirm}
      onClose={onClose}
    >
      {error && !facts ? <p role="alert">Its figures could not be read. {errorWords(error)}</p> : null}
      {facts ? (
        <dl className="facts">
          <dt>Events to read</dt>
          <dd>{whole(facts.events)}</dd>
          <dt>Rows now</dt>
          <dd>{whole(facts.rows)}</dd>
          <dt>Time</dt>
          <dd>{expectedWords(facts)}</dd>
          <dt>Meanwhile</dt>
          <dd>Readers see the old rows. At the end it stands still for a moment, and the new ones take their place.</dd>
        </dl>
      ) : (
        <p role="status">Looking up its figures…</p>
      )}
      {facts?.visible ? (
        <Field
          label={`Type ${name}: people read these rows`}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
      ) : null}
    </DecisionSheet>
  )
}
