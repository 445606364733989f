// Engines with a bug in them, to see that a simulation finds it: each stands between an engine and its ports, or in the domain.
import { hashOf } from '../canonical.ts'
import type { Domain } from '../define.ts'
import { streamKey } from '../message.ts'
import type { Append, Checkpoints, EventStore, Ports, ProjectionName } from '../ports.ts'
import { Account, bank, fees } from './bank.ts'

/** `ports`: made for every process anew, between its engine and the faults. */
export type Plant = { readonly domain?: Domain; readonly ports?: (ports: Ports) => Ports }

/** The same events at another place of the stream, with hashes that hold. */
const moved = ({ pages, ...append }: Append, head: { nextSequence: number; hash: string }): Append => {
  let hash = head.hash
  const placed = pages.map((page, index) => {
    const next = { ...page, sequence: head.nextSequence + index }
    hash = hashOf(hash, next)
    return { ...next, hash }
  })
  return { ...append, expected: head.nextSequence, pages: placed }
}

const withEvents = (ports: Ports, change: (events: EventStore) => Partial<EventStore>): Ports => ({
  ...ports,
  events: { ...ports.events, ...change(ports.events) },
})

/** The store forgets which commands it has stored, and which facts. */
const noIdempotency = (ports: Ports): Ports => {
  const anew = (events: EventStore) => async (append: Append) => {
    const { unless: _, ...wanted } = append
    const { nextSequence, hash } = await events.head(append.stream)
    if (nextSequence !== append.expected) return { status: 'conflict' as const, nextSequence }
    const command = { ...append.command, commandId: ports.chance.id() }
    const pages = append.pages.map(page => ({ ...page, externalId: page.externalId && ports.chance.id() }))
    return events.append(moved({ ...wanted, command, pages }, { nextSequence, hash }))
  }
  return withEvents(ports, events => ({
    append: anew(events),
    head: async (stream, asked) => {
      const { accepted: _, ...head } = await events.head(stream, asked)
      return head
    },
  }))
}

/** Whoever appends is appended, whatever they knew. */
const noCompareAndSet = (ports: Ports): Ports =>
  withEvents(ports, events => ({
    append: async wanted => {
      for (;;) {
        const appended = await events.append(moved(wanted, await events.head(wanted.stream)))
        if (appended.status !== 'conflict') return appended
      }
    },
  }))

const followers = ['transfers', 'reminder', 'fees']

/** What is read, or was just written, counts as handled by whoever is at work here. */
const checkpointFirst = (ports: Ports): Ports => {
  const { checkpoints } = ports
  const held = new Map<string, { readonly consumer: ProjectionName; readonly fence: number; believed: number }>()
  const read: Checkpoints['read'] = async consumer => {
    const position = await checkpoints.read(consumer)
    const mine = held.get(consumer.name)
    if (mine) mine.believed = position
    return position
  }
  const acquire: Checkpoints['acquire'] = async (consumer, lease) => {
    const fence = await checkpoints.acquire(consumer, lease)
    if (fence === undefined || !followers.includes(consumer.name)) held.delete(consumer.name)
    else if (held.get(consumer.name)?.fence !== fence) held.set(consumer.name, { consumer, fence, believed: 0 })
    return fence
  }
  const reach = async (consumer: ProjectionName, { to, fence }: { readonly to: number; readonly fence: number }) => {
    const from = await checkpoints.read(consumer)
    return from >= to || checkpoints.save(consumer, { from, to, fence })
  }
  const save: Checkpoints['save'] = async (consumer, move) => {
    const mine = held.get(consumer.name)
    if (!mine) return checkpoints.save(consumer, move)
    if (mine.believed !== move.from || !(await reach(consumer, { to: move.to, fence: mine.fence }))) return false
    mine.believed = move.to
    return true
  }
  const advance = async (to: number) => {
    for (const { consumer, fence } of held.values()) await reach(consumer, { to, fence })
  }
  const early = withEvents(ports, events => ({
    readAll: async (after, limit) => {
      const pages = await events.readAll(after, limit)
      const last = pages.at(-1)
      if (last) await advance(last.position)
      return pages
    },
    append: async wanted => {
      const appended = await events.append(wanted)
      if (appended.status === 'ok') await advance(appended.firstPosition + wanted.pages.length - 1)
      return appended
    },
  }))
  return { ...early, checkpoints: { ...checkpoints, read, acquire, save } }
}

/** The checkpoint in one transaction, the rows in the next. */
const checkpointBeforeRows = (ports: Ports): Ports => {
  const { projections } = ports
  return {
    ...ports,
    projections: {
      ...projections,
      save: async (projection, move, changes) => {
        if (!(await projections.save(projection, move, []))) return false
        return projections.save(projection, { ...move, from: move.to }, changes)
      },
    },
  }
}

/** Where a process thinks that a stream ends, it does not look again. */
const staleHead = (ports: Ports): Ports => {
  const known = new Map<string, { nextSequence: number; hash: string }>()
  return withEvents(ports, events => ({
    append: async wanted => {
      const appended = await events.append(wanted)
      const last = wanted.pages.at(-1)
      if (appended.status === 'ok' && last)
        known.set(streamKey(wanted.stream), { nextSequence: last.sequence + 1, hash: last.hash })
      else known.delete(streamKey(wanted.stream))
      return appended
    },
    head: async (stream, asked) => {
      const cached = known.get(streamKey(stream))
      if (cached) return cached
      const { nextSequence, hash, ...rest } = await events.head(stream, asked)
      known.set(streamKey(stream), { nextSequence, hash })
      return { nextSequence, hash, ...rest }
    },
  }))
}

const { onRejected: _, ...uncompensating } = Account
const withoutCompensation: Domain = {
  ...bank,
  aggregates: [uncompensating as typeof Account],
  processManagers: [...bank.processManagers, fees],
}

export const plants: { readonly [bug: string]: Plant } = {
  'no idempotency': { ports: noIdempotency },
  'no compare-and-set': { ports: noCompareAndSet },
  'checkpoint before handling': { ports: checkpointFirst },
  'checkpoint before rows': { ports: checkpointBeforeRows },
  'no compensation': { domain: withoutCompensation },
  'refusal from a stale cache': { ports: staleHead },
}
