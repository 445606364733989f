'use client'
import { Button } from '../../ui/button.tsx'
import { blankOf, type Kind, kindOf, type Schema, unlessNull } from '../schema/schema.ts'
import type { FieldProps } from './field-frame.tsx'
import { ListField, MapField, ObjectField, UnionField } from './nested-fields.tsx'
import { ChoiceField, FlagField, JsonField, NumberField, TextField } from './plain-fields.tsx'

const plain = { choice: ChoiceField, text: TextField, number: NumberField, flag: FlagField, json: JsonField } as const
const nested = { object: ObjectField, list: ListField, map: MapField, union: UnionField } as const

const isNested = (kind: Kind): kind is keyof typeof nested => Object.hasOwn(nested, kind)

/** The field for a schema. What may be nothing is added first, where it is more than one line. */
export function SchemaField(props: FieldProps) {
  const { schema, isRequired } = props
  const inner = unlessNull(schema)
  if (inner) return <Perhaps {...props} schema={inner} nothing={null} />
  const kind = kindOf(schema)
  if (kind === 'fixed') return null
  if (!isNested(kind)) return <Plain {...props} kind={kind} />
  if (!isRequired) return <Perhaps {...props} nothing={undefined} />
  const Field = nested[kind]
  return <Field {...props} Inner={SchemaField} />
}

function Plain({ kind, ...props }: FieldProps & { kind: keyof typeof plain }) {
  const Field = plain[kind]
  return <Field {...props} />
}

/** Something, or nothing: a line that is left empty is nothing, anything else is added and taken away. */
function Perhaps({ nothing, ...props }: FieldProps & { nothing: null | undefined }) {
  const { name, schema, value, onChange } = props
  const kind = kindOf(schema)
  if (kind !== 'fixed' && !isNested(kind)) {
    const change = (next: unknown) => onChange(next ?? nothing)
    return <Plain {...props} kind={kind} isRequired={false} value={value ?? undefined} onChange={change} />
  }
  if (value === undefined || value === null)
    return (
      <Button look="quiet" className="self-start" onClick={() => onChange(filled(schema))}>
        Add {name} <span className="form-hint">optional</span>
      </Button>
    )
  return (
    <div className="form-perhaps">
      <SchemaField {...props} isRequired />
      <Button look="quiet" className="self-start" onClick={() => onChange(nothing)}>
        Without {name}
      </Button>
    </div>
  )
}

const filled = (schema: Schema) => blankOf(schema) ?? {}
