'use client'
import { useState } from 'react'
import { JsonEditor } from '../json-editor/json-editor.tsx'
import type { Schema } from '../schema/schema.ts'
import { idOf, Wrong } from './field-frame.tsx'
import { jsonIn, jsonOf } from './values.ts'

type Props = {
  schema: Schema
  value: unknown
  wrong: string | undefined
  onChange: (value: unknown) => void
}
const leastRows = 6

/** The data as a whole, as the text that it is. */
export function JsonText({ schema, value, wrong, onChange }: Props) {
  const [typed, setTyped] = useState(() => jsonOf(value))
  return (
    <div className="form-field form-json">
      <p className="font-medium">
        Data <span className="form-hint">JSON</span>
      </p>
      <JsonEditor
        label="Data"
        id={idOf('')}
        text={typed}
        rows={Math.min(24, Math.max(leastRows, typed.split('\n').length + 1))}
        schema={schema}
        isWrong={wrong !== undefined}
        describedBy={wrong === undefined ? undefined : `${idOf('')}-wrong`}
        onChange={text => {
          setTyped(text)
          onChange(jsonIn(text))
        }}
      />
      <Wrong at="" what={wrong} />
    </div>
  )
}
