'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import type { EventBook } from '@/server/instance'
import { type Problem, post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import type { Event } from '../catalog/declared.ts'
import { DecisionSheet } from '../decision-sheet.tsx'
import { DataForm } from '../forms/data-form.tsx'
import { fromServer, wrongIn } from '../schema/check.ts'
import { blankOf, dataSchema } from '../schema/schema.ts'
import { isRoot } from './asked.ts'
import { type Outcome, OutcomePanel } from './outcome.tsx'
import { useDraft } from './use-draft.ts'
import { WhereFields } from './where-fields.tsx'

type Address = { readonly domain: string; readonly root: string; readonly edition: string }
type Props = { event: Event; asked: Address; change: (part: Partial<Address>) => void }

/** One fact as it is written and recorded: under its external id it is stored once. */
export function FactDraft({ event: { type, schema }, asked, change }: Props) {
  const data = dataSchema(schema)
  const draft = useDraft(`${asked.domain}/${type}`, blankOf(data))
  const [named, setNamed] = useQueryState('external', parseAsString)
  const externalId = named ?? draft.id
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [pressed, setPressed] = useState(false)
  const [isSure, setSure] = useState(false)
  const wrong = wrongIn(data, draft.data)
  const isComplete = wrong.size === 0 && isRoot(asked.root) && externalId !== ''
  const told = outcome?.kind === 'refused' ? outcome.problem.fields : {}
  const record = async (): Promise<Problem | null> => {
    const body = { data: draft.data, externalId, edition: asked.edition, correlationId: draft.id }
    const answer = await post<EventBook>(`/api/facts/${asked.domain}/${asked.root}/${type}`, body)
    if (answer.ok) draft.markDone()
    setOutcome(
      answer.ok ? { kind: 'sent', value: answer.value } : { kind: 'refused', problem: answer.problem, isTrial: false },
    )
    return null
  }
  return (
    <div className="sending">
      <div className="sending-form">
        <WhereFields
          {...asked}
          wrong={told.root ?? (pressed && !isRoot(asked.root) ? 'The root is a UUID.' : undefined)}
          change={change}
        />
        <DataForm
          label={type}
          schema={data}
          value={draft.data}
          wrong={new Map([...fromServer(told), ...(pressed ? wrong : [])])}
          onChange={next => {
            setOutcome(null)
            draft.write(next)
          }}
        />
        <Field
          label="External id"
          className="field font-mono"
          value={externalId}
          maxLength={255}
          autoComplete="off"
          onChange={({ target }) => void setNamed(target.value)}
          error={told.externalId ?? (externalId === '' ? 'Under which it is stored once.' : undefined)}
          hint="What it is called where it happened. The same id in this stream is stored once, however often it is recorded."
        />
        <div className="sending-bar">
          <Button
            look="primary"
            onClick={() => {
              setPressed(true)
              if (isComplete) setSure(true)
            }}
          >
            Record…
          </Button>
        </div>
      </div>
      <OutcomePanel outcome={outcome} />
      {isSure ? (
        <DecisionSheet
          title={`Record ${type}`}
          about={`In ${asked.domain} ${asked.root}, ${asked.edition || 'main'}.`}
          confirm={`Record ${type}`}
          reason="none"
          onConfirm={record}
          onClose={() => setSure(false)}
        >
          <p className="text-sm">
            A fact is not judged by the domain: nothing refuses it, and it is never taken back. It stands in the log
            under your name.
          </p>
        </DecisionSheet>
      ) : null}
    </div>
  )
}
