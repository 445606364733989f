'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'

const named = /^[a-z][a-z0-9-]{0,63}\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Of one stream, as it is now. It is kept as a milestone. */
export function TakeSheet({ stream: given, onClose }: { stream: string; onClose: () => void }) {
  const client = useQueryClient()
  const [stream, setStream] = useState(given)
  const take = async (reason: string) => {
    const answer = await post(`/api/snapshots/${stream}`, { reason })
    await client.invalidateQueries({ queryKey: ['snapshots'] })
    return answer.ok ? null : answer.problem
  }
  return (
    <DecisionSheet
      title="Take a snapshot"
      about="The state behind the stream’s newest event is kept, so that nobody has to fold it again."
      confirm="Take it"
      isIncomplete={!named.test(stream)}
      onConfirm={take}
      onClose={onClose}
    >
      <Field
        label="Stream"
        placeholder="domain/root"
        value={stream}
        autoComplete="off"
        spellCheck={false}
        maxLength={101}
        onChange={({ target }) => setStream(target.value.trim())}
      />
    </DecisionSheet>
  )
}
