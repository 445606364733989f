import { z } from 'zod'
import type { Engine } from '@/engine/engine'
import { named } from '@/engine/errors'
import { Operator } from '@/engine/operator'
import { bookOf, failureOf } from '../answers'
import { actorOf, type Caller } from '../callers/callers'
import type { Instance } from '../instance'
import { administratorsOnly, failed, invalid, notFound, type Result, signInFirst } from '../operating/failures'
import { FactBody, parsed, problemsOf } from '../parsed'
import type { Address, EventBook } from '../reading/event-book'
import { mayUse } from '../reading/who-may-read'
import { correlationFor } from './who-may-send'

/** What happened elsewhere, as administrators record it. */
export const makeFacts = (engine: Engine): Pick<Instance, 'fact'> => ({
  fact: async (caller, asked, body) => {
    const address = { ...asked, root: asked.root.toLowerCase() }
    if (caller.kind === 'anonymous') return signInFirst
    if (caller.kind === 'player') return administratorsOnly
    const request = parsed(FactBody, body)
    if ('failure' in request) return request
    if (address.domain === 'hand' && address.type === 'AdminSecretViewed') return byRevealing
    if (address.domain === Operator.domain) return bySigningIn
    if (!(await mayUse(engine, caller, request.value.edition))) return notFound('such edition')
    const wrong = wrongData(engine, address, request.value)
    if (wrong) return wrong
    return record(engine, caller, { address, body: request.value })
  },
})

/** By the fact's own schema, field by field; what is no fact is found out later, together with what is not there. */
const wrongData = (engine: Engine, { domain, type }: Address, { data }: FactBody) => {
  const { events = {} } = engine.registry.find(domain) ?? {}
  const declared = Object.hasOwn(events, type) ? events[type] : undefined
  const read = declared?.fact ? declared.schema.safeParse({ ...data, type }) : undefined
  if (!read || read.success) return undefined
  return invalid(
    Object.fromEntries(Object.entries(problemsOf(read.error)).map(([path, what]) => [`data.${path}`, what])),
  )
}

/** It opens the same deck to branches: so it is recorded where it is checked who looks, and nowhere else. */
const byRevealing = failed({
  code: 'PERMISSION_DENIED',
  reason: 'recorded-by-reveal',
  message: 'Hidden cards are looked at by /api/reveal, which records that itself.',
})

const bySigningIn = failed({
  code: 'PERMISSION_DENIED',
  reason: 'recorded-by-sign-in',
  message: 'Who signs in is recorded where they do.',
})

type Request = { readonly address: Address; readonly body: FactBody }

const record = async (engine: Engine, caller: Caller, { address, body }: Request): Promise<Result<EventBook>> => {
  const { domain, root, type } = address
  const { data, externalId, edition } = body
  const correlationId = correlationFor(engine, address, body.correlationId)
  if (!z.uuid().safeParse(root).success) return invalid({ root: 'The root is not a UUID.' })
  try {
    const outcome = await engine.recordFact({
      cover: { domain, root, edition, correlationId, ext: null },
      event: { ...data, type },
      externalId,
      actor: actorOf(caller),
    })
    if (outcome.status === 'rejected') return failed(failureOf(outcome))
    const answered = { ...outcome, correlationId }
    const book = await bookOf(engine, caller, { stream: { domain, root, edition }, answered })
    return { value: { ...book, alreadyProcessed: outcome.repeated } }
  } catch (error) {
    if (!named(error, 'UnknownMessage')) throw error
    return (error as Error).message.includes('data refused')
      ? invalid({ data: 'The schema refuses this data.' })
      : notFound('such fact')
  }
}
