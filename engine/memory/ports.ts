// Every port in memory, with a clock that stands still until it is moved.
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../canonical.ts'
import type { DueTimeout, Ports, ProjectionName, StoredRow, Vault } from '../ports.ts'
import { memoryEventStore } from './event-store.ts'

const nameOf = ({ name, version }: ProjectionName) => `${name}@${version}`

export const memoryCheckpoints = (): Ports['checkpoints'] & Map<string, number> => {
  const positions = new Map<string, number>()
  return Object.assign(positions, {
    read: async (consumer: ProjectionName) => positions.get(nameOf(consumer)) ?? 0,
    save: async (consumer: ProjectionName, { from, to }: { from: number; to: number }) => {
      if ((positions.get(nameOf(consumer)) ?? 0) !== from) return false
      positions.set(nameOf(consumer), to)
      return true
    },
  })
}

export const memoryProjections = (checkpoints: Ports['checkpoints']): Ports['projections'] => {
  const tables = new Map<string, Map<string, StoredRow>>()
  const tableOf = (projection: ProjectionName) => {
    const table = tables.get(nameOf(projection)) ?? new Map<string, StoredRow>()
    tables.set(nameOf(projection), table)
    return table
  }
  return {
    rows: async (projection, keys) => {
      const table = tableOf(projection)
      return new Map(keys.flatMap(key => (table.has(key) ? [[key, table.get(key) as StoredRow] as const] : [])))
    },
    all: async projection => new Map(tableOf(projection)),
    save: async (projection, move, changes) => {
      if (!(await checkpoints.save(projection, move))) return false
      for (const { key, stored } of changes) {
        if (stored) tableOf(projection).set(key, stored)
        else tableOf(projection).delete(key)
      }
      return true
    },
  }
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

/** Hides nothing: memory is not a way out. The bytes are the canonical text, so that hashes mean something. */
export const memoryVault = (): Vault => {
  const text = new TextDecoder()
  return {
    seal: async (_, __, parts) => ({
      keyId: 'memory',
      nonce: new Uint8Array(),
      ciphertext: utf8ToBytes(canonical(parts)),
    }),
    open: async (_, __, sealed) => JSON.parse(text.decode(sealed.ciphertext)),
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

export const memoryPorts = (given: Pick<Ports, 'clock'> & Partial<Ports>): Ports => {
  const checkpoints = memoryCheckpoints()
  return {
    events: memoryEventStore(),
    vault: memoryVault(),
    checkpoints,
    projections: memoryProjections(checkpoints),
    timeouts: memoryTimeouts(),
    chance: countingChance(),
    journal: () => {},
    ...given,
  }
}
