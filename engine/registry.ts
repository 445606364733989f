// Who answers for what: the declarations of a product, found by domain and type.
import { v5 } from 'uuid'
import type {
  AnyAggregate,
  CommandDeclaration,
  Domain,
  EventDeclaration,
  ProcessManagerDeclaration,
  ProjectorDeclaration,
  SagaDeclaration,
} from './define.ts'
import { UnknownMessage } from './errors.ts'
import type { Message } from './message.ts'

export type Registry = {
  readonly domain: Domain
  readonly aggregate: (domain: string) => AnyAggregate
  readonly find: (domain: string) => AnyAggregate | undefined
  readonly command: (domain: string, type: string) => CommandDeclaration<Message>
  readonly event: (domain: string, type: string) => EventDeclaration<Message>
  readonly sagas: readonly SagaDeclaration[]
  readonly processManagers: readonly ProcessManagerDeclaration[]
  readonly projectors: readonly ProjectorDeclaration[]
}

const declared = <T>(map: object, type: string, what: string): T => {
  if (!Object.hasOwn(map, type)) throw new UnknownMessage(`${what} ${type} is not declared`)
  return (map as Record<string, T>)[type] as T
}

/** Streams and checkpoints are found by these names. */
const distinct = (names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new TypeError(`${twice} is declared twice`)
}

/** Of domains, editions and components (engine.md §1). */
export const properName = /^[a-z][a-z0-9-]{0,63}$/

const proper = (names: readonly string[]): void => {
  const strange = names.find(name => !properName.test(name))
  if (strange !== undefined) throw new TypeError(`${strange}: lower-case letters, digits and dashes, at most 64`)
}

export const registry = (domain: Domain): Registry => {
  const domains = domain.aggregates.map(one => one.domain)
  const components = [...domain.sagas, ...domain.processManagers, ...domain.projectors].map(({ name }) => name)
  for (const names of [domains, components]) {
    distinct(names)
    proper(names)
  }
  const misplaced = domain.projectors.find(
    one => one.consistency === 'inline' && (one.domains.length !== 1 || one.keyed || one.editions),
  )
  if (misplaced) throw new TypeError(`${misplaced.name} is inline: one source, one row per stream of main`)
  const byName = new Map(domain.aggregates.map(aggregate => [aggregate.domain, aggregate]))
  const aggregate = (name: string) => {
    const found = byName.get(name)
    if (!found) throw new UnknownMessage(`domain ${name} is not declared`)
    return found
  }
  return {
    domain,
    aggregate,
    find: name => byName.get(name),
    command: (name, type) => declared(aggregate(name).commands, type, `command ${name}`),
    event: (name, type) => declared(aggregate(name).events, type, `event ${name}`),
    sagas: domain.sagas,
    processManagers: domain.processManagers,
    projectors: domain.projectors,
  }
}

const namespace = '6f1d4a0e-53c2-5f0e-9a39-6b5f1d0c7a11'

/** An id that is the same for the same words: how reactions stay idempotent. */
export const derivedId = (...words: readonly (string | number)[]): string => v5(JSON.stringify(words), namespace)

/** Under which the refusal of a command is recorded, wherever that is. */
export const refusalOf = (commandId: string): string => derivedId(commandId, 'rejected')
