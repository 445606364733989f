import { z } from 'zod'
import { canonical } from '@/engine/canonical'
import type { MergeStrategy } from '@/engine/define'
import type { Engine } from '@/engine/engine'
import type { Caller } from '../callers/callers'
import { administratorsOnly, type Failed, invalid, notAllowed, notFound, signInFirst } from '../operating/failures'
import type { CommandBody } from '../parsed'
import type { Address } from '../reading/event-book'
import { mayUse } from '../reading/who-may-read'

const most = { ext: 1024, key: 255 }
const strictness: Readonly<Record<MergeStrategy, number>> = {
  AGGREGATE_HANDLES: 0,
  COMMUTATIVE: 1,
  STRICT: 2,
  MANUAL: 3,
}

/** Refusals that need nothing but the catalog: unknown, not signed in, never for this kind of caller. */
export const admit = (engine: Engine, caller: Caller, { domain, root, type }: Address): Failed | undefined => {
  const aggregate = engine.registry.find(domain)
  const declared = aggregate && Object.hasOwn(aggregate.commands, type) ? aggregate.commands[type] : undefined
  if (!declared) return notFound('such command')
  if (!z.uuid().safeParse(root).success) return invalid({ root: 'The root is not a UUID.' })
  if (caller.kind === 'anonymous') return signInFirst
  const open = declared.by.filter(sender => sender !== 'engine')
  if (open.length === 0) return notAllowed('Only the engine sends this command.')
  if (caller.kind === 'player' && !open.some(sender => sender !== 'floor')) return administratorsOnly
  return undefined
}

type Placed = { readonly address: Address; readonly body: CommandBody }

/** Refusals that depend on what is sent: as whom, to whose table, into which edition, handled how. */
export const misplaced = async (
  engine: Engine,
  caller: Caller,
  { address, body }: Placed,
): Promise<Failed | undefined> => {
  if (!(await mayUse(engine, caller, body.edition))) return notFound('such edition')
  const refused = foreignWorkflow(engine, address, body) ?? handledWrongly(body)
  if (refused) return refused
  if (caller.kind === 'administrator') return lenient(engine, { address, body }) ?? large(body)
  if (isForAdministrators(body)) return administratorsOnly
  if (await mayAct(engine, caller, { address, body })) return undefined
  return notAllowed('This is for the player concerned, or for the host of the table.')
}

const foreignWorkflow = (engine: Engine, { domain, root }: Address, { correlationId }: CommandBody) =>
  engine.registry.aggregate(domain).isWorkflow && !['', root].includes(correlationId.toLowerCase())
    ? invalid({ correlationId: `A ${domain} is its own workflow: its id is the correlation id.` })
    : undefined

/** What a stream that is a workflow of its own is asked belongs to that one. */
export const correlationFor = (engine: Engine, { domain, root }: Address, asked: string): string =>
  engine.registry.find(domain)?.isWorkflow ? root : asked

const handledWrongly = ({ syncMode, cascadeErrorMode, atomic = false }: CommandBody) => {
  const isCascade = syncMode === 'CASCADE'
  if (cascadeErrorMode && !isCascade) return invalid({ cascadeErrorMode: 'Only with syncMode CASCADE.' })
  if (!atomic || (isCascade && (cascadeErrorMode ?? 'FAIL_FAST') === 'FAIL_FAST')) return undefined
  return invalid({ atomic: 'Only with syncMode CASCADE and cascadeErrorMode FAIL_FAST.' })
}

const isForAdministrators = ({ ext, mergeStrategy, syncMode, atomic = false }: CommandBody) =>
  ext !== undefined || mergeStrategy !== undefined || syncMode === 'ISOLATED' || atomic

/** A strategy may be made stricter, never the other way. */
const lenient = (engine: Engine, { address, body }: Placed) => {
  const { merge } = engine.registry.command(address.domain, address.type)
  if (!body.mergeStrategy || strictness[body.mergeStrategy] >= strictness[merge]) return undefined
  return invalid({ mergeStrategy: `This command is ${merge}, which is stricter.` })
}

const large = ({ ext }: CommandBody) =>
  Buffer.byteLength(canonical(ext ?? null)) > most.ext ? invalid({ ext: 'At most 1 KiB.' }) : undefined

const mayAct = async (engine: Engine, caller: Caller, { address, body }: Placed) => {
  const { domain, root, type } = address
  if (caller.kind !== 'player') return false
  const aggregate = engine.registry.aggregate(domain)
  const by: readonly string[] = aggregate.commands[type]?.by ?? []
  if (by.includes('player') && isOwn(caller.player, address, body.data)) return true
  if (!by.includes('host') || !aggregate.hostOf) return false
  return aggregate.hostOf((await engine.state(aggregate, root, body.edition)).state) === caller.player
}

/** The root or `data.player` is the caller; what names no player, such as a new table, anybody signed in may send. */
const isOwn = (player: string, { domain, root }: Address, data: Record<string, unknown>) => {
  if (domain === 'player') return root === player
  return Object.hasOwn(data, 'player') ? data.player === player : true
}

export const keyProblem = (key: string | null) =>
  key !== null && (key.length === 0 || key.length > most.key)
    ? invalid({ 'Idempotency-Key': `1 to ${most.key} characters.` })
    : undefined
