'use client'
import { useState } from 'react'
import { isMembers, kindOf, type Schema } from '../schema/schema.ts'
import { JsonText } from './json-text.tsx'
import { Fields } from './nested-fields.tsx'
import { SchemaField } from './schema-field.tsx'

type Props = {
  label: string
  schema: Schema
  value: unknown
  wrong: ReadonlyMap<string, string>
  onChange: (value: unknown) => void
}
const ways = ['form', 'json'] as const

/** The data of a message: field by field, or as the JSON that it is. What is typed in one stands in the other. */
export function DataForm({ label, schema, value, wrong, onChange }: Props) {
  const isForm = kindOf(schema) === 'object'
  const [way, setWay] = useState<(typeof ways)[number]>(isForm ? 'form' : 'json')
  const isReadable = isForm && isMembers(value)
  const hasFields = Object.keys(schema.properties ?? {}).length > 0
  return (
    <fieldset className="form-data">
      <legend>{label}</legend>
      {isForm && hasFields ? (
        <div className="desk-choice form-ways">
          {ways.map(one => (
            <button key={one} type="button" aria-pressed={way === one} onClick={() => setWay(one)}>
              {one === 'form' ? 'Form' : 'JSON'}
            </button>
          ))}
        </div>
      ) : null}
      {way === 'form' && !hasFields ? <p className="text-muted">It says nothing but its name.</p> : null}
      {way === 'form' && hasFields && !isReadable ? (
        <p className="text-error">What stands under JSON is no object, so no form can show it.</p>
      ) : null}
      {way === 'form' && isReadable ? (
        <Fields schema={schema} value={value} at="" wrong={wrong} Inner={SchemaField} onChange={onChange} />
      ) : null}
      {way === 'json' ? (
        <>
          <JsonText schema={schema} value={value} wrong={wrong.get('')} onChange={onChange} />
          <ul aria-live="polite" className="form-wrong">
            {[...wrong].flatMap(([pointer, what]) =>
              pointer === '' ? [] : [<li key={pointer}>{`${pointer}: ${what}`}</li>],
            )}
          </ul>
        </>
      ) : null}
    </fieldset>
  )
}
