// How a domain is declared: aggregates, sagas, process managers, projectors as data and pure functions.
import type { z } from 'zod'
import type { Decision } from './decision.ts'
import type { Cover, Envelope, Json, Message, Of, Problem } from './message.ts'

export type MergeStrategy = 'STRICT' | 'COMMUTATIVE' | 'AGGREGATE_HANDLES' | 'MANUAL'
export type Sender = 'player' | 'host' | 'floor' | 'engine'

/** What a decision may know beyond command and state: time, chance and ids come in from outside. */
export type Context = {
  readonly cover: Cover
  /** Who sends: a player id, `administrator`, or `engine/<component>`. */
  readonly actor: string
  /** Milliseconds since the epoch, UTC. */
  readonly now: number
  /** The n-th id derived from the command id: the same whenever the command is decided again. */
  readonly id: (n: number) => string
  readonly random: (bytes: number) => Uint8Array
  /** The state of another aggregate that this command declared in `lookups`; undefined where the stream is empty. */
  readonly seen: <S>(aggregate: AnyAggregate<S>, root: string) => S | undefined
}

export type Decide<C extends Message, E extends Message, S> = {
  readonly [T in C['type']]: (command: Of<C, T>, state: S, context: Context) => Decision<E>
}
export type Evolve<E extends Message, S> = {
  readonly [T in E['type']]: (state: S, event: Of<E, T>) => S
}

/** How a command is parsed, merged and guarded. `schema` includes the literal `type`. */
export type CommandDeclaration<C extends Message> = {
  readonly schema: z.ZodType<C>
  readonly merge: MergeStrategy
  readonly by: readonly Sender[]
}
/** `fact: true` admits the event from outside (engine.md §4). `version` counts from 1. */
export type EventDeclaration<E extends Message> = {
  readonly schema: z.ZodType<E>
  readonly version: number
  readonly fact?: true
}
export type Lookup = { readonly aggregate: AnyAggregate; readonly root: string }
/** A refused command as its source hears of it: `issuer` sent it, `cause` is the event that led there. */
export type Notification = Problem & { readonly command: Message; readonly target: Cover; readonly issuer: string }

export type Aggregate<C extends Message, E extends Message, S> = {
  readonly domain: string
  readonly stateVersion: number
  readonly initial: S
  readonly evolve: Evolve<E, S>
  readonly commands: { readonly [T in C['type']]: CommandDeclaration<Of<C, T>> }
  readonly events: { readonly [T in E['type']]: EventDeclaration<Of<E, T>> }
  readonly decide: Decide<C, E, S>
  /** Other states that a command reads before it is decided. */
  readonly lookups?: { readonly [T in C['type']]?: (command: Of<C, T>) => readonly Lookup[] }
  /** Compensation: `'domain/CommandType'` → events of this aggregate. `[]` has handled it. */
  readonly onRejected?: { readonly [command: string]: (notice: Notification, state: S) => readonly E[] }
  /** Who the stream belongs to, for commands that a `host` may send. */
  readonly hostOf?: (state: S) => string | undefined
}
// biome-ignore lint/suspicious/noExplicitAny: the one place where aggregates of all domains meet
export type AnyAggregate<S = any> = Aggregate<any, any, S>

/** Declares an aggregate; the types of its parts are held against each other here. */
export const aggregate = <C extends Message, E extends Message, S>(declared: Aggregate<C, E, S>) => declared

/** A command on its way. `label` names it within its sender: the same whenever it is owed again. */
export type Sent = {
  readonly domain: string
  readonly root: string
  readonly command: Message
  readonly label?: string
  readonly sequence?: number
  readonly ext?: Json
  readonly correlationId?: string
}
export const send = <C extends Message, E extends Message, S>(
  target: Aggregate<C, E, S>,
  root: string,
  command: NoInfer<C>,
): Sent => ({ domain: target.domain, root, command })

/** Stateless: an event of one domain in, commands for others out. */
export type Saga<E extends Message> = {
  readonly [T in E['type']]?: (event: Of<E, T>, source: Envelope) => readonly Sent[]
}
export type SagaDeclaration = { readonly name: string; readonly domain: string; readonly reactions: Handlers }
export const saga = <C extends Message, E extends Message, S>(
  name: string,
  source: Aggregate<C, E, S>,
  reactions: Saga<E>,
): SagaDeclaration => ({ name, domain: source.domain, reactions: reactions as Handlers })

/** A durable timer that a process manager owes. `timeout` is its name in the instance, `dueAt` ms since the epoch. */
export type Timeout = { readonly timeout: string; readonly dueAt: number; readonly data?: Json }
export type Owed = Sent | Timeout
/** Input to a process manager: its own command was refused, or its timer ran out. */
export type Rejected<C extends string> = { readonly type: `${C} rejected`; readonly label: string } & Problem
export type Elapsed<N extends string> = {
  readonly type: `${N} elapsed`
  readonly dueAt: number
  readonly lateBy: number
  readonly data: Json
  /** Milliseconds since the epoch at which it fired. */
  readonly at: number
}

export type ProcessManager<E extends Message, S extends { readonly step: string }> = {
  /** The key of the instance that an event concerns; undefined where it concerns none. */
  readonly correlate: (event: E, source: Envelope) => string | undefined
  readonly initial: S
  readonly evolve: { readonly [T in E['type']]: (state: S, event: Of<E, T>, source: Envelope) => S }
  /** What the instance owes now, by step. Asked again at will: ids derive from key and label. */
  readonly owed: { readonly [K in S['step']]: (state: Extract<S, { step: K }>, key: string) => readonly Owed[] }
  /** Reasons of refusal that another event already explains: handled by doing nothing. */
  readonly expected: readonly string[]
}
export type ProcessManagerDeclaration = {
  readonly name: string
  readonly domains: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: process managers of all domains meet here
  readonly process: ProcessManager<any, any>
}
export const processManager = <E extends Message, S extends { readonly step: string }>(
  name: string,
  sources: readonly AnyAggregate[],
  process: ProcessManager<E, S>,
): ProcessManagerDeclaration => ({ name, domains: sources.map(source => source.domain), process })

/** A read model is a fold, one row per key (by default the stream's root). Undefined deletes the row. */
export type Projector<E extends Message, Row> = {
  readonly [T in E['type']]?: (row: Row | undefined, event: Of<E, T>, source: Envelope) => Row | undefined
}
export type ProjectorDeclaration = {
  readonly name: string
  readonly version: number
  readonly domains: readonly string[]
  readonly key: (event: Message, source: Envelope) => string | undefined
  readonly reactions: Handlers
}
export const projector = <E extends Message, Row>(
  declared: Omit<ProjectorDeclaration, 'reactions' | 'key' | 'domains'> & {
    readonly sources: readonly AnyAggregate[]
    readonly key?: (event: E, source: Envelope) => string | undefined
  },
  reactions: Projector<E, Row>,
): ProjectorDeclaration => ({
  name: declared.name,
  version: declared.version,
  domains: declared.sources.map(source => source.domain),
  key: (declared.key as ProjectorDeclaration['key']) ?? ((_, source) => source.root),
  reactions: reactions as Handlers,
})

// biome-ignore lint/suspicious/noExplicitAny: handler maps of all domains meet here
export type Handlers = { readonly [type: string]: ((...args: any[]) => any) | undefined }

/** The one look-up by string: the handler that a map has for a message type, own properties only. */
export const handlerOf = (handlers: object, type: string): Handlers[string] =>
  Object.hasOwn(handlers, type) ? (handlers as Handlers)[type] : undefined

/** Everything a product is made of, once. */
export type Domain = {
  readonly aggregates: readonly AnyAggregate[]
  readonly sagas: readonly SagaDeclaration[]
  readonly processManagers: readonly ProcessManagerDeclaration[]
  readonly projectors: readonly ProjectorDeclaration[]
}
