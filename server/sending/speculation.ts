import { v7 } from 'uuid'
import type { Engine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { bookOf, failureOf, freshBook, reactionsOf } from '../answers'
import { actorOf, type Caller, viewerOf } from '../callers/callers'
import type { Instance } from '../instance'
import { administratorsOnly, failed, type Result, tooMany } from '../operating/failures'
import { CommandBody, parsed, SpeculationBody } from '../parsed'
import type { Address, Speculated } from '../reading/event-book'
import { turnedCards, wouldTurnCards } from '../reading/hidden-cards'
import type { Needs } from './commands'
import { admit, correlationFor, misplaced } from './who-may-send'

/** What a command would come to. Nothing is stored, and no card is turned before its time. */
export const makeSpeculation = ({ engine, limit }: Needs): Pick<Instance, 'speculate'> => ({
  speculate: async (caller, asked, body) => {
    const address = { ...asked, root: asked.root.toLowerCase() }
    const refused = admit(engine, caller, address)
    if (refused) return refused
    const wait = caller.kind === 'player' ? limit(caller.player) : 0
    if (wait > 0) return tooMany(wait)
    const request = parsed(SpeculationBody, body)
    if ('failure' in request) return request
    const { at, cascade = false, ...command } = request.value
    const placed = { address, body: CommandBody.parse(command) }
    const wrong = (await misplaced(engine, caller, placed)) ?? beyond(caller, request.value)
    if (wrong) return wrong
    const tried = { ...address, edition: command.edition, cascade, past: at !== undefined }
    return (await wouldTurnCards(engine, tried)) ?? speculate(engine, caller, { address, body: request.value })
  },
})

const beyond = (caller: Caller, { at, cascade = false, edition }: SpeculationBody) =>
  caller.kind !== 'administrator' && (at !== undefined || cascade || edition !== '') ? administratorsOnly : undefined

type Request = { readonly address: Address; readonly body: SpeculationBody }

const speculate = async (engine: Engine, caller: Caller, { address, body }: Request): Promise<Result<Speculated>> => {
  const { domain, root } = address
  const { edition, at, cascade = false, sequence: expected } = body
  const stream = { domain, root, edition }
  const command = commandOf(engine, caller, { address, body })
  const asked = { cascade, viewer: viewerOf(caller), ...(at === undefined ? {} : { asOf: { sequence: at } }) }
  const { outcome, before, after, chain } = await engine.speculate(command, asked)
  if (outcome.status === 'rejected') {
    const { deadLetterId: _, ...failure } = failureOf(outcome)
    const book = outcome.retryable ? await freshBook(engine, caller, { stream, expected }) : undefined
    return failed({ ...failure, ...(book ? { book } : {}) })
  }
  const secret = await turnedCards(engine, [...outcome.pages, ...chain.links.flatMap(({ pages }) => pages)])
  if (secret) return secret
  const answered = { ...outcome, correlationId: command.cover.correlationId }
  const book = await bookOf(engine, caller, { stream, answered })
  const reactions = cascade ? { reactions: await reactionsOf(engine, caller, chain.links) } : {}
  const errors = chain.refusals.length > 0 ? { reactionErrors: await reactionsOf(engine, caller, chain.refusals) } : {}
  const merged = outcome.merged ? { merged: outcome.merged } : {}
  return { value: { ...book, ...merged, before, after, ...reactions, ...errors } }
}

const commandOf = (engine: Engine, caller: Caller, { address, body }: Request) => {
  const { domain, root, type } = address
  const correlationId = correlationFor(engine, address, body.correlationId)
  return {
    cover: { domain, root, edition: body.edition, correlationId, ext: null },
    message: { ...body.data, type } as Message,
    commandId: v7(),
    actor: actorOf(caller),
    ...(body.sequence === undefined ? {} : { sequence: body.sequence }),
    ...(body.mergeStrategy === undefined ? {} : { mergeStrategy: body.mergeStrategy }),
  }
}
