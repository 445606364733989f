// Given events with their envelopes, then rows: the way every read model is tested.
import { handlerOf, type ProjectorDeclaration } from '../define.ts'
import type { Input } from './envelope.ts'

/** Rows by key after these events, as the loop in engine/project.ts would have stored them. */
export const rowsAfter = <Row>(projector: ProjectorDeclaration, inputs: readonly Input[]): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>()
  for (const input of inputs) apply(projector, rows, input)
  return rows
}

/** The row of one key after every event, for what has to hold at every position. */
export const rowHistory = <Row>(
  projector: ProjectorDeclaration,
  key: string,
  inputs: readonly Input[],
): readonly (Row | undefined)[] => {
  const rows = new Map<string, Row>()
  return inputs.map(input => {
    apply(projector, rows, input)
    return rows.get(key)
  })
}

const apply = <Row>(projector: ProjectorDeclaration, rows: Map<string, Row>, { event, source }: Input): void => {
  if (!projector.domains.includes(source.domain)) return
  const reaction = handlerOf(projector.reactions, event.type)
  const key = reaction && projector.key(event, source)
  if (!reaction || key === undefined) return
  const row = reaction(frozen(rows.get(key)), event, source)
  if (row === undefined) rows.delete(key)
  else rows.set(key, row)
}

/** A reaction that changes the row it was given, instead of making a new one, fails the test. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}
