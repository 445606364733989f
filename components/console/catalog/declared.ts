import type { Schema } from '../schema/schema.ts'

/** A product as `GET /api/catalog` tells it. */
export type Command = {
  readonly type: string
  readonly schema: Schema
  readonly merge: 'STRICT' | 'COMMUTATIVE' | 'AGGREGATE_HANDLES' | 'MANUAL'
  readonly by: readonly string[]
  readonly personal: readonly string[]
  readonly lookups: boolean
  readonly undo: boolean
}
export type Event = {
  readonly type: string
  readonly schema: Schema
  readonly version: number
  readonly upcasters: readonly number[]
  readonly former: readonly { readonly version: number; readonly schema: Schema }[]
  readonly fact: boolean
  readonly personal: readonly string[]
  readonly consumers: readonly string[]
}
export type Refusal = {
  readonly reason: string
  readonly code: string
  readonly rule: string | null
  readonly message: string
}
export type Aggregate = {
  readonly domain: string
  readonly stateVersion: number
  readonly snapshots: { readonly every: number; readonly retention: string }
  readonly isWorkflow: boolean
  /** What it may answer a command instead of events, as far as it declares that. */
  readonly refusals: readonly Refusal[]
  readonly compensates: readonly string[]
  readonly commands: readonly Command[]
  readonly events: readonly Event[]
}
type Input = readonly { readonly domain: string; readonly types: readonly string[] }[]
type Part = { readonly name: string; readonly input: Input; readonly guarantees: string }
export type Catalog = {
  readonly aggregates: readonly Aggregate[]
  readonly sagas: readonly Part[]
  readonly processManagers: readonly (Part & { readonly ownInput: readonly string[] })[]
  readonly projectors: readonly (Part & { readonly version: number; readonly consistency: string })[]
}
/** Who takes messages in. */
export type Consumer = Part & {
  readonly kind: 'saga' | 'process manager' | 'projector'
  readonly ownInput: readonly string[]
}

export const consumersIn = ({ sagas, processManagers, projectors }: Catalog): readonly Consumer[] => [
  ...sagas.map(one => ({ ...one, kind: 'saga' as const, ownInput: [] })),
  ...processManagers.map(one => ({ ...one, kind: 'process manager' as const })),
  ...projectors.map(one => ({ ...one, kind: 'projector' as const, ownInput: [] })),
]

export const aggregateIn = (catalog: Catalog, domain: string) => catalog.aggregates.find(one => one.domain === domain)
export const commandIn = (catalog: Catalog, domain: string, type: string) =>
  aggregateIn(catalog, domain)?.commands.find(one => one.type === type)
export const eventIn = (catalog: Catalog, domain: string, type: string) =>
  aggregateIn(catalog, domain)?.events.find(one => one.type === type)

/** Only the engine sends it. */
export const isFromOutside = ({ by }: Pick<Command, 'by'>): boolean => by.some(sender => sender !== 'engine')

/** Who hears that a command was refused: its process managers, and the aggregates that compensate. */
export const refusalHeardBy = (catalog: Catalog, domain: string, type: string): readonly string[] => [
  ...catalog.processManagers.filter(one => one.ownInput.includes(`${domain}/${type} rejected`)).map(({ name }) => name),
  ...catalog.aggregates.filter(one => one.compensates.includes(`${domain}/${type}`)).map(one => one.domain),
]

export const messageHref = (domain: string, type: string): string => `/admin/catalog/${domain}/${type}`
export const sendHref = (asked: Readonly<Record<string, string>>): string =>
  `/admin/commands/new?${new URLSearchParams(asked)}`
export const factHref = (asked: Readonly<Record<string, string>>): string =>
  `/admin/facts/new?${new URLSearchParams(asked)}`

/** What a tree of names needs; of one message all of it. Schemas are most of a catalog. */
export const outlineOf = (catalog: Catalog, kept?: { readonly domain: string; readonly type: string }): Catalog => {
  const briefly = <T extends Command | Event>(domain: string, messages: readonly T[]): readonly T[] =>
    messages.map(one => {
      if (domain === kept?.domain && one.type === kept.type) return one
      return 'former' in one ? { ...one, schema: {}, former: [] } : { ...one, schema: {} }
    })
  return {
    ...catalog,
    aggregates: catalog.aggregates.map(({ domain, commands, events, ...rest }) => ({
      ...rest,
      domain,
      commands: briefly(domain, commands),
      events: briefly(domain, events),
    })),
  }
}
