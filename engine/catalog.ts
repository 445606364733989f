// What a product is made of, for machines: every message with its schema, who sends and emits it, who consumes it.
import { z } from 'zod'
import { type AnyAggregate, handlerOf } from './define.ts'
import type { Json } from './message.ts'
import type { Registry } from './registry.ts'
import { usualPolicy } from './snapshot.ts'

type Declared = { readonly schema: z.ZodType }

const schemaOf = ({ schema }: Declared): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    [key: string]: Json
  }
  return rest
}

/** JSON Schema 2020-12 for every payload. Forms, guards and the OpenAPI document come from the same declarations. */
export const catalog = (registry: Registry): Json => ({
  aggregates: registry.domain.aggregates.map(aggregate => aggregateOf(registry, aggregate)),
  sagas: registry.sagas.map(({ name, domain, reactions, unordered }) => ({
    name,
    input: inputsOf([domain], reactions),
    guarantees: unordered ? 'at least once, in any order' : 'at least once, in order per stream',
  })),
  processManagers: registry.processManagers.map(({ name, domains, process }) => ({
    name,
    input: inputsOf(domains, process.evolve),
    ownInput: Object.keys(process.evolve).filter(type => type.includes(' ')),
    steps: Object.keys(process.owed),
    expected: process.expected,
    guarantees: 'at least once, in order per stream; each input linked once',
  })),
  projectors: registry.projectors.map(({ name, version, domains, reactions, consistency, editions }) => ({
    name,
    version,
    input: inputsOf(domains, reactions),
    consistency,
    editions,
    guarantees: 'rows and checkpoint together: each event once, in order',
  })),
})

const inputsOf = (domains: readonly string[], handlers: object): Json =>
  domains.map(domain => ({ domain, types: Object.keys(handlers).filter(type => !type.includes(' ')) }))

const consumersOf = ({ sagas, processManagers, projectors }: Registry, domain: string, type: string): Json => [
  ...sagas.filter(one => one.domain === domain && handlerOf(one.reactions, type)).map(({ name }) => name),
  ...processManagers
    .filter(one => one.domains.includes(domain) && handlerOf(one.process.evolve, type))
    .map(({ name }) => name),
  ...projectors.filter(one => one.domains.includes(domain) && handlerOf(one.reactions, type)).map(({ name }) => name),
]

const aggregateOf = (registry: Registry, aggregate: AnyAggregate): Json => {
  const {
    domain,
    stateVersion,
    snapshots = usualPolicy,
    onRejected = {},
    onUndo = {},
    isWorkflow = false,
    refusals = {},
  } = aggregate
  const commands = Object.entries(aggregate.commands as AnyAggregate['commands'])
  const events = Object.entries(aggregate.events as AnyAggregate['events'])
  return {
    domain,
    stateVersion,
    snapshots: { ...snapshots },
    isWorkflow,
    refusals: Object.entries(refusals).map(([reason, { code = 'FAILED_PRECONDITION', rule = null, message }]) => ({
      reason,
      code,
      rule,
      message,
    })),
    compensates: Object.keys(onRejected),
    commands: commands.map(([type, declared]) => ({
      type,
      schema: schemaOf(declared),
      merge: declared.merge,
      by: declared.by,
      personal: declared.personal?.fields ?? [],
      lookups: Object.hasOwn(aggregate.lookups ?? {}, type),
      undo: Object.hasOwn(onUndo, type),
    })),
    events: events.map(([type, declared]) => ({
      type,
      schema: schemaOf(declared),
      version: declared.version,
      upcasters: Object.keys(declared.upcasters ?? {}).map(Number),
      former: Object.entries(declared.former ?? {}).map(([version, schema]) => ({
        version: Number(version),
        schema: schemaOf({ schema }),
      })),
      fact: declared.fact === true,
      personal: declared.personal?.fields ?? [],
      consumers: consumersOf(registry, domain, type),
    })),
  }
}
