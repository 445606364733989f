import type { z } from 'zod'
import type { Engine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { keepSnapshot } from '@/engine/snapshot'
import { failureOf } from './answers'
import { rootIn } from './asked'
import { actorOf, type Caller } from './callers'
import { administratorsOnly, failed, invalid, nothingHere, type Result, signInFirst } from './failures'
import { EditionBody, NoBody, parsed, ReasonBody } from './parsed'
import type { Act, Operations } from './reads'

type Given = { readonly engine: Engine; readonly ports: Ports }
type Outcome = Awaited<ReturnType<Engine['recordFact']>>
type Asked<P extends string, T> = { readonly body: T; readonly address: Readonly<Record<P, string>> }

/** An order that only administrators give, with a body of this shape. */
const order =
  <P extends string, T>(
    schema: z.ZodType<T>,
    work: (caller: Caller, asked: Asked<P, T>) => Promise<Result<unknown>>,
  ): Act<P> =>
  async (caller, { body, address }) => {
    if (caller.kind === 'anonymous') return signInFirst
    if (caller.kind === 'player') return administratorsOnly
    const request = parsed(schema, body ?? {})
    return 'failure' in request ? request : work(caller, { body: request.value, address })
  }

const outcomeOf = (outcome: Outcome, value: object = {}): Result<unknown> =>
  outcome.status === 'rejected'
    ? failed(failureOf(outcome))
    : { value: { ...value, nextSequence: outcome.nextSequence } }

export const makeOperations = (needs: Given): Operations => ({
  ...editions(needs.engine),
  ...snapshots(needs),
  ...timeouts(needs.engine),
  actOnDeadLetter: order(NoBody, async () => nothingHere),
  actOnDeadLetters: order(NoBody, async () => nothingHere),
  actOnProjection: order(NoBody, async () => nothingHere),
  cancelOperation: order(NoBody, async () => nothingHere),
})

const editions = (engine: Engine): Pick<Operations, 'createEdition' | 'discardEdition' | 'actOnEdition'> => ({
  createEdition: order(EditionBody, async (caller, { body }) => {
    const unknown = unknownDomain(engine, body)
    if (unknown) return unknown
    const actor = actorOf(caller)
    return outcomeOf(await engine.editions.create({ ...body, owner: actor, actor } as never), { name: body.name })
  }),
  discardEdition: order<'name', z.infer<typeof ReasonBody>>(ReasonBody, async (caller, { body, address: { name } }) => {
    if (!(await engine.editions.find(name))) return nothingHere
    return outcomeOf(await engine.editions.discard(name, { actor: actorOf(caller), reason: body.reason }), { name })
  }),
  actOnEdition: order<'name' | 'action', object>(NoBody, async (caller, { address: { name, action } }) => {
    if (action !== 'restore' || !(await engine.editions.find(name))) return nothingHere
    return outcomeOf(await engine.editions.restore(name, { actor: actorOf(caller) }), { name })
  }),
})

const unknownDomain = (engine: Engine, { divergence }: z.infer<typeof EditionBody>) => {
  const points = divergence.kind === 'explicit' ? divergence.points : []
  const index = points.findIndex(({ domain }) => !engine.registry.find(domain))
  return index < 0 ? undefined : invalid({ [`divergence.points.${index}.domain`]: 'There is no such domain.' })
}

const snapshots = ({ engine, ports }: Given): Pick<Operations, 'takeSnapshot' | 'removeSnapshots'> => ({
  takeSnapshot: order<'domain' | 'root', object>(NoBody, async (_, { address }) => {
    const stream = streamIn(engine, address)
    if ('failure' in stream) return stream
    const folded = await engine.state(engine.registry.aggregate(stream.value.domain), stream.value.root)
    if (folded.nextSequence === 0) return nothingHere
    await keepSnapshot({ ports, registry: engine.registry }, stream.value, { folded, retention: 'PERSIST' })
    return { value: { ...stream.value, nextSequence: folded.nextSequence } }
  }),
  removeSnapshots: order<'domain' | 'root', object>(NoBody, async (_, { address }) => {
    const stream = streamIn(engine, address)
    if ('failure' in stream) return stream
    await ports.snapshots.remove(stream.value)
    return stream
  }),
})

const streamIn = (engine: Engine, { domain, root }: { readonly domain: string; readonly root: string }) => {
  const read = rootIn(root)
  if ('failure' in read) return read
  return engine.registry.find(domain) ? { value: { domain, root: read.value, edition: '' } } : nothingHere
}

const timeouts = (engine: Engine): Pick<Operations, 'actOnTimeout'> => ({
  actOnTimeout: order<'name' | 'key' | 'timeout' | 'action', object>(NoBody, async (caller, { address }) => {
    const { name: process, key, timeout, action } = address
    const named = { process, key, name: timeout }
    if (action === 'fire') return doneOrNothing(await engine.processes.fire(named), named)
    if (action === 'cancel') return doneOrNothing(await engine.processes.cancel(named, actorOf(caller)), named)
    return nothingHere
  }),
})

const doneOrNothing = (done: boolean, value: object): Result<unknown> => (done ? { value } : nothingHere)
