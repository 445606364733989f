import type { DeadLetterRow } from '@/engine/dead-letter-rows'
import type { Engine } from '@/engine/engine'
import { shelfOf } from '@/engine/park'
import type { DueTimeout, Ports } from '@/engine/ports'
import type { Standing as Instance } from '@/engine/process-instance'
import { recentMap } from '@/engine/recent-map'
import { asked, given, ProcessesQuery } from '../asked'
import { nothingHere, type Result } from '../operating/failures'
import { forAdministrators } from '../sending/orders'
import { unsettledLetters } from './consumer-reads'
import { type Considered, overdueMs, type ProcessStatus, type Stuck, standOf } from './process-standing'
import type { Reads } from './reads'

type Needs = { readonly engine: Engine; readonly ports: Pick<Ports, 'projections' | 'clock' | 'events'> }
/** What a dead letter is about does not change: it is looked up once. */
type Given = Needs & { readonly concerned: Engine['processes']['concerned'] }

export type ProcessRow = {
  readonly process: string
  readonly key: string
  readonly status: ProcessStatus
  /** Why somebody has to look. */
  readonly stuck: readonly Stuck[]
  readonly step: string
  readonly nextSequence: number
  /** What of the commands that it owes is not decided; they are sent, and waited for. */
  readonly owes: Instance['owes']
  readonly timeouts: readonly Pick<DueTimeout, 'name' | 'dueAt'>[]
  /** Of its newest event; null where it has none. */
  readonly last: { readonly type: string; readonly at: string; readonly position: number } | null
}
export type SagaRow = {
  readonly name: string
  readonly domain: string
  readonly types: readonly string[]
  readonly lag: number
  readonly lagMs: number
  readonly parked: number
  readonly letters: number
}
export type ProcessesPage = {
  /** Names of process managers. */
  readonly processes: readonly string[]
  readonly sagas: readonly SagaRow[]
  readonly timeouts: readonly DueTimeout[]
  /** Found by what stands in their way, wherever they are in the list. */
  readonly stuck: readonly ProcessRow[]
  /** By what happened last, newest first. */
  readonly rows: readonly ProcessRow[]
  readonly next: number | null
}
export type ProcessTold = ProcessRow &
  Pick<Instance, 'state'> & {
    readonly due: readonly DueTimeout[]
    /** By name, those that it may be in. */
    readonly steps: readonly string[]
  }

/** Where process managers and sagas stand, and what they wait for. */
export const makeProcessReads = (given: Needs): Pick<Reads, 'processes'> => {
  const needs = { ...given, concerned: remembering(given.engine.processes.concerned) }
  return {
    processes: forAdministrators(async (_, { query }) => {
      const wanted = asked(ProcessesQuery, query)
      if ('failure' in wanted) return wanted
      const { process, key } = wanted.value
      const names = needs.engine.registry.processManagers.map(({ name }) => name)
      if (process !== undefined && !names.includes(process)) return nothingHere
      if (process !== undefined && key !== undefined) return found(needs, { process, key })
      return { value: await listed(needs, { ...wanted.value, names }) }
    }),
  }
}

const mostRemembered = 2000

const remembering = (look: Given['concerned']): Given['concerned'] => {
  const known = recentMap<{ readonly named: Awaited<ReturnType<typeof look>> }>(mostRemembered)
  return async letter => {
    const found = known.get(letter.id) ?? { named: await look(letter) }
    known.set(letter.id, found)
    return found.named
  }
}

type Named = { readonly process: string; readonly key: string }
type Last = ProcessRow['last']

const found = async (needs: Given, named: Named): Promise<Result<unknown>> => {
  const [instance, troubles] = await Promise.all([
    needs.engine.processes.find(named.process, named.key),
    troublesOf(needs),
  ])
  if (!instance || instance.nextSequence === 0) return nothingHere
  const row = await rowAt(needs, troubles, { named })
  const declared = needs.engine.registry.processManagers.find(({ name }) => name === named.process)
  const steps = Object.keys(declared?.process.owed ?? {})
  return { value: { ...row, state: instance.state, due: instance.timeouts, steps } satisfies ProcessTold }
}

const lastOf = ({ type, recordedAt, position }: { type: string; recordedAt: string; position: number }): Last => ({
  type,
  at: recordedAt,
  position,
})

type Standing = { readonly named: Named; readonly instance: Instance; readonly last: Last }

const rowOf = ({ named, instance, last }: Standing, troubles: Troubles, { ports }: Given): ProcessRow => {
  const considered: Considered = {
    instance,
    lastType: last?.type ?? '',
    letters: troubles.letters.filter(one => one.process === named.process && one.key === named.key),
    now: ports.clock.now(),
  }
  const { state, nextSequence, owes, timeouts } = instance
  return {
    ...named,
    ...standOf(considered),
    step: state.step,
    nextSequence,
    owes: owes.filter(({ decided }) => !decided),
    timeouts: timeouts.map(({ name, dueAt }) => ({ name, dueAt })),
    last,
  }
}

type Letter = Named & { readonly letter: string; readonly reason: string; readonly subject: string }
/** What stands in the way of whom. */
type Troubles = {
  readonly unsettled: readonly DeadLetterRow[]
  readonly letters: readonly Letter[]
  readonly overdue: readonly Named[]
}

const mostTimeouts = 500

const troublesOf = async (needs: Given): Promise<Troubles> => {
  const { engine, ports } = needs
  const late = ports.clock.now() - overdueMs
  const [unsettled, timeouts] = await Promise.all([
    unsettledLetters(engine),
    engine.processes.timeouts({ limit: mostTimeouts }),
  ])
  const letters = await lettersOf(needs, unsettled)
  return { unsettled, letters, overdue: timeouts.filter(({ dueAt }) => dueAt < late) }
}

/** Whatever its consumer: a command that waits for review is also some instance's. */
const lettersOf = async ({ concerned }: Given, unsettled: readonly DeadLetterRow[]): Promise<readonly Letter[]> => {
  const told = await Promise.all(
    unsettled
      .filter(({ edition }) => edition === '')
      .map(async ({ id, reason, subject, edition }) => {
        const named = await concerned({ id, edition })
        return named ? [{ ...named, letter: id, reason, subject }] : []
      }),
  )
  return told.flat()
}

type Wanted = {
  readonly process?: string | undefined
  readonly status?: ProcessStatus | undefined
  readonly search?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
  readonly names: readonly string[]
}

const listed = async (needs: Given, wanted: Wanted): Promise<ProcessesPage> => {
  const { process, names } = wanted
  const troubles = await troublesOf(needs)
  const [timeouts, stuck, sagas, page] = await Promise.all([
    needs.engine.processes.timeouts({ ...given({ process }), limit: mostTimeouts }),
    stuckRows(needs, troubles, wanted),
    sagasOf(needs, troubles),
    rowsOf(needs, troubles, wanted),
  ])
  return { processes: names, sagas, timeouts, stuck, ...page }
}

const mostStuck = 100

const stuckRows = async (needs: Given, troubles: Troubles, { process, search = '' }: Wanted) => {
  const all = new Map([...troubles.letters, ...troubles.overdue].map(one => [keyOf(one), one]))
  const wanted = [...all.values()].filter(one => (process ?? one.process) === one.process && one.key.startsWith(search))
  const rows = await Promise.all(wanted.slice(0, mostStuck).map(one => rowAt(needs, troubles, { named: one })))
  return rows.filter(({ status }) => status === 'stuck')
}

const keyOf = ({ process, key }: Named) => `${process}/${key}`

type At = { readonly named: Named; readonly last?: Last }

const rowAt = async (needs: Given, troubles: Troubles, { named: { process, key }, last }: At): Promise<ProcessRow> => {
  const { engine, ports } = needs
  const [instance, [newest]] = await Promise.all([
    engine.processes.find(process, key),
    last ? [] : ports.events.search({ domain: process, root: key, edition: '', limit: 1 }),
  ])
  if (!instance) throw new TypeError(`no process manager ${process}`)
  return rowOf({ named: { process, key }, instance, last: last ?? (newest ? lastOf(newest) : null) }, troubles, needs)
}

/** So many instances are looked at for one page, where a status is asked for. */
const mostLookedAt = 500

/** By what happened last, as the log has it; or by their keys, where the beginning of one is given. */
const rowsOf = async (
  needs: Given,
  troubles: Troubles,
  wanted: Wanted,
): Promise<Pick<ProcessesPage, 'rows' | 'next'>> => {
  const { status, limit, search } = wanted
  if (status === 'stuck') return { rows: [], next: null }
  const rows: ProcessRow[] = []
  const seen = new Set<string>()
  let before = wanted.before
  for (;;) {
    const page = search ? await byKey(needs, wanted, search) : await byLast(needs, { ...wanted, before })
    const fresh = page.found.filter(({ named }) => !seen.has(keyOf(named)))
    for (const { named } of fresh) seen.add(keyOf(named))
    const made = await Promise.all(fresh.map(one => rowAt(needs, troubles, one)))
    rows.push(...made.filter(row => status === undefined || row.status === status))
    before = page.next ?? undefined
    if (page.next === null || rows.length >= limit || seen.size >= mostLookedAt) return { rows, next: page.next }
  }
}

type Found = { readonly found: readonly At[]; readonly next: number | null }

const byKey = async ({ engine }: Given, { process, names, limit }: Wanted, search: string): Promise<Found> => {
  const found = await Promise.all(
    names
      .filter(name => (process ?? name) === name)
      .map(domain => engine.streams({ domain, search, edition: '', limit })),
  )
  return {
    found: found
      .flat()
      .slice(0, limit)
      .map(({ domain, root }) => ({ named: { process: domain, key: root } })),
    next: null,
  }
}

const pagesAtOnce = 200

/** The newest events of all process managers, as far down as each of them was read. */
const byLast = async ({ ports }: Given, { process, names, before, limit }: Wanted): Promise<Found> => {
  const read = await Promise.all(
    names
      .filter(name => (process ?? name) === name)
      .map(domain => ports.events.search({ domain, edition: '', ...given({ before }), limit: pagesAtOnce })),
  )
  const ends = read.filter(({ length }) => length === pagesAtOnce).map(pages => pages.at(-1)?.position ?? 0)
  const from = Math.max(0, ...ends)
  const pages = read.flat().filter(({ position }) => position >= from)
  const found = new Map<string, At & { readonly last: NonNullable<Last> }>()
  for (const page of pages.sort((a, b) => b.position - a.position)) {
    const named = { process: page.domain, key: page.root }
    if (found.size === limit && !found.has(keyOf(named))) return { found: [...found.values()], next: page.position + 1 }
    if (!found.has(keyOf(named)))
      found.set(keyOf(named), { named, last: { type: page.type, at: page.recordedAt, position: page.position } })
  }
  return { found: [...found.values()], next: ends.length > 0 ? from : null }
}

const sagasOf = async ({ engine, ports }: Given, { unsettled }: Troubles): Promise<readonly SagaRow[]> => {
  const standing = new Map(engine.status().map(one => [one.name, one]))
  const { sagas } = engine.registry
  const parked = await ports.projections.counts(sagas.map(({ name }) => shelfOf({ name, version: 1 })))
  return sagas.map(({ name, domain, reactions }, n) => ({
    name,
    domain,
    types: Object.keys(reactions),
    lag: standing.get(name)?.lag ?? 0,
    lagMs: standing.get(name)?.lagMs ?? 0,
    parked: parked[n] ?? 0,
    letters: unsettled.filter(({ consumer }) => consumer === name).length,
  }))
}
