'use client'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { Command } from '../catalog/declared.ts'
import { DataForm } from '../forms/data-form.tsx'
import { fromServer, wrongIn } from '../schema/check.ts'
import { blankOf, dataSchema } from '../schema/schema.ts'
import { type Asked, wrongAround } from './asked.ts'
import { HandlingFields } from './handling-fields.tsx'
import { OutcomePanel } from './outcome.tsx'
import { SendSheet } from './send-sheet.tsx'
import { useDraft } from './use-draft.ts'
import { useSending } from './use-sending.ts'
import { WhereFields } from './where-fields.tsx'

type Props = { command: Command; isWorkflow: boolean; asked: Asked; change: (part: Partial<Asked>) => void }

/** One command as it is written, tried and sent. */
export function CommandDraft({ command, isWorkflow, asked, change }: Props) {
  const schema = dataSchema(command.schema)
  const draft = useDraft(`${asked.domain}/${command.type}`, blankOf(schema))
  const sending = useSending({ asked, draft, isWorkflow })
  const [pressed, setPressed] = useState(false)
  const [isSure, setSure] = useState(false)
  const { outcome } = sending
  const told = outcome?.kind === 'refused' ? outcome.problem.fields : {}
  const wrongData = wrongIn(schema, draft.data)
  const around = wrongAround(asked, command.merge)
  const isComplete = wrongData.size === 0 && Object.keys(around).length === 0
  const shownWrong = new Map([...fromServer(told), ...(pressed ? wrongData : [])])
  const shownAround: Readonly<Record<string, string>> = { ...told, ...(pressed ? around : {}) }
  const press = (then: () => void) => {
    setPressed(true)
    if (isComplete) then()
    else requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const changeAround = (part: Partial<Asked>) => {
    draft.touch()
    sending.forget()
    change(part)
  }
  return (
    <div className="sending">
      <div className="sending-form">
        <WhereFields {...asked} wrong={shownAround.root} change={changeAround} />
        <DataForm
          label={command.type}
          schema={schema}
          value={draft.data}
          wrong={shownWrong}
          onChange={next => {
            sending.forget()
            draft.write(next)
          }}
        />
        <HandlingFields asked={asked} merge={command.merge} wrong={shownAround.sequence} change={changeAround} />
        <div className="sending-bar">
          <Button onClick={() => press(() => void sending.speculate())} aria-disabled={sending.isBusy}>
            Speculate
          </Button>
          <Button look="primary" onClick={() => press(() => setSure(true))} aria-disabled={sending.isBusy}>
            Send…
          </Button>
          {pressed && !isComplete ? (
            <p role="alert" className="form-wrong">
              Something is missing or wrong: see the fields.
            </p>
          ) : null}
        </div>
      </div>
      <OutcomePanel outcome={outcome} />
      {isSure ? (
        <SendSheet
          asked={asked}
          isTried={outcome?.kind === 'tried'}
          onConfirm={sending.send}
          onClose={() => setSure(false)}
        />
      ) : null}
    </div>
  )
}
