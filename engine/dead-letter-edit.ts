// A command that a reviewer sends in place of the one that failed: by its schema, personal fields sealed, with the difference.
import { canonical } from './canonical.ts'
import { type Letter, messageOf } from './dead-letter-entry.ts'
import { type FieldProblem, parse } from './execute.ts'
import type { Json, Message } from './message.ts'
import { sealPersonal } from './personal.ts'
import type { Runtime } from './runtime.ts'

type Fields = { readonly [field: string]: Json }
export type Edited = {
  /** Readable. */
  readonly message: Message
  /** As it is kept: what is personal, as ciphers. */
  readonly data: Fields
  readonly diff: { readonly [field: string]: { readonly from: Json; readonly to: Json } }
}

export const editedOf = async (
  runtime: Runtime,
  letter: Letter,
  data: Fields,
): Promise<Edited | { readonly problem: FieldProblem }> => {
  const { target, correlationId, payload, opened } = letter
  const type = opened.subject.split('/')[1] ?? ''
  const cover = { ...target, correlationId, ext: null }
  const parsed = parse(runtime, { cover, message: { ...data, type } })
  if ('problem' in parsed) return parsed
  const { message } = parsed
  const { personal } = runtime.registry.command(target.domain, type)
  const sealed = await sealPersonal(runtime.ports.vault, personal, { message, root: target.root })
  const readable = fieldsOf(await messageOf(runtime, letter))
  const kept = fieldsOf(payload.command as Message | undefined)
  // A field that stays what it was keeps its cipher too: sealed anew it would look like another value.
  const stored = Object.entries(fieldsOf(sealed)).map(([field, value]) => {
    const isSame = Object.hasOwn(readable, field) && same(fieldsOf(message)[field], readable[field])
    return [field, isSame && kept[field] !== undefined ? kept[field] : value] as const
  })
  const now = Object.fromEntries(stored)
  return { message, data: now, diff: differenceOf(kept, now) }
}

const fieldsOf = (message: Message | undefined): Fields => {
  const { type: _, ...fields } = message ?? { type: '' }
  return fields
}
const same = (a: Json | undefined, b: Json | undefined) => canonical(a ?? null) === canonical(b ?? null)

const differenceOf = (before: Fields, after: Fields): Edited['diff'] => {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = fields.filter(field => !same(before[field], after[field])).sort()
  return Object.fromEntries(
    changed.map(field => [field, { from: before[field] ?? null, to: after[field] ?? null }] as const),
  )
}
