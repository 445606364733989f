'use client'
import { useState } from 'react'
import { newId } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import type { Schema } from '../schema/schema.ts'
import { described, FieldFrame, type FieldProps, idOf } from './field-frame.tsx'
import { jsonIn, jsonOf, numberIn, rangeWords } from './values.ts'

const longText = 200

/** What is left empty and may be is not sent. */
export function TextField(props: FieldProps) {
  const { at, schema, value, wrong, isRequired, onChange } = props
  const { format, maxLength } = schema
  const shown = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
  const field = {
    id: idOf(at),
    value: shown,
    spellCheck: false,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) =>
      onChange(target.value === '' && !isRequired ? undefined : target.value),
    ...described(at, wrong.get(at)),
  }
  return (
    <FieldFrame {...props} {...(format ? { hint: format } : maxLength ? { hint: `up to ${maxLength}` } : {})}>
      {maxLength !== undefined && maxLength > longText ? (
        <textarea className="field py-2" rows={3} {...field} />
      ) : (
        <div className="form-beside">
          <input className={format ? 'field font-mono' : 'field'} {...field} />
          {format === 'uuid' ? (
            <Button onClick={() => onChange(newId())} aria-label={`New id for ${props.name}`}>
              New
            </Button>
          ) : null}
        </div>
      )}
    </FieldFrame>
  )
}

/** What is typed stays as it is typed; what is no number yet is told as such. */
export function NumberField(props: FieldProps) {
  const { at, schema, value, wrong, onChange } = props
  const [typed, setTyped] = useState(() => (value === undefined ? '' : String(value)))
  const shown = numberIn(typed) === value ? typed : value === undefined || value === null ? '' : String(value)
  return (
    <FieldFrame {...props} hint={rangeWords(schema)}>
      <input
        id={idOf(at)}
        className="field tabular-nums"
        inputMode="numeric"
        autoComplete="off"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value)
          onChange(numberIn(target.value))
        }}
        {...described(at, wrong.get(at))}
      />
    </FieldFrame>
  )
}

export function ChoiceField(props: FieldProps) {
  const { at, schema, value, wrong, onChange } = props
  const options = schema.enum ?? []
  return (
    <FieldFrame {...props}>
      <select
        id={idOf(at)}
        className="field"
        value={options.indexOf(value)}
        onChange={({ target }) => onChange(options[Number(target.value)])}
        {...described(at, wrong.get(at))}
      >
        <option value={-1}>–</option>
        {options.map((option, n) => (
          <option key={String(option)} value={n}>
            {String(option)}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

const flag: Schema = { enum: [true, false] }
/** Yes, no, or nothing said: a box that is not ticked could mean either of the last two. */
export function FlagField(props: FieldProps) {
  return <ChoiceField {...props} schema={flag} />
}

/** For what no field is made for. */
export function JsonField(props: FieldProps) {
  const { at, value, wrong, onChange } = props
  const [typed, setTyped] = useState(() => jsonOf(value))
  return (
    <FieldFrame {...props} hint="JSON">
      <textarea
        id={idOf(at)}
        className="field py-2 font-mono"
        rows={4}
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          onChange(jsonIn(target.value))
        }}
        {...described(at, wrong.get(at))}
      />
    </FieldFrame>
  )
}
