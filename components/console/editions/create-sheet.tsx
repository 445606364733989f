'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { bodyOf, type Draft, draft, missingIn } from './new-edition.ts'
import { PointFields } from './point-fields.tsx'

type Props = { domains: readonly string[]; onClose: () => void }

const kinds = [
  ['implicit', 'Anywhere'],
  ['position', 'Position'],
  ['time', 'Time'],
  ['explicit', 'Streams'],
] as const
const hints = {
  implicit: 'Each stream leaves main where the edition first writes to it.',
  position: 'Every stream at one moment of the log, that event included.',
  time: 'Every stream as it was at that time.',
  explicit: 'Whole domains or single streams, each before an event of its own.',
} as const

export function CreateSheet({ domains, onClose }: Props) {
  const [asked, setAsked] = useState<Draft>(() => draft(domains[0] ?? ''))
  const router = useRouter()
  const change = (part: Partial<Draft>) => setAsked(held => ({ ...held, ...part }))
  const missing = missingIn(asked)
  const create = async () => {
    const answer = await post('/api/editions', bodyOf(asked))
    if (!answer.ok) return answer.problem
    router.push(`/admin/editions/${asked.name}` as Route)
    return null
  }
  return (
    <DecisionSheet
      title="New edition"
      about="A branch of history under your name. Nothing in it is live."
      confirm="Create"
      reason="none"
      isIncomplete={missing !== null}
      onConfirm={create}
      onClose={onClose}
    >
      <Field
        label="Name"
        value={asked.name}
        maxLength={64}
        autoComplete="off"
        onChange={({ target }) => change({ name: target.value })}
      />
      <Field
        label="Purpose"
        value={asked.purpose}
        maxLength={500}
        onChange={({ target }) => change({ purpose: target.value })}
      />
      <Choice
        label="Leaves main at"
        value={asked.kind}
        options={kinds}
        hint={hints[asked.kind]}
        onChange={kind => change({ kind })}
      />
      {asked.kind === 'position' ? (
        <Field
          label="Position"
          inputMode="numeric"
          value={asked.position}
          onChange={({ target }) => change({ position: target.value.trim() })}
        />
      ) : null}
      {asked.kind === 'time' ? (
        <Field
          label="Time"
          type="datetime-local"
          step={1}
          value={asked.at}
          onChange={({ target }) => change({ at: target.value })}
        />
      ) : null}
      {asked.kind === 'explicit' ? (
        <PointFields points={asked.points} domains={domains} onChange={points => change({ points })} />
      ) : null}
      {missing && asked.name ? (
        <p role="status" className="text-muted text-sm">
          Missing: {missing}
        </p>
      ) : null}
    </DecisionSheet>
  )
}
