// Every port in memory, with a clock that stands still until it is moved.
import { canonical } from '../canonical.ts'
import type { Json } from '../message.ts'
import type {
  DueTimeout,
  InlineRow,
  Lease,
  Listed,
  ListFilter,
  Move,
  Ports,
  ProjectionName,
  ProjectionStore,
  StoredRow,
} from '../ports.ts'
import { memoryEventStore } from './event-store.ts'
import { memorySnapshots } from './snapshots.ts'
import { memoryVault } from './vault.ts'

const nameOf = ({ name, version }: ProjectionName) => `${name}@${version}`

type Held = Lease & { readonly until: number }
export type MemoryCheckpoints = Ports['checkpoints'] &
  Map<string, number> & {
    /** Whoever holds the lease holds it no more. */
    readonly fenceOff: (consumer: ProjectionName) => void
  }

/** `now` in milliseconds: when a lease ends. */
export const memoryCheckpoints = (now: () => number = () => 0): MemoryCheckpoints => {
  const positions = new Map<string, number>()
  const leases = new Map<string, Held>()
  return Object.assign(positions, {
    read: async (consumer: ProjectionName) => positions.get(nameOf(consumer)) ?? 0,
    save: async (consumer: ProjectionName, { from, to, fence }: Move) => {
      if ((positions.get(nameOf(consumer)) ?? 0) !== from) return false
      if (fence !== undefined && leases.get(nameOf(consumer))?.fence !== fence) return false
      positions.set(nameOf(consumer), to)
      return true
    },
    acquire: async (consumer: ProjectionName, { owner, milliseconds }: { owner: string; milliseconds: number }) => {
      const held = leases.get(nameOf(consumer))
      if (held && held.owner !== owner && held.until > now()) return undefined
      const fence = held?.owner === owner ? held.fence : (held?.fence ?? 0) + 1
      const { name, version } = consumer
      leases.set(nameOf(consumer), { name, version, owner, fence, until: now() + milliseconds })
      return fence
    },
    fenceOff: (consumer: ProjectionName) => {
      const held = leases.get(nameOf(consumer))
      if (held) leases.set(nameOf(consumer), { ...held, owner: '', fence: held.fence + 1, until: 0 })
    },
    release: async (consumer: ProjectionName, owner: string) => {
      const held = leases.get(nameOf(consumer))
      if (held?.owner === owner) leases.set(nameOf(consumer), { ...held, owner: '', until: 0 })
    },
    leases: async () =>
      [...leases.values()]
        .filter(({ owner, until }) => owner !== '' && until > now())
        .map(({ until: _, ...lease }) => lease),
  })
}

type MemoryProjections = ProjectionStore & {
  /** What an append brings along. */
  readonly put: (row: InlineRow, position: number) => void
  readonly versionOf: (projection: ProjectionName, key: string) => number
}

/** `end`: of the log, at this very moment. */
export const memoryProjections = (checkpoints: MemoryCheckpoints, end: () => number): MemoryProjections => {
  const tables = new Map<string, Map<string, StoredRow>>()
  const tableOf = (projection: ProjectionName) => {
    const table = tables.get(nameOf(projection)) ?? new Map<string, StoredRow>()
    tables.set(nameOf(projection), table)
    return table
  }
  return {
    put: ({ projection, key, row, version }, position) => {
      if (row === undefined) tableOf(projection).delete(key)
      else tableOf(projection).set(key, { row, version, position })
    },
    versionOf: (projection, key) => tableOf(projection).get(key)?.version ?? 0,
    rows: async (projection, keys) => {
      const table = tableOf(projection)
      return new Map(keys.flatMap(key => (table.has(key) ? [[key, table.get(key) as StoredRow] as const] : [])))
    },
    all: async projection => new Map(tableOf(projection)),
    counts: async projections => projections.map(one => tableOf(one).size),
    list: async (projection, filter) =>
      [...tableOf(projection)]
        .map(([key, stored]) => ({ key, ...stored }))
        .filter(one => isListed(one, filter, tableOf))
        .sort((a, b) => (isBefore(placeOf(a), placeOf(b)) ? 1 : -1))
        .slice(0, Math.min(filter.limit, 1000)),
    page: async (projection, { where, after = '', limit }) =>
      [...tableOf(projection)]
        .map(([key, stored]) => ({ key, ...stored }))
        .filter(({ key, row }) => key > after && (where === undefined || contains(row, where)))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, Math.min(limit, 500)),
    swap: async (projection, made, { along = [], whileStill, ...move }) => {
      let to = whileStill ? -1 : move.to
      // From here to the end nothing may be awaited: an append could come between.
      while (whileStill && to !== end()) {
        to = end()
        await whileStill(to)
      }
      const [serving, shadow] = [tableOf(projection), tableOf({ ...projection, version: made })]
      if ((checkpoints.get(nameOf({ ...projection, version: made })) ?? 0) !== to) return false
      if ((checkpoints.get(nameOf(projection)) ?? 0) !== move.from) return false
      checkpoints.set(nameOf(projection), to)
      const rows = [...shadow].map(
        ([key, stored]) => [key, { ...stored, version: versionAfter(serving.get(key), stored) }] as const,
      )
      tables.set(nameOf(projection), new Map(rows))
      tables.delete(nameOf({ ...projection, version: made }))
      checkpoints.delete(nameOf({ ...projection, version: made }))
      checkpoints.fenceOff(projection)
      for (const name of along) {
        tables.set(nameOf({ ...projection, name }), tableOf({ name, version: made }))
        tables.delete(nameOf({ name, version: made }))
        checkpoints.delete(nameOf({ name, version: made }))
      }
      return true
    },
    drop: async projection => {
      tables.delete(nameOf(projection))
      const from = await checkpoints.read(projection)
      await checkpoints.save(projection, { from, to: 0 })
    },
    save: async (projection, move, changes) => {
      if (!(await checkpoints.save(projection, move))) return false
      for (const { key, stored, of = projection } of changes) {
        if (stored) tableOf(of).set(key, stored)
        else tableOf(of).delete(key)
      }
      return true
    },
  }
}

type Keyed = StoredRow & { readonly key: string }
type Place = { readonly at: string; readonly key: string }
const listedIn = ({ row }: StoredRow): Listed | undefined => (row as { readonly listed?: Listed }).listed
const placeOf = (one: Keyed): Place => ({ at: listedIn(one)?.at ?? '', key: one.key })
const isBefore = (one: Place, other: Place) => (one.at === other.at ? one.key < other.key : one.at < other.at)

const isListed = (
  one: Keyed,
  filter: ListFilter,
  tableOf: (name: ProjectionName) => Map<string, StoredRow>,
): boolean => {
  const { under, from = '', to, atLeast, beside, before } = filter
  const listed = listedIn(one)
  if (!listed || listed.at < from || (to !== undefined && listed.at > to)) return false
  if (before && !isBefore(placeOf(one), before)) return false
  const fields = one.row as { readonly [field: string]: Json }
  if (atLeast && !(Number(fields[atLeast.field]) >= atLeast.amount)) return false
  const other = beside && tableOf(beside.of).get(String(fields[beside.field]))?.row
  if (beside && !beside.any.some(part => other !== undefined && contains(other, part))) return false
  return under.every(group => group.some(term => listed.under.includes(term)))
}

/** Who watches a row sees its version go up by one, if it changed at all. */
const versionAfter = (before: StoredRow | undefined, after: StoredRow): number => {
  if (!before) return after.version
  return canonical(before.row) === canonical(after.row) ? before.version : before.version + 1
}

/** As jsonb has it: every member of the part is in the whole. */
const contains = (whole: Json, part: Json): boolean => {
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null) return false
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every(one => whole.some((other: Json) => contains(other, one)))
  return Object.entries(part).every(
    ([key, member]) => Object.hasOwn(whole, key) && contains((whole as Record<string, Json>)[key] as Json, member),
  )
}

export const memoryTimeouts = (): Ports['timeouts'] => {
  let scheduled: readonly DueTimeout[] = []
  const of = (process: string, key: string) => scheduled.filter(one => one.process === process && one.key === key)
  return {
    of: async (process, key) => of(process, key),
    replace: async (process, key, owed) => {
      const mine = of(process, key)
      scheduled = [...scheduled.filter(one => !mine.includes(one)), ...owed]
    },
    remove: async ({ process, key, name, dueAt }) => {
      scheduled = scheduled.filter(
        one => one.process !== process || one.key !== key || one.name !== name || one.dueAt !== dueAt,
      )
    },
    list: async ({ process, limit }) =>
      scheduled
        .filter(one => process === undefined || one.process === process)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit),
    due: async (now, limit) =>
      scheduled
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit),
    nextDueAt: async now =>
      scheduled
        .map(({ dueAt }) => dueAt)
        .reduce<number | undefined>((next, dueAt) => {
          return dueAt > now && dueAt < (next ?? Number.POSITIVE_INFINITY) ? dueAt : next
        }, undefined),
  }
}

/** Ids and bytes that count: the same run, the same ids. */
export const countingChance = (): Ports['chance'] => {
  let ids = 0
  let byte = 0
  return {
    id: () => `00000000-0000-7000-8000-${(ids++).toString(16).padStart(12, '0')}`,
    bytes: count =>
      Uint8Array.from({ length: count }, () => {
        byte = (byte * 73 + 41) % 65_537
        return byte & 255
      }),
  }
}

/** `leaseNow`: by what leases end, where that is not the clock. */
export const memoryPorts = (given: Pick<Ports, 'clock'> & Partial<Ports>, leaseNow = given.clock.now): Ports => {
  const checkpoints = memoryCheckpoints(leaseNow)
  let end = () => 0
  const { put, versionOf, ...projections } = memoryProjections(checkpoints, () => end())
  const { forgetEdition, ...snapshots } = memorySnapshots()
  const { recordedAt } = given.clock
  const { last, ...events } = memoryEventStore({ put, versionOf, forgetEdition, recordedAt })
  end = last
  return {
    events,
    vault: memoryVault(),
    snapshots,
    checkpoints,
    projections,
    timeouts: memoryTimeouts(),
    chance: countingChance(),
    journal: () => {},
    ...given,
  }
}
