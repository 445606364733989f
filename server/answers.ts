import type { Answer, Engine } from '@/engine/engine'
import type { FieldProblem } from '@/engine/execute'
import type { Page, Problem, StreamName } from '@/engine/message'
import { type Caller, viewerOf } from './callers/callers'
import type { Failure } from './operating/failures'
import { bookPage, type EventBook, type Reaction } from './reading/event-book'
import { mayRead } from './reading/who-may-read'

export type Outcome = Awaited<ReturnType<Engine['recordFact']>>
type Refusal = Extract<Answer, { status: 'rejected' }>
type Links = NonNullable<Answer['chain']>['links']

const mostFresh = 200

export type Answered = {
  readonly pages: readonly Page[]
  readonly nextSequence: number
  readonly correlationId: string
}

export const bookOf = async (
  engine: Engine,
  caller: Caller,
  { stream, answered }: { readonly stream: StreamName; readonly answered: Answered },
): Promise<EventBook> => ({
  cover: {
    domain: stream.domain,
    root: stream.root,
    edition: stream.edition,
    correlationId: answered.correlationId,
  },
  pages: (await engine.present(answered.pages, viewerOf(caller))).map(bookPage),
  nextSequence: answered.nextSequence,
})

/** Whatever is not this caller's to read is told without its figures. */
export const reactionsOf = (engine: Engine, caller: Caller, links: Links): Promise<readonly Reaction[]> =>
  Promise.all(
    links.map(async ({ entry, pages }) => {
      const { caller: issuer, cover, message, outcome, problem } = entry
      const named = {
        issuer: issuer.replace(/^engine\//, ''),
        domain: cover.domain,
        root: cover.root,
        command: message.type,
      }
      if (outcome === 'accepted') {
        const events = pages.map(({ type, sequence, position }) => ({ type, sequence, position }))
        return { ...named, status: 'accepted', events }
      }
      const params = problem && (await mayRead(engine, caller, cover)) ? { params: problem.params } : {}
      return { ...named, status: 'rejected', reason: problem?.reason ?? '', ...params }
    }),
  )

export const chainOf = async (engine: Engine, caller: Caller, { chain, pending }: Answer) => {
  const reactions = chain ? await reactionsOf(engine, caller, chain.links) : undefined
  const errors = chain ? await reactionsOf(engine, caller, chain.refusals) : []
  return {
    ...(pending ? { pending } : {}),
    ...(reactions ? { reactions } : {}),
    ...(errors.length > 0 ? { reactionErrors: errors } : {}),
  }
}

/** The engine's own word for why not, with where the sender stands now. */
export const failureOf = ({ problem, nextSequence, retryable = false, deadLetterId }: Refusal): Failure => ({
  code: problem.code,
  reason: problem.reason,
  params: problem.params,
  message: problem.message,
  retryable,
  ...(problem.rule ? { rule: problem.rule } : {}),
  ...fieldsOf(problem),
  ...(isConflict(problem) ? { book: { nextSequence } } : {}),
  ...(deadLetterId ? { deadLetterId } : {}),
})

const isConflict = ({ reason }: Problem) => reason === 'sequence-conflict' || reason === 'needs-review'
const fieldsOf = (problem: Problem) => ('fields' in problem ? { fields: (problem as FieldProblem).fields } : {})

type Stale = { readonly stream: StreamName; readonly expected: number | undefined }

/** What a sender that may try again has not seen yet, where it may see it. */
export const freshBook = async (engine: Engine, caller: Caller, { stream, expected }: Stale) => {
  if (expected === undefined || !(await mayRead(engine, caller, stream))) return undefined
  const range = { from: expected, to: expected + mostFresh - 1 }
  const { pages, nextSequence } = await engine.book(stream, range, viewerOf(caller))
  return { nextSequence, pages: pages.map(bookPage), truncated: nextSequence > expected + mostFresh }
}
