import type { z } from 'zod'
import type { Engine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { keepSnapshot } from '@/engine/snapshot'
import { failureOf, type Outcome } from './answers'
import { rootIn } from './asked'
import { actorOf } from './callers'
import { deadLetterOrders } from './dead-letter-desk'
import { failed, invalid, nothingHere, type Result } from './failures'
import { longWork } from './long-work'
import { order } from './orders'
import { EditionBody, NoBody, ReasonBody } from './parsed'
import type { Operations } from './reads'
import { makeReveal } from './reveal'

type Given = { readonly engine: Engine; readonly ports: Ports }

const outcomeOf = (outcome: Outcome, value: object = {}): Result<unknown> =>
  outcome.status === 'rejected'
    ? failed(failureOf(outcome))
    : { value: { ...value, nextSequence: outcome.nextSequence } }

export const makeOperations = (needs: Given): Operations => ({
  ...editions(needs.engine),
  ...snapshots(needs),
  ...timeouts(needs.engine),
  ...deadLetterOrders(needs.engine),
  ...longWork(needs.engine),
  ...makeReveal(needs.engine),
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
