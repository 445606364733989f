import type { z } from 'zod'
import type { Engine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { failureOf, type Outcome } from '../answers'
import { given, rootIn } from '../asked'
import { actorOf, type Caller } from '../callers/callers'
import { administratorsOnly, failed, invalid, nothingHere, type Result, signInFirst } from '../operating/failures'
import { EditionBody, MayReasonBody, NoBody, ReasonBody, RebaseBody, SnapshotsBody } from '../parsed'
import { wouldTurnCards } from '../reading/hidden-cards'
import type { Act, Operations } from '../reading/reads'
import { deadLetterOrders } from './dead-letter-desk'
import { longWork } from './long-work'
import { order } from './orders'
import { makeReveal } from './reveal'

type Given = { readonly engine: Engine; readonly ports: Ports }

const outcomeOf = (outcome: Outcome, value: object = {}): Result<unknown> =>
  outcome.status === 'rejected'
    ? failed(failureOf(outcome))
    : { value: { ...value, nextSequence: outcome.nextSequence } }

export const makeOperations = (needs: Given): Operations => ({
  ...editions(needs.engine),
  ...snapshots(needs.engine),
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
  actOnEdition: async (caller, asked) => {
    const act = Object.hasOwn(acts, asked.address.action) ? acts[asked.address.action] : undefined
    return act && (await engine.editions.find(asked.address.name)) ? act(engine)(caller, asked) : unlessStranger(caller)
  },
})

type ActOnEdition = Act<'name' | 'action'>
const acts: Readonly<Record<string, (engine: Engine) => ActOnEdition>> = {
  restore: engine =>
    order<'name' | 'action', object>(NoBody, async (caller, { address: { name } }) =>
      outcomeOf(await engine.editions.restore(name, { actor: actorOf(caller) }), { name }),
    ),
  merge: engine =>
    order<'name' | 'action', z.infer<typeof MayReasonBody>>(
      MayReasonBody,
      async (caller, { body, address: { name } }) =>
        outcomeOf(await engine.editions.merge(name, { actor: actorOf(caller), ...given(body) }), { name }),
    ),
  rebase: engine =>
    order<'name' | 'action', z.infer<typeof RebaseBody>>(RebaseBody, async (caller, { body, address: { name } }) =>
      rebased(engine, caller, { name, ...body }),
    ),
}

type Rebased = z.infer<typeof RebaseBody> & { readonly name: string }

/** What could turn a hidden card is not sent again either: the deck of a branch is the one that main plays with. */
const rebased = async (
  engine: Engine,
  caller: Caller,
  { name, into, reason, commands }: Rebased,
): Promise<Result<unknown>> => {
  if ((await engine.editions.find(name))?.status !== 'open') return nothingHere
  if (await engine.editions.find(into)) return failed(nameTaken(into))
  for (const { domain, root, type } of await engine.editions.ordered(name)) {
    const secret = await wouldTurnCards(engine, { domain, root, type, edition: into, cascade: true, past: false })
    if (secret) return secret
  }
  const asked = { into, actor: actorOf(caller), ...given({ reason, commands }) }
  return { value: { operation: await engine.editions.rebase(name, asked), edition: into } }
}

const nameTaken = (name: string) =>
  ({
    code: 'FAILED_PRECONDITION',
    reason: 'edition-exists',
    message: `There is an edition ${name} already.`,
    params: { name },
    retryable: false,
  }) as const

const unlessStranger = (caller: Caller): Result<unknown> => {
  if (caller.kind === 'anonymous') return signInFirst
  return caller.kind === 'player' ? administratorsOnly : nothingHere
}

const unknownDomain = (engine: Engine, { divergence }: z.infer<typeof EditionBody>) => {
  const points = divergence.kind === 'explicit' ? divergence.points : []
  const index = points.findIndex(({ domain }) => !engine.registry.find(domain))
  return index < 0 ? undefined : invalid({ [`divergence.points.${index}.domain`]: 'There is no such domain.' })
}

const snapshots = (engine: Engine): Pick<Operations, 'takeSnapshot' | 'removeSnapshots'> => ({
  takeSnapshot: order<'domain' | 'root', z.infer<typeof MayReasonBody>>(
    MayReasonBody,
    async (caller, { address, body }) => {
      const stream = streamIn(engine, address)
      if ('failure' in stream) return stream
      const nextSequence = await engine.snapshots.take(stream.value, { actor: actorOf(caller), ...body })
      return nextSequence === undefined ? nothingHere : { value: { ...stream.value, nextSequence } }
    },
  ),
  removeSnapshots: order<'domain' | 'root', z.infer<typeof SnapshotsBody>>(
    SnapshotsBody,
    async (caller, { address, body: { edition = '', ...body } }) => {
      const stream = streamIn(engine, address)
      if ('failure' in stream) return stream
      await engine.snapshots.remove({ ...stream.value, edition }, { actor: actorOf(caller), ...body })
      return { value: { ...stream.value, edition } }
    },
  ),
})

const streamIn = (engine: Engine, { domain, root }: { readonly domain: string; readonly root: string }) => {
  const read = rootIn(root)
  if ('failure' in read) return read
  return engine.registry.find(domain) ? { value: { domain, root: read.value, edition: '' } } : nothingHere
}

const timeouts = (engine: Engine): Pick<Operations, 'actOnTimeout'> => ({
  actOnTimeout: order<'name' | 'key' | 'timeout' | 'action', z.infer<typeof MayReasonBody>>(
    MayReasonBody,
    async (caller, { address, body }) => {
      const { name: process, key, timeout, action } = address
      const named = { process, key, name: timeout }
      const by = { actor: actorOf(caller), ...body }
      if (action === 'fire') return doneOrNothing(await engine.processes.fire(named, by), named)
      if (action === 'cancel') return doneOrNothing(await engine.processes.cancel(named, by), named)
      return nothingHere
    },
  ),
})

const doneOrNothing = (done: boolean, value: object): Result<unknown> => (done ? { value } : nothingHere)
