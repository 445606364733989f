import type { z } from 'zod'
import { planBulk } from '@/engine/dead-letter-bulk'
import type { Engine } from '@/engine/engine'
import { failureOf } from '../answers'
import { BulkBody, Root } from '../asked'
import { actorOf, viewerOf } from '../callers/callers'
import { failed, nothingHere } from '../operating/failures'
import { MayReasonBody, NoBody, VerificationBody } from '../parsed'
import type { Operations } from '../reading/reads'
import { mayFollow, mayRead } from '../reading/who-may-read'
import { order } from './orders'

type LongWork = Pick<Operations, 'actOnDeadLetters' | 'actOnProjection' | 'actOnOperation' | 'verifyChain'>

/** What takes longer than an answer: an operation is begun, and its id says where to look. */
export const longWork = (engine: Engine): LongWork => ({
  actOnDeadLetters: order(BulkBody, async (caller, { body }) => {
    const plan = await planBulk(engine.deadLetters, body)
    const params = JSON.parse(JSON.stringify(plan))
    const total = plan.ids.length
    const operation = await engine.operations.start('dead-letters', { params, total, actor: actorOf(caller) })
    return { value: { operation, total, left: plan.left } }
  }),
  actOnProjection: order<'name' | 'action', z.infer<typeof MayReasonBody>>(
    MayReasonBody,
    async (caller, { address, body }) => {
      const { name, action } = address
      const declared = engine.registry.projectors.find(one => one.name === name)
      const actor = actorOf(caller)
      if (!declared) return nothingHere
      if (action === 'rebuild')
        return { value: { operation: await engine.projections.rebuild(name, actor, body.reason) } }
      if (action !== 'pause' && action !== 'resume') return nothingHere
      await engine.projections[action](name, actor, body.reason)
      return { value: { projection: name, paused: action === 'pause' } }
    },
  ),
  verifyChain: order(VerificationBody, async (caller, { body: { stream, reason } }) => {
    if (stream && !(await mayRead(engine, caller, stream))) return nothingHere
    const total = stream
      ? (await engine.book(stream, { to: 0 }, viewerOf(caller))).nextSequence
      : await engine.lastPosition()
    if (stream && total === 0) return nothingHere
    const params = { ...stream, ...(reason === undefined ? {} : { reason }) }
    return { value: { operation: await engine.operations.start('verify', { params, total, actor: actorOf(caller) }) } }
  }),
  actOnOperation: order<'id' | 'action', object>(
    NoBody,
    async (caller, { address: { id, action } }) => {
      const isKnown = action === 'cancel' || action === 'pause' || action === 'resume'
      const root = Root.safeParse(id).data
      if (!isKnown || root === undefined || !(await engine.operations.find(root))) return nothingHere
      const outcome = await engine.operations[action](root, actorOf(caller))
      return outcome.status === 'rejected' ? failed(failureOf(outcome)) : { value: { operation: root } }
    },
    (caller, { id }) => mayFollow(engine, caller, id),
  ),
})
