// An edition's line becomes main's: its events are appended to main anew, all at once, if main stood still where they go.

import { hashOf, sha256Hex } from './canonical.ts'
import { flush } from './cascade.ts'
import type { Outcome } from './command.ts'
import { DeadLetter, type DeadLetterState, isUnsettled } from './dead-letter.ts'
import { closingId, type EditionState, mergingOf } from './edition.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { grouped } from './grouped.ts'
import { loadEdition, loadStream } from './load.ts'
import { type Page, type Problem, type StreamName, streamKey } from './message.ts'
import { overlay } from './overlay.ts'
import type { Append, CommandEntry, NewPage, Ports } from './ports.ts'
import { loadInstance, messagesOwed } from './process-instance.ts'
import { inlineRows } from './project.ts'
import { keyedQueue } from './queue.ts'
import { recentMap } from './recent-map.ts'
import { factId } from './record.ts'
import { derivedId, refusalOf } from './registry.ts'
import type { Runtime } from './runtime.ts'

/** One stream that the edition wrote: where its own events begin, how many there are, and where main stands by now. */
export type MergedStream = Pick<StreamName, 'domain' | 'root'> & {
  readonly from: number
  readonly events: number
  readonly main: number
}
/** What a merge would do. It does nothing where `moved` names a stream, or where something in the edition goes on. */
export type MergePlan = {
  readonly streams: readonly MergedStream[]
  readonly events: number
  readonly moved: readonly MergedStream[]
  readonly busy: boolean
}
export type Merging = {
  readonly runtime: Runtime
  /** Whether whoever does something has done it up to a position of the log, or has in so many milliseconds. */
  readonly isDone: (position: number, most: number) => Promise<boolean>
}

export type MergedBy = { readonly actor: string; readonly reason?: string }
type Line = {
  readonly edition: string
  readonly pages: readonly Page[]
  readonly last: number
  readonly plan: MergePlan
}

/** Undefined where there is no such edition, or none that can be merged. */
export const planMerge = async (merging: Merging, edition: string): Promise<MergePlan | undefined> =>
  (await lineOf(merging, edition))?.plan

const tries = 3
/** Milliseconds for reactions that are under way. */
const longestWait = 1000

/** Refused: `edition-unknown`, `edition-merged`, `main-moved` with the streams, `edition-busy`, `nothing-to-merge`. */
export const mergeEdition = async (merging: Merging, edition: string, by: MergedBy): Promise<Outcome> => {
  const { runtime } = merging
  const refused = unmergeable(await loadEdition(runtime, edition))
  if (refused) return rejected(refused)
  for (let attempt = 0; attempt < tries; attempt++) {
    const line = await lineOf(merging, edition)
    if (!line) return rejected(problems.unknown)
    const problem = refusalIn(line.plan)
    if (problem) return rejected(problem)
    const { appends, outcome } = await appendsOf(runtime, line, by)
    if (outcome.status === 'rejected' || (await flush(runtime, appends, { edition, last: line.last }))) return outcome
  }
  throw new Unavailable(`lost ${tries} races for edition ${edition}`)
}

const rejected = (problem: Problem): Outcome => ({ status: 'rejected', problem, nextSequence: 0 })
const problemOf = (reason: string, message: string, code: Problem['code'] = 'ABORTED'): Problem => ({
  code,
  reason,
  params: {},
  message,
})
const problems = {
  unknown: problemOf('edition-unknown', 'There is no such edition.', 'NOT_FOUND'),
  merged: problemOf('edition-merged', 'It was merged before.', 'FAILED_PRECONDITION'),
  empty: problemOf('nothing-to-merge', 'Nothing happened in it.', 'FAILED_PRECONDITION'),
  busy: problemOf('edition-busy', 'Something in the edition is not finished yet.'),
  moved: problemOf('main-moved', 'Main went on where the edition wrote.'),
}

const unmergeable = ({ status }: EditionState): Problem | undefined => {
  if (status === 'merged') return problems.merged
  return status === 'open' ? undefined : problems.unknown
}

const refusalIn = ({ events, busy, moved }: MergePlan): Problem | undefined => {
  if (moved.length > 0)
    return { ...problems.moved, params: { streams: moved.map(({ domain, root }) => `${domain}/${root}`) } }
  if (busy) return problems.busy
  return events === 0 ? problems.empty : undefined
}

const atOnce = 500

/** All that happened in an edition, in the order of the log. */
export const pagesIn = async ({ ports }: Pick<Runtime, 'ports'>, edition: string): Promise<readonly Page[]> => {
  const pages: Page[] = []
  for (let after = 0; ; after = pages.at(-1)?.position ?? after) {
    const next = await ports.events.search({ edition, after, limit: atOnce })
    pages.push(...next)
    if (next.length < atOnce) return pages
  }
}

const lineOf = async ({ runtime, isDone }: Merging, edition: string): Promise<Line | undefined> => {
  if (unmergeable(await loadEdition(runtime, edition))) return undefined
  const all = await pagesIn(runtime, edition)
  // Dead letters are of their edition: what they decided is among the other events.
  const [pages, letters] = [
    all.filter(({ domain }) => domain !== DeadLetter.domain),
    all.filter(({ domain }) => domain === DeadLetter.domain),
  ]
  const streams = await Promise.all([...grouped(pages, streamKey).values()].map(own => streamOf(runtime, own)))
  const last = all.at(-1)?.position ?? 0
  const busy =
    !(await isDone(Math.max(last, await decidedAt(runtime, edition)), longestWait)) ||
    (await isAnyWaiting(runtime, letters))
  const moved = streams.filter(({ from, main }) => main !== from)
  return { edition, pages, last, plan: { streams, events: pages.length, moved, busy } }
}

/** Where it was opened, or restored: what it owed meanwhile is done behind that. */
const decidedAt = async ({ ports }: Runtime, edition: string): Promise<number> =>
  (await ports.events.read(mergingOf(edition, {}).cover)).at(-1)?.position ?? 0

const streamOf = async ({ ports }: Runtime, own: readonly Page[]): Promise<MergedStream> => {
  const { domain = '', root = '', sequence = 0 } = own[0] ?? {}
  const main = (await ports.events.head({ domain, root, edition: '' })).nextSequence
  return { domain, root, from: sequence, events: own.length, main }
}

const isAnyWaiting = async (runtime: Runtime, letters: readonly Page[]): Promise<boolean> => {
  for (const [page] of grouped(letters, streamKey).values())
    if (page && isUnsettled((await loadStream<DeadLetterState>(runtime, page)).state)) return true
  return false
}

type Anew = { readonly edition: string; readonly idOf: (id: string) => string }

/**
 * Decided over an overlay, where each append sees those before it; the edition's own record comes last, and what closes it
 * for whoever is on the way there.
 */
const appendsOf = async (runtime: Runtime, { edition, pages }: Line, { actor, ...why }: MergedBy) => {
  const over = overlay(runtime.ports, await runtime.ports.events.lastPosition())
  const overlaid: Runtime = {
    ...runtime,
    ports: over.ports,
    cache: recentMap(1000),
    queue: keyedQueue(),
    published: () => {},
  }
  const known = await idsOfProcesses(runtime, edition, pages)
  const anew = { edition, idOf: idsAnew(runtime, pages, known) }
  for (const group of grouped(pages, page => `${streamKey(page)} ${page.commandId}`).values())
    await over.ports.events.append(await appendAnew(overlaid, group, anew))
  const outcome = await execute(overlaid, {
    ...mergingOf(edition, why),
    commandId: runtime.ports.chance.id(),
    actor,
  })
  await over.ports.events.append(closing(edition, actor))
  return { appends: over.appends, outcome }
}

/** A command of the edition that nothing came of: every append in there gives way to it. */
const closing = (edition: string, actor: string): Append => {
  const { cover, message } = mergingOf(edition, {})
  const command = { commandId: closingId(edition), caller: actor, cover: { ...cover, edition }, message }
  return {
    stream: { domain: cover.domain, root: cover.root, edition },
    expected: 0,
    base: 0,
    pages: [],
    command: { ...command, source: null, origin: null, errorMode: null },
  }
}

/** Events and the commands that led to them have other ids on main; what happened before the divergence keeps its own. */
const idsAnew = ({ ports }: Runtime, pages: readonly Page[], known: ReadonlyMap<string, string>): Anew['idOf'] => {
  const ids = new Map(known)
  for (const { eventId, commandId, edition, domain, root, externalId } of pages) {
    ids.set(eventId, ports.chance.id())
    if (externalId !== null) ids.set(commandId, factId({ domain, root, edition: '' }, externalId))
    else if (!ids.has(commandId)) ids.set(commandId, derivedId('merged', edition, commandId))
  }
  return id => ids.get(id) ?? id
}

/**
 * What a process manager sent in the edition counts as what it would send on main: there it has the same state, and must
 * not send it once more.
 */
const idsOfProcesses = async (runtime: Runtime, edition: string, pages: readonly Page[]) => {
  const ids = new Map<string, string>()
  for (const declaration of runtime.registry.processManagers) {
    const own = pages.filter(({ domain }) => domain === declaration.name)
    for (const { root: key, sequence } of own) {
      const instance = await loadInstance(runtime, declaration, { key, edition, upTo: sequence })
      for (const { label } of messagesOwed(declaration, instance)) {
        const [there, here] = [edition, ''].map(where => derivedId(where, declaration.name, key, label)) as [
          string,
          string,
        ]
        ids.set(there, here).set(refusalOf(there), refusalOf(here))
      }
    }
  }
  return ids
}

const appendAnew = async (runtime: Runtime, group: readonly Page[], anew: Anew): Promise<Append> => {
  const { ports } = runtime
  const { domain = '', root = '', sequence: expected = 0, commandId = '' } = group[0] ?? {}
  const stream = { domain, root, edition: '' }
  const entry = await ports.events.commandEntry(anew.edition, commandId)
  let { hash } = await ports.events.head(stream)
  const pages: NewPage[] = []
  for (const page of group) {
    const one = await pageAnew(ports, { page, hash }, anew)
    hash = one.hash
    pages.push(one)
  }
  return {
    stream,
    expected,
    base: 0,
    pages,
    command: recordAnew(entry, group, anew),
    ...(await withRows(runtime, stream, pages)),
  }
}

const withRows = async (runtime: Runtime, stream: StreamName, pages: readonly NewPage[]) => {
  const rows = await inlineRows(runtime, stream, pages)
  return rows.length > 0 ? { rows } : {}
}

const recordAnew = (
  entry: CommandEntry | undefined,
  [first]: readonly Page[],
  { idOf: anew }: Anew,
): Append['command'] => {
  if (!entry || !first) throw new Unavailable('a command of the edition is not on record')
  const { caller, message, source, origin, errorMode, cover } = entry
  return {
    commandId: anew(first.commandId),
    caller,
    message,
    cover: { ...cover, edition: '' },
    source: source && anew(source),
    origin: origin && anew(origin),
    errorMode,
  }
}

type Following = { readonly page: Page; readonly hash: string }

/** Private parts are sealed again, for the new event; personal parts stay under the key of their subject. */
const pageAnew = async (ports: Ports, { page, hash }: Following, { edition, idOf: anew }: Anew): Promise<NewPage> => {
  const { position: _, private: __, ...kept } = page
  const eventId = anew(page.eventId)
  const stream = { domain: page.domain, root: page.root, edition: '' }
  const parts = page.privateHash === null ? undefined : (await ports.events.sealed([page.eventId])).get(page.eventId)
  const sealed = parts && (await ports.vault.seal(stream, eventId, await ports.vault.open(page, page.eventId, parts)))
  const next = {
    ...kept,
    edition: '',
    eventId,
    commandId: anew(page.commandId),
    causationId: anew(page.causationId),
    recordedAt: ports.clock.recordedAt(),
    privateHash: sealed ? sha256Hex(sealed.ciphertext) : null,
    mergedFrom: edition,
  }
  return { ...next, hash: hashOf(hash, next, ports.digest), ...(sealed ? { sealed } : {}) }
}
