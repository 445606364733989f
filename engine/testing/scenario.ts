// Given events, when a command, then events or a rejection: the way every decision is tested.
import { expect } from 'vitest'
import { isRejection } from '../decision.ts'
import { type Aggregate, type AnyAggregate, type Context, handlerOf } from '../define.ts'
import type { Json, Message } from '../message.ts'

type Given = Partial<Pick<Context, 'now' | 'actor' | 'random'>> & {
  root?: string
  /** What `context.seen` answers, by domain and root. */
  seen?: { readonly [stream: string]: unknown }
  /** What `context.row` answers, by projection and key. */
  rows?: { readonly [row: string]: unknown }
}

/** A context that is the same on every call: ids count, random bytes are 0, 1, 2, … */
export const fixedContext = (given: Given = {}): Context => ({
  cover: {
    domain: 'test',
    root: given.root ?? '00000000-0000-4000-8000-000000000000',
    edition: '',
    correlationId: '',
    ext: null,
  },
  actor: given.actor ?? 'engine/test',
  now: given.now ?? 1_000_000,
  id: n => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
  random: given.random ?? (bytes => Uint8Array.from({ length: bytes }, (_, n) => n & 255)),
  seen: <S>({ domain }: Pick<AnyAggregate<S>, 'domain' | 'initial'>, root: string) =>
    given.seen?.[`${domain}/${root}`] as S | undefined,
  row: <Row>(projection: string, key: string) => given.rows?.[`${projection}/${key}`] as Row | undefined,
})

/** The fold of events over the initial state. */
export const stateAfter = <E extends Message, S>(
  aggregate: { readonly initial: S; readonly evolve: object },
  events: readonly E[],
): S => events.reduce<S>((state, event) => evolved(aggregate, state, event), aggregate.initial)

const evolved = <S>(aggregate: { readonly evolve: object }, state: S, event: Message): S => {
  const evolve = handlerOf(aggregate.evolve, event.type)
  if (!evolve) throw new Error(`no evolve for ${event.type}`)
  return evolve(state, event)
}

export const scenario =
  <C extends Message, E extends Message, S>(aggregate: Aggregate<C, E, S>, defaults: Given = {}) =>
  (...history: readonly E[]) => ({
    state: () => stateAfter(aggregate, history),
    when: (command: C, given: Given = {}) => {
      const parsed = (aggregate.commands as Record<string, { schema: { parse: (value: unknown) => C } }>)[command.type]
      const decide = handlerOf(aggregate.decide, command.type)
      if (!parsed || !decide) throw new Error(`no command ${command.type}`)
      const state = stateAfter(aggregate, history)
      const decision = decide(parsed.schema.parse(command), state, fixedContext({ ...defaults, ...given }))
      const events = () => {
        if (isRejection(decision)) throw new Error(`rejected: ${decision.rejected.reason}`)
        return decision as readonly E[]
      }
      return {
        /** Exactly these events, in this order. */
        // biome-ignore lint/suspicious/noThenProperty: given, when, then; nobody awaits it
        then: (...expected: readonly E[]) => expect(events()).toEqual(expected),
        /** The types of the events, in this order. */
        thenTypes: (...expected: readonly E['type'][]) => expect(events().map(event => event.type)).toEqual(expected),
        rejects: (reason: string, params?: { readonly [name: string]: Json }) => {
          expect(decision).toMatchObject({ rejected: { reason, ...(params ? { params } : {}) } })
        },
        /** For assertions of one's own, and for going on. */
        events,
        state: () => stateAfter(aggregate, [...history, ...events()]),
      }
    },
  })
