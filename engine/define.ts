// How a domain is declared: aggregates, sagas, process managers, projectors as data and pure functions.
import type { z } from 'zod'
import type { Decision, Rejection } from './decision.ts'
import type { Cover, Envelope, Json, Message, Of, Problem, RejectionCode } from './message.ts'

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
  /** The state of another stream that this command declared in `lookups`; undefined where it is empty. */
  readonly seen: <S>(
    aggregate: Pick<AnyAggregate<S>, 'domain' | 'initial'>,
    root: string,
    edition?: string,
  ) => S | undefined
  /** The row of a projection that this command declared in `lookups`. */
  readonly row: <Row>(projection: string, key: string) => Row | undefined
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
  readonly personal?: Personal<C>
}
/** Why a command may be refused, for who has to know before it is sent: a reason's sentence, its rule, its code. */
export type Refusals = {
  readonly [reason: string]: { readonly message: string; readonly rule?: string; readonly code?: RejectionCode }
}
type Fields = { readonly [field: string]: Json }
/**
 * `fact: true` admits the event from outside (engine.md §4). `version` counts from 1; `upcasters[n]` makes the fields
 * of version n into those of version n + 1 whenever one is read: what is stored stays as it is.
 */
export type EventDeclaration<E extends Message> = {
  readonly schema: z.ZodType<E>
  readonly version: number
  readonly fact?: true
  readonly upcasters?: { readonly [version: number]: (fields: Fields) => Fields }
  /** What earlier versions said, for who reads of them; nothing is parsed by it. */
  readonly former?: { readonly [version: number]: z.ZodType }
  readonly personal?: Personal<E>
  /** After this event the key of a subject is destroyed: nobody can read their personal parts any more. */
  readonly forgets?: (event: E, root: string) => string
}
/** Read before a command is decided: the state of another stream, here or in another edition, or a row of a projection. */
export type Lookup =
  | { readonly aggregate: Pick<AnyAggregate, 'domain'>; readonly root: string; readonly edition?: string }
  | { readonly projection: string; readonly key: string }
/** Fields that are somebody's: they lie encrypted under the key of `subject`, which is a player id, for instance. */
export type Personal<M extends Message> = {
  readonly fields: readonly (Exclude<keyof M, 'type'> & string)[]
  readonly subject: (message: M, root: string) => string
}
/** Instead of compensating: what was refused waits for a reviewer. */
export type Escalation = { readonly escalate: 'dead-letter' }
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
  readonly refusals?: Refusals
  /** Other states that a command reads before it is decided. */
  readonly lookups?: {
    readonly [T in C['type']]?: (command: Of<C, T>, cover: Pick<Cover, 'root'>) => readonly Lookup[]
  }
  /** Compensation: `'domain/CommandType'` → events of this aggregate. `[]` has handled it. */
  readonly onRejected?: {
    readonly [command: string]: (notice: Notification, state: S) => readonly E[] | Escalation
  }
  /** AGGREGATE_HANDLES: what a command comes to whose sender saw another state (undefined: one from the future). */
  readonly merge?: {
    readonly [T in C['type']]?: (
      command: Of<C, T>,
      states: { readonly expected: S | undefined; readonly actual: S },
      context: Context,
    ) => Decision<E>
  }
  /** MANUAL: whether a command from a stale screen may wait for review at all. Undefined: it may. */
  readonly mayReview?: { readonly [T in C['type']]?: (command: Of<C, T>, context: Context) => Rejection | undefined }
  /** So many commands of one stream wait for review at a time; one more is refused. */
  readonly mostReviews?: { readonly most: number; readonly refused: Rejection }
  /** What takes an accepted command back, where a cascade is compensated. */
  readonly onUndo?: { readonly [T in C['type']]?: (command: Of<C, T>, state: S) => readonly E[] }
  /** A snapshot whenever so many events more are there; every 16, and kept, where nothing is said. */
  readonly snapshots?: { readonly every: number; readonly retention: 'DEFAULT' | 'TRANSIENT' }
  /** Beside the snapshot of every 16 events: what the state was folded from last is a milestone, and kept. */
  readonly milestone?: (
    event: E,
    when: { readonly before: S; readonly previousAt: string; readonly at: string },
  ) => boolean
  /** Its root is the correlation id of whatever it is asked: the stream is a workflow of its own. */
  readonly isWorkflow?: true
  /** Who the stream belongs to, for commands that a `host` may send. */
  readonly hostOf?: (state: S) => string | undefined
}
// biome-ignore lint/suspicious/noExplicitAny: the one place where aggregates of all domains meet
export type AnyAggregate<S = any> = Aggregate<any, any, S>

/** Declares an aggregate; the types of its parts are held against each other here. */
export const aggregate = <C extends Message, E extends Message, S>(declared: Aggregate<C, E, S>) => declared

/**
 * A command on its way. `label` names it within its sender: the same whenever it is owed again. With `DECISION` a
 * process manager hears both verdicts, as `domain/Type accepted` or `rejected`, and nothing travels to the source.
 */
export type Sent = {
  readonly domain: string
  readonly root: string
  readonly command: Message
  readonly syncMode?: 'DECISION'
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

/** An event that a saga or a process manager records in another stream, without being decided there. */
export type SentFact = {
  readonly domain: string
  readonly root: string
  readonly fact: Message
  readonly externalId: string
  readonly label?: string
}
export const sendFact = <C extends Message, E extends Message, S>(
  target: Aggregate<C, E, S>,
  root: string,
  { fact, externalId }: { readonly fact: NoInfer<E>; readonly externalId: string },
): SentFact => ({ domain: target.domain, root, fact, externalId })

/** Stateless: an event of one domain in, commands and facts for others out. */
export type Saga<E extends Message> = {
  readonly [T in E['type']]?: (event: Of<E, T>, source: Envelope) => readonly (Sent | SentFact)[]
}
export type SagaDeclaration = {
  readonly name: string
  readonly domain: string
  readonly reactions: Handlers
  /** Later events of a stream need not wait behind one that cannot be handled. */
  readonly unordered: boolean
}
export const saga = <C extends Message, E extends Message, S>(
  name: string,
  source: Aggregate<C, E, S>,
  reactions: Saga<E>,
): SagaDeclaration => ({ name, domain: source.domain, reactions: reactions as Handlers, unordered: false })
/** The same saga, whose order within a stream does not matter. */
export const unordered = (one: SagaDeclaration): SagaDeclaration => ({ ...one, unordered: true })

/** A durable timer that a process manager owes. `timeout` is its name in the instance, `dueAt` ms since the epoch. */
export type Timeout = { readonly timeout: string; readonly dueAt: number; readonly data?: Json }
export type Owed = Sent | SentFact | Timeout
/** Input to a process manager that sent with DECISION. */
export type Accepted<C extends string> = { readonly type: `${C} accepted`; readonly label: string }
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
  /** The key of the instance that an event concerns; undefined where it concerns none. Its workflow, where nothing is said. */
  readonly correlate: (event: E, source: Envelope) => string | undefined
  readonly initial: S
  /** Of the state's shape, 1 where nothing is said: a snapshot of another version is not used. */
  readonly stateVersion?: number
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
  process: Omit<ProcessManager<E, S>, 'correlate'> & Partial<Pick<ProcessManager<E, S>, 'correlate'>>,
): ProcessManagerDeclaration => ({
  name,
  domains: sources.map(source => source.domain),
  process: { correlate: workflowOf, ...process },
})
const workflowOf: ProcessManager<Message, never>['correlate'] = (_, { correlationId }) => correlationId || undefined

/** A read model is a fold, one row per key (by default the stream's root). Undefined deletes the row. */
export type Projector<E extends Message, Row> = {
  readonly [T in E['type']]?: (row: Row | undefined, event: Of<E, T>, source: Envelope) => Row | undefined
}
export type ProjectorDeclaration = {
  readonly name: string
  readonly version: number
  readonly domains: readonly string[]
  readonly key: (event: Message, source: Envelope) => string | undefined
  /** The key is another one than the stream's root. */
  readonly keyed: boolean
  readonly reactions: Handlers
  /** `inline`: one row per stream, stored by the append that causes it. */
  readonly consistency: 'async' | 'inline'
  /** Rows of editions too, each apart: by default only main is projected. */
  readonly editions: boolean
}
export const projector = <E extends Message, Row>(
  declared: Pick<ProjectorDeclaration, 'name' | 'version'> & {
    readonly sources: readonly AnyAggregate[]
    readonly key?: (event: E, source: Envelope) => string | undefined
    readonly consistency?: 'async' | 'inline'
    readonly editions?: boolean
  },
  reactions: Projector<E, Row>,
): ProjectorDeclaration => ({
  name: declared.name,
  version: declared.version,
  consistency: declared.consistency ?? 'async',
  editions: declared.editions ?? false,
  domains: declared.sources.map(source => source.domain),
  keyed: declared.key !== undefined,
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
