import { z } from 'zod'
import type { Trial } from '@/engine/dead-letter-try'
import type { Engine } from '@/engine/engine'
import type { Outcome } from '../answers'
import { failureOf, reactionsOf } from '../answers'
import { asked, DeadLettersQuery, given, NoQuery } from '../asked'
import { actorOf, type Caller, viewerOf } from '../callers/callers'
import { type Failed, failed, nothingHere, type Result } from '../operating/failures'
import { AcceptBody, NoBody, ReasonBody, ResubmitBody, TryBody } from '../parsed'
import { type LogPage, logPage, type Reaction } from '../reading/event-book'
import { turnedCards, wouldTurnCards } from '../reading/hidden-cards'
import type { Operations, Reads } from '../reading/reads'
import { forAdministrators, order } from './orders'

type Letter = NonNullable<Awaited<ReturnType<Engine['deadLetters']['find']>>>

/** What nobody could deal with, as reviewers look at it. */
export const deadLetterReads = (engine: Engine): Pick<Reads, 'deadLetters' | 'deadLetter'> => ({
  deadLetters: forAdministrators(async (_, { query }) => {
    const wanted = asked(DeadLettersQuery, query)
    if ('failure' in wanted) return wanted
    const { cursor: before, limit, ...filter } = wanted.value
    const [page, groups] = await Promise.all([
      engine.deadLetters.list(filter, { ...given({ before }), limit }),
      engine.deadLetters.groups(filter),
    ])
    return { value: { ...page, groups } }
  }),
  deadLetter: forAdministrators(async (caller, { query, address: { id } }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const letter = await engine.deadLetters.find(id, viewerOf(caller))
    return letter ? { value: shown(letter) } : nothingHere
  }),
})

export type ShownDeadLetter = ReturnType<typeof shown>
export type DeadLettersPage = Awaited<ReturnType<Engine['deadLetters']['list']>> & {
  readonly groups: Awaited<ReturnType<Engine['deadLetters']['groups']>>
}
/** What a resubmission would come to. */
export type Tried = Omit<Trial, 'chain' | 'pages'> & {
  readonly id: string
  readonly pages: readonly LogPage[]
  readonly reactions: readonly Reaction[]
}

const shown = ({ event, history, since, ...letter }: Letter) => ({
  ...letter,
  since: since && { ...since, pages: since.pages.map(logPage) },
  event: event && logPage(event),
  history: history.map(logPage),
})

type Decide = (engine: Engine, caller: Caller, asked: { readonly id: string; readonly body: unknown }) => Deciding
type Deciding = Promise<Result<unknown>>

const outcome = (answered: Outcome, value: object): Result<unknown> =>
  answered.status === 'rejected'
    ? failed(failureOf(answered))
    : { value: { ...value, nextSequence: answered.nextSequence } }

/** Another one's decision of a moment ago is a conflict that names them; every decision says why. */
const decisions: Readonly<Record<string, { readonly schema: z.ZodType; readonly decide: Decide }>> = {
  claim: {
    schema: NoBody,
    decide: async (engine, caller, { id }) =>
      outcome(await engine.deadLetters.claim(id, { actor: actorOf(caller) }), { id }),
  },
  release: {
    schema: NoBody,
    decide: async (engine, caller, { id }) =>
      outcome(await engine.deadLetters.release(id, { actor: actorOf(caller) }), { id }),
  },
  try: {
    schema: TryBody,
    decide: (engine, caller, { id, body }) => tryOut(engine, caller, { id, ...TryBody.parse(body) }),
  },
  resubmit: {
    schema: ResubmitBody,
    decide: async (engine, caller, { id, body }) => {
      const reviewed = await engine.deadLetters.resubmit(id, { actor: actorOf(caller), ...ResubmitBody.parse(body) })
      return outcome(reviewed, { id, ...given({ events: reviewed.events, pending: reviewed.pending }) })
    },
  },
  accept: {
    schema: AcceptBody,
    decide: async (engine, caller, { id, body }) => {
      const { reason, event } = AcceptBody.parse(body)
      const named = typeof event === 'string' ? event : given(event)
      const by = { actor: actorOf(caller), reason, event: named }
      return outcome(await engine.deadLetters.accept(id, by), { id })
    },
  },
  discard: {
    schema: ReasonBody,
    decide: async (engine, caller, { id, body }) =>
      outcome(await engine.deadLetters.discard(id, { actor: actorOf(caller), ...ReasonBody.parse(body) }), { id }),
  },
}

export const deadLetterOrders = (engine: Engine): Pick<Operations, 'actOnDeadLetter'> => ({
  actOnDeadLetter: async (caller, { body, address }) => {
    const decision = Object.hasOwn(decisions, address.action) ? decisions[address.action] : undefined
    const { schema, decide } = decision ?? { schema: z.unknown(), decide: async () => nothingHere }
    const decided = order<'id' | 'action', unknown>(schema, (who, { body: parsed, address: { id } }) =>
      decide(engine, who, { id, body: parsed }),
    )
    return decided(caller, { body, address })
  },
})

type Trying = { readonly id: string } & z.infer<typeof TryBody>

/** What a resubmission would come to now: nothing is stored, and no card is turned before its time. */
const tryOut = async (engine: Engine, caller: Caller, { id, data }: Trying): Deciding => {
  const viewer = viewerOf(caller)
  const letter = await engine.deadLetters.find(id, viewer)
  if (!letter) return nothingHere
  const secret = await secretBefore(engine, letter)
  if (secret) return secret
  const trial = await engine.deadLetters.tryOut(id, { actor: actorOf(caller), ...given({ data }), viewer })
  if ('status' in trial) return failed(failureOf(trial))
  const links = trial.chain?.links ?? []
  const turned = await turnedCards(engine, [...trial.pages, ...links.flatMap(({ pages }) => pages)])
  if (turned) return turned
  const { chain: _, pages, ...told } = trial
  const reactions = await reactionsOf(engine, caller, links)
  return { value: { id, ...told, pages: pages.map(logPage), reactions } satisfies Tried }
}

const secretBefore = (engine: Engine, { target, subject }: Letter): Promise<Failed | undefined> => {
  const type = subject.split('/')[1] ?? ''
  return wouldTurnCards(engine, { ...target, type, cascade: true, past: false })
}
