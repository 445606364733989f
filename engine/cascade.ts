// A command with all that it leads to, in line, over an overlay: decided as a whole, stored at once or not at all.
import { type Chain, readChain } from './chain.ts'
import type { Command, Outcome } from './command.ts'
import { handlerOf } from './define.ts'
import { CascadeTooDeep, Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { byAppend } from './grouped.ts'
import { type Page, streamKey } from './message.ts'
import { overlay } from './overlay.ts'
import type { Append, Ports, Still } from './ports.ts'
import { type ProcessRunner, processRunner } from './process.ts'
import { keyedQueue } from './queue.ts'
import { reactSaga } from './react.ts'
import { recentMap } from './recent-map.ts'
import type { Runtime } from './runtime.ts'
import { upcast } from './upcast.ts'

export type Overlaid = {
  readonly outcome: Outcome
  readonly chain: Chain
  readonly appends: readonly Append[]
  readonly runtime: Runtime
}
type Asked = {
  readonly command: Command
  /** Reactions too, until the first refusal. */
  readonly cascade: boolean
  readonly ports: Ports
}

const deepest = 32
const noChain: Chain = { links: [], refusals: [], last: 0 }

/** Nothing is stored. `runtime` sees what would be. */
export const tryOver = async (base: Runtime, { command, cascade, ports }: Asked): Promise<Overlaid> => {
  const over = overlay(ports, await ports.events.lastPosition())
  const pending: Page[][] = []
  const runtime: Runtime = {
    ...base,
    ports: over.ports,
    cache: recentMap(1000),
    queue: keyedQueue(),
    published: pages => pending.push([...pages]),
  }
  const outcome = await execute(runtime, command)
  if (outcome.status === 'rejected' || !cascade || command.isolated)
    return { outcome, chain: noChain, appends: over.appends, runtime }
  await reactInLine(runtime, pending)
  const chain = await readChain(over.ports.events, runtime.registry, outcome.pages)
  return { outcome, chain, appends: over.appends, runtime }
}

/** In the order of what happens; ends at the first refusal that nobody expected. */
const reactInLine = async (runtime: Runtime, pending: Page[][]): Promise<void> => {
  const runners = runtime.registry.processManagers.map(one => processRunner(runtime, one, () => {}))
  const depths = new Map<string, number>()
  for (let pages = pending.shift(); pages; pages = pending.shift()) {
    for (const page of pages) {
      const depth = (depths.get(page.causationId) ?? -1) + 1
      if (depth > 3 * deepest) throw new CascadeTooDeep(`a cascade without end, at ${page.domain}/${page.type}`)
      depths.set(page.eventId, depth)
    }
    await reactTo(
      runtime,
      runners,
      pages.map(page => upcast(runtime.registry, page)),
    )
  }
}

const reactTo = async (runtime: Runtime, runners: readonly ProcessRunner[], pages: readonly Page[]): Promise<void> => {
  for (const saga of runtime.registry.sagas)
    for (const page of pages)
      if (saga.domain === page.domain && handlerOf(saga.reactions, page.type)) await reactSaga(runtime, saga, page)
  for (const runner of runners) for (const own of byAppend(pages)) await runner.take(own)
}

const tries = 5

/**
 * `atomic`: the chain is decided over the overlay and appended at once; a conflict repeats it, a refusal leaves nothing.
 * `caughtUp` tells how far every consumer has come, once that is the end of the log: a process manager links in order.
 */
export const executeAtomically = async (
  runtime: Runtime,
  command: Command,
  caughtUp: () => Promise<number>,
): Promise<{ readonly outcome: Outcome; readonly chain: Chain }> => {
  for (let attempt = 0; attempt < tries; attempt++) {
    const last = await caughtUp()
    const { outcome, chain, appends } = await tryOver(runtime, { command, cascade: true, ports: runtime.ports })
    const [refusal] = chain.refusals
    if (outcome.status === 'rejected' || outcome.repeated || outcome.pages.length === 0) return { outcome, chain }
    if (refusal?.entry.problem)
      return {
        outcome: { status: 'rejected', problem: refusal.entry.problem, nextSequence: outcome.nextSequence },
        chain,
      }
    if (!(await isHandled(runtime, appends, last))) continue
    const flushed = await flush(runtime, appends)
    if (flushed) return { outcome: { ...outcome, pages: flushed[0] ?? [] }, chain: await rereadChain(runtime, flushed) }
  }
  throw new Unavailable(`lost ${tries} races for a cascade`)
}

/**
 * Nothing came into a stream of the chain, before the chain, that its process managers have not taken yet: once they have
 * linked an event they pass over those before it.
 */
const isHandled = async ({ ports }: Runtime, appends: readonly Append[], last: number): Promise<boolean> => {
  const streams = new Map(
    [...appends].reverse().map(({ stream, expected }) => [streamKey(stream), { stream, expected }]),
  )
  const newest = await Promise.all(
    [...streams.values()].map(({ stream, expected }) =>
      ports.events.read(stream, { from: expected - 1, to: expected - 1 }),
    ),
  )
  return newest.flat().every(({ position }) => position <= last)
}

const rereadChain = (runtime: Runtime, [first = []]: readonly (readonly Page[])[]) =>
  readChain(runtime.ports.events, runtime.registry, first)

/** The pages of each append as they stand in the log; undefined where another write came between, or behind `still`. */
export const flush = async (
  runtime: Runtime,
  appends: readonly Append[],
  still?: Still,
): Promise<readonly (readonly Page[])[] | undefined> => {
  const result = await runtime.ports.events.appendAll(appends, still)
  if ('refused' in result) return undefined
  const stored = appends.map(({ pages }, index) => {
    const appended = result.stored[index]
    const first = appended?.status === 'ok' ? appended.firstPosition : 0
    return pages.map(({ sealed: _, ...page }, at): Page => ({ ...page, position: first + at }))
  })
  for (const { stream } of appends) runtime.cache.drop(`${stream.domain}/${stream.root}/${stream.edition}`)
  runtime.published(stored.flat())
  return stored
}
