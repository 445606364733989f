import { v5, v7 } from 'uuid'
import { z } from 'zod'
import { inadmissible } from '@/engine/admissible'
import { canonical } from '@/engine/canonical'
import type { Answer, Engine } from '@/engine/engine'
import { named } from '@/engine/errors'
import type { FieldProblem } from '@/engine/execute'
import type { Json, Message, Page, Problem } from '@/engine/message'
import { present, type Viewer } from '@/engine/present'
import type { Address, BookPage, Caller, EventBook, Failure, Instance, Result } from './instance'
import type { RateLimit } from './rate-limit'

const callers = v5('riverbook callers', v5.URL)
const most = { ext: 1024, correlationId: 128, key: 255 }

const CommandBody = z.strictObject({
  data: z.record(z.string(), z.unknown()).default({}),
  sequence: z.int().min(0).optional(),
  edition: z.string().max(64).default(''),
  correlationId: z.string().max(most.correlationId).default(''),
  ext: z.record(z.string(), z.unknown()).optional(),
  syncMode: z.enum(['ASYNC', 'SIMPLE', 'CASCADE', 'DECISION']).default('ASYNC'),
  cascadeErrorMode: z.literal('FAIL_FAST').optional(),
  mergeStrategy: z.enum(['STRICT', 'MANUAL']).optional(),
})
type CommandBody = z.infer<typeof CommandBody>
const FactBody = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  externalId: z.string().min(1).max(255),
  correlationId: z.string().max(most.correlationId).default(''),
  edition: z.string().max(64).default(''),
})

const failed = (failure: Failure): { failure: Failure } => ({ failure })
const notFound = (what: string) => failed({ code: 'NOT_FOUND', message: `There is no ${what} here.` })
const notAllowed = (message: string) => failed({ code: 'PERMISSION_DENIED', message })
const invalid = (fields: Record<string, string>) =>
  failed({ code: 'INVALID_ARGUMENT', reason: 'invalid-data', message: Object.values(fields).join(' '), fields })

const parsed = <T>(schema: z.ZodType<T>, body: unknown): Result<T> => {
  const strange = inadmissible(body)
  if (strange) return invalid(strangeIn(body) ?? { body: strange })
  const result = schema.safeParse(body)
  if (result.success) return { value: result.data }
  return invalid(Object.fromEntries(result.error.issues.map(issue => [pathOf(issue), issue.message])))
}
/** The fields of the data that cannot be stored, by name. */
const strangeIn = (body: unknown): Record<string, string> | undefined => {
  const read = z.object({ data: z.record(z.string(), z.unknown()) }).safeParse(body)
  const fields = Object.entries(read.success ? read.data.data : {}).flatMap(([name, value]) => {
    const strange = inadmissible(value)
    return strange ? [[`data.${name}`, strange] as const] : []
  })
  return fields.length > 0 ? Object.fromEntries(fields) : undefined
}
const pathOf = (issue: z.core.$ZodIssue) =>
  [...issue.path, ...('keys' in issue && Array.isArray(issue.keys) ? issue.keys.slice(0, 1) : [])]
    .map(String)
    .join('.') || 'body'

const actorOf = (caller: Caller) => (caller.kind === 'player' ? caller.player : 'administrator')
const viewerOf = (caller: Caller): Viewer => ({ audience: caller.kind === 'player' ? caller.player : undefined })

type Needs = { readonly engine: Engine; readonly limit: RateLimit }

/** The command API below HTTP: who may, what shape, one execution, and what of the answer this caller may see. */
export const makeCommands = ({ engine, limit }: Needs): Pick<Instance, 'command' | 'fact'> => ({
  command: async (caller, asked, { body, key }) => {
    const address = { ...asked, root: asked.root.toLowerCase() }
    const refused = admit(engine, caller, address)
    if (refused) return refused
    const wait = caller.kind === 'player' ? limit(caller.player) : 0
    if (wait > 0) return tooMany(wait)
    const request = parsed(CommandBody, body)
    if ('failure' in request) return request
    const wrong = (await misplaced(engine, caller, { address, body: request.value })) ?? keyProblem(key)
    if (wrong) return wrong
    return send(engine, caller, { address, body: request.value, key })
  },
  fact: async (caller, asked, body) => {
    const address = { ...asked, root: asked.root.toLowerCase() }
    if (caller.kind !== 'administrator')
      return caller.kind === 'anonymous' ? signInFirst : notAllowed('Administrators only.')
    const request = parsed(FactBody, body)
    if ('failure' in request) return request
    if (request.value.edition !== '') return notFound('such edition')
    return recordFact(engine, caller, { address, body: request.value })
  },
})

const tooMany = (retryAfter: number) =>
  failed({ code: 'RESOURCE_EXHAUSTED', message: 'Too many commands at once.', retryable: true, retryAfter })
const signInFirst = failed({ code: 'UNAUTHENTICATED', message: 'Say who you are first.' })

/** Refusals that need nothing but the catalog: unknown, not signed in, never for this kind of caller. */
const admit = (engine: Engine, caller: Caller, { domain, root, type }: Address): { failure: Failure } | undefined => {
  const aggregate = engine.registry.find(domain)
  const declared = aggregate && Object.hasOwn(aggregate.commands, type) ? aggregate.commands[type] : undefined
  if (!declared) return notFound('such command')
  if (!z.uuid().safeParse(root).success) return invalid({ root: 'The root is not a UUID.' })
  if (caller.kind === 'anonymous') return signInFirst
  const open = declared.by.filter(sender => sender !== 'engine')
  if (open.length === 0) return notAllowed('Only the engine sends this command.')
  if (caller.kind === 'player' && !open.some(sender => sender !== 'floor')) return notAllowed('Administrators only.')
  return undefined
}

type Placed = { readonly address: Address; readonly body: CommandBody }

/** Refusals that depend on what is sent: as whom, to whose table, into which edition. */
const misplaced = async (engine: Engine, caller: Caller, { address, body }: Placed) => {
  if (body.edition !== '') return notFound('such edition')
  if (address.domain === 'hand' && !['', address.root].includes(body.correlationId.toLowerCase())) {
    return invalid({ correlationId: 'A hand is its own workflow: its id is the correlation id.' })
  }
  if (caller.kind === 'administrator') {
    return canonical(body.ext ?? null).length > most.ext ? invalid({ ext: 'At most 1 KiB.' }) : undefined
  }
  if (body.ext !== undefined || body.mergeStrategy !== undefined) return notAllowed('Administrators only.')
  if (await mayAct(engine, caller, { address, body })) return undefined
  return notAllowed('This is for the player concerned, or for the host of the table.')
}

const mayAct = async (engine: Engine, caller: Caller, { address, body }: Placed) => {
  const { domain, root, type } = address
  if (caller.kind !== 'player') return false
  const aggregate = engine.registry.aggregate(domain)
  const by: readonly string[] = aggregate.commands[type]?.by ?? []
  if (by.includes('player') && isOwn(caller.player, address, body.data)) return true
  if (!by.includes('host') || !aggregate.hostOf) return false
  return aggregate.hostOf((await engine.state(aggregate, root)).state) === caller.player
}

/** The root or `data.player` is the caller; what names no player, such as a new table, anybody signed in may send. */
const isOwn = (player: string, { domain, root }: { domain: string; root: string }, data: Record<string, unknown>) => {
  if (domain === 'player') return root === player
  return Object.hasOwn(data, 'player') ? data.player === player : true
}

const keyProblem = (key: string | null) =>
  key !== null && (key.length === 0 || key.length > most.key)
    ? invalid({ 'Idempotency-Key': `1 to ${most.key} characters.` })
    : undefined

type Request = { readonly address: Address; readonly body: CommandBody; readonly key: string | null }

const send = async (engine: Engine, caller: Caller, { address, body, key }: Request): Promise<Result<EventBook>> => {
  const { domain, root, type } = address
  const correlationId = domain === 'hand' ? root : body.correlationId
  const commandId = key === null ? v7() : v5(`${actorOf(caller)} ${body.edition} ${key}`, callers)
  const message = { ...body.data, type }
  const answer = await engine.execute(
    {
      cover: { domain, root, edition: '', correlationId, ext: (body.ext ?? null) as Json },
      message,
      commandId,
      actor: actorOf(caller),
      ...(body.sequence === undefined ? {} : { sequence: body.sequence }),
    },
    body.syncMode === 'DECISION' ? 'ASYNC' : body.syncMode,
  )
  if (answer.status === 'rejected') return failed(failureOf(answer, body.correlationId))
  if (answer.repeated && !(await sameCommand(engine, commandId, { domain, root, message }))) return reused
  return {
    value: {
      ...bookOf(caller, address, { pages: answer.pages, nextSequence: answer.nextSequence, correlationId }),
      ...chainOf(answer),
    },
  }
}

const reused = failed({
  code: 'INVALID_ARGUMENT',
  reason: 'idempotency-key-reused',
  message: 'This Idempotency-Key stands for another command.',
})

const sameCommand = async (
  engine: Engine,
  commandId: string,
  sent: { domain: string; root: string; message: Message },
) => {
  const first = await engine.remembered(commandId)
  const schema = engine.registry.command(sent.domain, sent.message.type).schema
  const read = schema.safeParse(sent.message)
  return first !== undefined && read.success && canonical(first) === canonical({ ...sent, message: read.data })
}

/** An unknown aggregate is NOT_FOUND whatever its rules say; everything else is the rule's own word. */
const failureOf = (
  { problem, nextSequence }: { problem: Problem; nextSequence: number },
  correlationId: string,
): Failure => ({
  code: problem.code,
  reason: problem.reason,
  params: problem.params,
  message: problem.message,
  retryable: false,
  ...(problem.rule ? { rule: problem.rule } : {}),
  ...('fields' in problem ? { fields: (problem as FieldProblem).fields } : {}),
  ...(problem.reason === 'sequence-conflict' ? { book: { nextSequence } } : {}),
  ...(correlationId ? { correlationId } : {}),
})

type Answered = { readonly pages: readonly Page[]; readonly nextSequence: number; readonly correlationId: string }

const bookOf = (caller: Caller, { domain, root }: Address, answered: Answered): EventBook => ({
  cover: { domain, root, edition: '', correlationId: answered.correlationId },
  pages: answered.pages.map(page => bookPage(present(page, viewerOf(caller)))),
  nextSequence: answered.nextSequence,
})

const bookPage = (page: Page): BookPage => {
  const { sequence, type, schemaVersion, data, eventId, recordedAt, position, causationId, correlationId, actor } = page
  const shown = {
    sequence,
    type,
    schemaVersion,
    data,
    eventId,
    recordedAt,
    position,
    causationId,
    correlationId,
    actor,
  }
  return page.externalId === null ? shown : { ...shown, externalId: page.externalId }
}

const chainOf = ({ chain, pending }: Answer): Partial<EventBook> => {
  const reactions = chain?.reactions.map(({ issuer, command, outcome }) => ({
    issuer,
    domain: command.cover.domain,
    root: command.cover.root,
    command: command.message.type,
    status: outcome.status,
    ...(outcome.status === 'rejected'
      ? { reason: outcome.problem.reason }
      : { events: outcome.pages.map(page => page.type) }),
  }))
  const refusal = chain?.refusal?.outcome
  return {
    ...(pending ? { pending } : {}),
    ...(reactions ? { reactions } : {}),
    ...(refusal?.status === 'rejected' ? { reactionErrors: [{ reason: refusal.problem.reason }] } : {}),
  }
}

type FactRequest = { readonly address: Address; readonly body: z.infer<typeof FactBody> }

const recordFact = async (
  engine: Engine,
  caller: Caller,
  { address, body }: FactRequest,
): Promise<Result<EventBook>> => {
  const { domain, root, type } = address
  const { data, externalId, correlationId } = body
  if (!z.uuid().safeParse(root).success) return invalid({ root: 'The root is not a UUID.' })
  try {
    const outcome = await engine.recordFact({
      cover: { domain, root, edition: '', correlationId, ext: null },
      event: { ...data, type },
      externalId,
      actor: actorOf(caller),
    })
    if (outcome.status === 'rejected') return failed(failureOf(outcome, correlationId))
    const book = bookOf(caller, address, { ...outcome, correlationId })
    return { value: { ...book, alreadyProcessed: outcome.repeated } }
  } catch (error) {
    if (!named(error, 'UnknownMessage')) throw error
    return (error as Error).message.includes('data refused')
      ? invalid({ data: 'The schema refuses this data.' })
      : notFound('such fact')
  }
}
