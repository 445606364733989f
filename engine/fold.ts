// State from events: the left fold, and nothing else.
import { type AnyAggregate, handlerOf } from './define.ts'
import { CorruptStream } from './errors.ts'
import { eventOf, type Page } from './message.ts'

type Folded = Pick<Page, 'type' | 'data' | 'private'>

export const evolve = <S>(aggregate: AnyAggregate<S>, state: S, page: Folded): S => {
  const handler = handlerOf(aggregate.evolve, page.type)
  if (!handler) throw new CorruptStream(`${aggregate.domain} has no event ${page.type}`)
  return handler(state, eventOf(page))
}

export const fold = <S>(aggregate: AnyAggregate<S>, pages: readonly Folded[], from: S = aggregate.initial): S => {
  let state = from
  for (const page of pages) state = evolve(aggregate, state, page)
  return state
}
