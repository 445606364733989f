'use client'
import { Plus, X } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { pointerOf } from '@/engine/json-value'
import { Button } from '../../ui/button.tsx'
import { alternativesOf, alternativeWords, blankOf, isMembers, meantBy, type Schema } from '../schema/schema.ts'
import { type FieldProps, Wrong } from './field-frame.tsx'
import { renamed, withField, withItem } from './values.ts'

/** `Inner`: the field of whatever is inside. */
export type NestedProps = FieldProps & { Inner: ComponentType<FieldProps> }

const below = (at: string, part: string | number) => at + pointerOf([part])

function Remove({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={`Remove ${what}`} onClick={onClick}>
      <X size={16} aria-hidden />
    </button>
  )
}

/** The fields of an object, in the order in which they are declared. */
export function Fields({ schema, value, at, wrong, Inner, onChange }: Omit<NestedProps, 'name' | 'isRequired'>) {
  const members = isMembers(value) ? value : {}
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).map(([name, one]) => (
    <Inner
      key={name}
      name={name}
      at={below(at, name)}
      schema={one}
      value={members[name]}
      isRequired={required.includes(name)}
      wrong={wrong}
      onChange={next => onChange(withField(members, name, next))}
    />
  ))
}

export function ObjectField(props: NestedProps) {
  return (
    <fieldset className="form-group">
      <legend>{props.name}</legend>
      <Fields {...props} />
      <Wrong at={props.at} what={props.wrong.get(props.at)} />
    </fieldset>
  )
}

export function ListField({ name, at, schema, value, wrong, Inner, onChange }: NestedProps) {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const of = schema.items ?? {}
  return (
    <fieldset className="form-group">
      <legend>
        {name} <span className="form-hint">{items.length}</span>
      </legend>
      {items.map((item, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item of a list is what stands at its place
        <div key={n} className="form-item">
          <Inner
            name={`${name} ${n}`}
            at={below(at, n)}
            schema={of}
            value={item}
            isRequired
            wrong={wrong}
            onChange={next => onChange(withItem(items, n, next))}
          />
          <Remove what={`${name} ${n}`} onClick={() => onChange(items.filter((_, other) => other !== n))} />
        </div>
      ))}
      <Wrong at={at} what={wrong.get(at)} />
      <Button look="quiet" className="self-start" onClick={() => onChange([...items, blankOf(of)])}>
        <Plus size={16} aria-hidden /> One more in {name}
      </Button>
    </fieldset>
  )
}

export function MapField({ name, at, schema, value, wrong, Inner, onChange }: NestedProps) {
  const members = isMembers(value) ? value : {}
  const of = (schema.additionalProperties ?? {}) as Schema
  return (
    <fieldset className="form-group">
      <legend>{name}</legend>
      {Object.entries(members).map(([key, one], n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its key is what is typed here
        <div key={n} className="form-item">
          <input
            className="field font-mono"
            aria-label={`Key ${n} of ${name}`}
            value={key}
            onChange={({ target }) => onChange(renamed(members, key, target.value))}
          />
          <Inner
            name={`${name} of ${key || '…'}`}
            at={below(at, key)}
            schema={of}
            value={one}
            isRequired
            wrong={wrong}
            onChange={next => onChange({ ...members, [key]: next ?? null })}
          />
          <Remove what={`${name} of ${key}`} onClick={() => onChange(withField(members, key, undefined))} />
        </div>
      ))}
      <Wrong at={at} what={wrong.get(at)} />
      <Button look="quiet" className="self-start" onClick={() => onChange({ ...members, '': blankOf(of) ?? null })}>
        <Plus size={16} aria-hidden /> One more in {name}
      </Button>
    </fieldset>
  )
}

/** One of several kinds of value: which, and then that. */
export function UnionField({ name, at, schema, value, wrong, Inner, onChange }: NestedProps) {
  const options = alternativesOf(schema) ?? []
  const [chosen, setChosen] = useState(() => Math.max(0, meantBy(options, value)))
  const meant = meantBy(options, value)
  const n = meant < 0 ? chosen : meant
  const choose = (next: number) => {
    setChosen(next)
    onChange(blankOf(options[next] ?? {}))
  }
  return (
    <fieldset className="form-group">
      <legend>{name}</legend>
      <select
        className="field"
        aria-label={`Kind of ${name}`}
        value={n}
        onChange={({ target }) => choose(Number(target.value))}
      >
        {options.map((option, index) => (
          <option key={alternativeWords(option, index)} value={index}>
            {alternativeWords(option, index)}
          </option>
        ))}
      </select>
      <Inner name={name} at={at} schema={options[n] ?? {}} value={value} isRequired wrong={wrong} onChange={onChange} />
    </fieldset>
  )
}
