'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { DifferenceList } from '../json/difference-list.tsx'
import { JsonEditor } from '../json-editor/json-editor.tsx'
import { dataSchema } from '../schema/schema.ts'
import type { SheetProps } from './deciding.ts'
import { type Catalog, editedOf, schemaIn } from './edited.ts'
import { TryResult } from './try-result.tsx'
import { payloadOf, subjectType } from './words.ts'

/** Another command in place of the one that was sent: checked as it is typed, its difference in sight. */
export function EditSheet({ letter, decide, onClose }: SheetProps) {
  const type = subjectType(letter.subject)
  const { type: _, ...sent } = payloadOf(letter).command ?? {}
  const [text, setText] = useState(() => JSON.stringify(sent, null, 2))
  const [tried, setTried] = useState<object | null>(null)
  const { data: catalog } = useQuery({ queryKey: ['catalog'], queryFn: () => get<Catalog>('/api/catalog') })
  const schema = schemaIn(catalog, letter.subject)
  const edited = editedOf(text, type, schema)
  const data = 'data' in edited ? edited.data : null
  const wrong = 'wrong' in edited ? edited.wrong : []
  const change = (next: string) => {
    setText(next)
    setTried(null)
  }
  return (
    <DecisionSheet
      title={`Edit and resubmit ${type}`}
      about="Sent in place of the original, which is kept with the difference."
      confirm="Resubmit edited"
      isIncomplete={data === null}
      onConfirm={reason => decide('resubmit', { reason, data })}
      onClose={onClose}
    >
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">Data</span>
        <JsonEditor
          label="Data"
          text={text}
          rows={Math.min(14, text.split('\n').length + 1)}
          schema={schema && dataSchema(schema)}
          isWrong={wrong.length > 0}
          describedBy="edited-wrong"
          onChange={change}
        />
        <ul id="edited-wrong" aria-live="polite" className="text-error text-sm">
          {wrong.map(one => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      {data ? (
        <DifferenceList label="Difference to what was sent" before={sent} after={data} names={['Sent', 'Edited']} />
      ) : null}
      {tried ? <TryResult id={letter.id} data={tried} /> : null}
      <Button disabled={data === null} onClick={() => setTried(data)}>
        Try it
      </Button>
    </DecisionSheet>
  )
}
