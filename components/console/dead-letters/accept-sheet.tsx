'use client'
import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { dataWords } from './between.tsx'
import type { SheetProps } from './deciding.ts'
import { subjectType } from './words.ts'

const other = 'other'

/** What it was to do is done: by one of the events since, or by one that is named. */
export function AcceptSheet({ letter, decide, onClose }: SheetProps) {
  const events = letter.since?.pages ?? []
  const [chosen, setChosen] = useState(events.length === 0 ? other : '')
  const [named, setNamed] = useState('')
  const event = chosen === other ? named.trim() : chosen
  return (
    <DecisionSheet
      title={`Accept ${subjectType(letter.subject)} as already done`}
      about="Nothing is sent. The event that did it is kept with your reason."
      confirm="Accept as already done"
      isIncomplete={event === ''}
      onConfirm={reason => decide('accept', { event, reason })}
      onClose={onClose}
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">Done by</legend>
        {events.map(({ eventId, sequence, type, data }) => (
          <label key={eventId} className="accept-option">
            <input type="radio" name="event" checked={chosen === eventId} onChange={() => setChosen(eventId)} />
            <span className="min-w-0">
              #{sequence} <strong>{type}</strong> <code className="break-all">{dataWords(data)}</code>
            </span>
          </label>
        ))}
        <label className="accept-option">
          <input type="radio" name="event" checked={chosen === other} onChange={() => setChosen(other)} />
          Another event
        </label>
      </fieldset>
      {chosen === other ? (
        <Field label="Id of the event" value={named} onChange={({ target }) => setNamed(target.value)} />
      ) : null}
    </DecisionSheet>
  )
}
