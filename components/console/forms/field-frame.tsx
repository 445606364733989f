import type { ReactNode } from 'react'
import type { Schema } from '../schema/schema.ts'

/** One field of a form that a schema asks for: `at` is its JSON pointer, `undefined` a value that is not there. */
export type FieldProps = {
  name: string
  at: string
  schema: Schema
  value: unknown
  isRequired: boolean
  wrong: ReadonlyMap<string, string>
  onChange: (value: unknown) => void
}

export const idOf = (at: string) => `field${at.replaceAll('/', '.')}`

/** So that a field is told what is wrong with it. */
export const described = (at: string, wrong: string | undefined) =>
  ({
    'aria-invalid': wrong !== undefined,
    'aria-describedby': wrong === undefined ? undefined : `${idOf(at)}-wrong`,
  }) as const

type Props = Pick<FieldProps, 'name' | 'at' | 'isRequired' | 'wrong'> & { hint?: string; children: ReactNode }

/** Name, whether it may be left out, the field itself, and what is wrong with it. */
export function FieldFrame({ name, at, isRequired, wrong, hint, children }: Props) {
  return (
    <div className="form-field">
      <label htmlFor={idOf(at)}>
        {name} <span className="form-hint">{[isRequired ? '' : 'optional', hint].filter(Boolean).join(' · ')}</span>
      </label>
      {children}
      <Wrong at={at} what={wrong.get(at)} />
    </div>
  )
}

export function Wrong({ at, what }: { at: string; what: string | undefined }) {
  return what === undefined ? null : (
    <p id={`${idOf(at)}-wrong`} className="form-wrong">
      {what}
    </p>
  )
}
