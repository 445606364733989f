import { v5, v7 } from 'uuid'
import { canonical } from '@/engine/canonical'
import type { Engine } from '@/engine/engine'
import type { Json, Message } from '@/engine/message'
import { keyedQueue } from '@/engine/queue'
import { bookOf, chainOf, failureOf, freshBook } from '../answers'
import { actorOf, type Caller } from '../callers/callers'
import type { Instance } from '../instance'
import { failed, type Result, tooMany } from '../operating/failures'
import { CommandBody, parsed } from '../parsed'
import type { Address, EventBook } from '../reading/event-book'
import { wouldTurnCards } from '../reading/hidden-cards'
import type { RateLimit } from '../sockets/rate-limit'
import { admit, correlationFor, keyProblem, misplaced } from './who-may-send'

const callers = v5('riverbook callers', v5.URL)

export type Needs = {
  readonly engine: Engine
  readonly limit: RateLimit
  /** Ends every session of a player who was forgotten. */
  readonly forget?: (player: string) => Promise<void>
}

/** The command API below HTTP: who may, what shape, one execution, and what of the answer this caller may see. */
export const makeCommands = ({ engine, limit, forget }: Needs): Pick<Instance, 'command'> => {
  const inTurn = keyedQueue()
  return {
    command: async (caller, asked, { body, key }) => {
      const address = { ...asked, root: asked.root.toLowerCase() }
      const refused = admit(engine, caller, address)
      if (refused) return refused
      const wait = caller.kind === 'player' ? limit(caller.player) : 0
      if (wait > 0) return tooMany(wait)
      const request = parsed(CommandBody, body)
      if ('failure' in request) return request
      const placed = { address, body: request.value }
      const wrong = (await misplaced(engine, caller, placed)) ?? keyProblem(key) ?? (await turningCards(engine, placed))
      const sent = () => send(engine, caller, { ...placed, key })
      const result = wrong ?? (isCounted(placed) ? await inTurn(actorOf(caller), sent) : await sent())
      if ('value' in result && isForgetting(placed)) await forget?.(address.root)
      return result
    },
  }
}

type Placed = { readonly address: Address; readonly body: CommandBody }
type Request = Placed & { readonly key: string | null }

const isForgetting = ({ address, body }: Placed) =>
  address.domain === 'player' && address.type === 'ForgetPlayer' && body.edition === ''

/** Judged by a list that follows the log: one after the other, each once the list has the one before. */
const isCounted = ({ address }: Placed) => address.domain === 'table' && address.type === 'CreateTable'

/** On main a hand is played; in an edition its cards would be turned before their time. */
const turningCards = async (engine: Engine, { address, body: { edition } }: Placed) =>
  edition === '' ? undefined : wouldTurnCards(engine, { ...address, edition, cascade: true, past: false })

const send = async (engine: Engine, caller: Caller, request: Request): Promise<Result<EventBook>> => {
  const { domain, root } = request.address
  const { edition, sequence: expected, correlationId: asked } = request.body
  const stream = { domain, root, edition }
  const command = commandOf(engine, caller, request)
  const answer = await engine.execute(command, handlingOf(request))
  if (answer.status === 'rejected') {
    if (answer.deadLetterId && !(await isWaiting(engine, command, answer.deadLetterId))) return reused
    const book = answer.retryable ? await freshBook(engine, caller, { stream, expected }) : undefined
    return failed({ ...failureOf(answer), ...(book ? { book } : {}), ...(asked ? { correlationId: asked } : {}) })
  }
  if (answer.repeated && !(await isSame(engine, command))) return reused
  const { correlationId } = command.cover
  const book = await bookOf(engine, caller, { stream, answered: { ...answer, correlationId } })
  const merged = answer.merged ? { merged: answer.merged } : {}
  return { value: { ...book, ...merged, ...(await chainOf(engine, caller, answer)) } }
}

const commandOf = (engine: Engine, caller: Caller, { address, body, key }: Request) => {
  const { domain, root, type } = address
  const { edition, sequence, mergeStrategy } = body
  const actor = actorOf(caller)
  return {
    cover: {
      domain,
      root,
      edition,
      correlationId: correlationFor(engine, address, body.correlationId),
      ext: (body.ext ?? null) as Json,
    },
    message: { ...body.data, type } as Message,
    commandId: key === null ? v7() : v5(`${actor} ${edition} ${key}`, callers),
    actor,
    ...(sequence === undefined ? {} : { sequence }),
    ...(mergeStrategy === undefined ? {} : { mergeStrategy }),
  }
}

type Sent = ReturnType<typeof commandOf>

const handlingOf = (request: Request) => {
  const { syncMode, cascadeErrorMode, atomic } = request.body
  return {
    syncMode: isCounted(request) && syncMode === 'ASYNC' ? ('SIMPLE' as const) : syncMode,
    ...(cascadeErrorMode === undefined ? {} : { cascadeErrorMode }),
    ...(atomic === undefined ? {} : { atomic }),
  }
}

const reused = failed({
  code: 'INVALID_ARGUMENT',
  reason: 'idempotency-key-reused',
  message: 'This Idempotency-Key stands for another command.',
})

/** Whether what waits for review under this id is this command. */
const isWaiting = async (engine: Engine, { cover, message }: Sent, deadLetterId: string): Promise<boolean> => {
  const letter = await engine.deadLetters.find(deadLetterId, { audience: undefined })
  const { command } = (letter?.payload ?? {}) as { command?: Json }
  if (!letter || command === undefined) return true
  const isHere = letter.target.domain === cover.domain && letter.target.root === cover.root
  const read = engine.registry.find(cover.domain)?.commands[message.type]?.schema.safeParse(message)
  return isHere && read?.success === true && canonical(command) === canonical(read.data)
}

/** Domain, root, type, data; the edition is part of the id. */
const isSame = async (engine: Engine, { cover, message, commandId }: Sent): Promise<boolean> => {
  const { domain, root, edition } = cover
  const first = await engine.remembered(commandId, edition)
  const read = engine.registry.command(domain, message.type).schema.safeParse(message)
  return first !== undefined && read.success && canonical(first) === canonical({ domain, root, message: read.data })
}
