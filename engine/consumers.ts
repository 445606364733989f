// Every projector, saga and process manager of a product as a consumer of the log.

import { type Consumer, moveOn } from './consumer.ts'
import type { ProcessManagerDeclaration, ProjectorDeclaration, SagaDeclaration } from './define.ts'
import { handlerOf } from './define.ts'
import { byAppend, grouped } from './grouped.ts'
import { millisecondsOf, type Page, streamKey } from './message.ts'
import type { ProcessRunner } from './process.ts'
import { projecting, type RowsChanged, wantsEvent } from './project.ts'
import { reactSaga } from './react.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'
import { upcast } from './upcast.ts'

export const projectorConsumer = (
  runtime: Runtime,
  declaration: ProjectorDeclaration,
  tell: (changed: RowsChanged) => void,
): Consumer => {
  const project = projecting(runtime, declaration)
  return {
    name: declaration.name,
    version: declaration.version,
    kind: 'projector',
    wants: page => !page.isolated && wantsEvent(declaration, page),
    reset: project.reset,
    followed: async pages => {
      const changes = await project.changed(pages.map(page => upcast(runtime.registry, page)))
      if (changes.length > 0) tell({ projection: declaration.name, changes, lagMs: lagOf(runtime, pages) })
    },
    handle: async (stored, move, along = []) => {
      const pages = stored.map(page => upcast(runtime.registry, page))
      const once = () => project.project({ pages, move, along })
      // What is saved along says whether it was done: whoever hands it over looks there before the next try.
      const { saved, changes } = await (along.length > 0 ? once() : withRetries(runtime.ports, once))
      if (changes.length > 0) tell({ projection: declaration.name, changes, lagMs: lagOf(runtime, pages) })
      return saved
    },
  }
}

/** Its rows are there when their events are: what is left is telling who watches. */
export const inlineConsumer = (
  runtime: Runtime,
  declaration: ProjectorDeclaration,
  tell: (changed: RowsChanged) => void,
): Consumer => {
  const { followed, ...consumer } = projectorConsumer(runtime, declaration, tell)
  return {
    ...consumer,
    ...(followed ? { followed } : {}),
    handle: async (pages, move) => {
      await followed?.(pages)
      return moveOn(runtime.ports, declaration, move)
    },
  }
}

const lagOf = ({ ports }: Runtime, pages: readonly Page[]): number => {
  const newest = pages.at(-1)
  return newest ? Math.max(0, ports.clock.now() - millisecondsOf(newest.recordedAt)) : 0
}

export const sagaConsumer = (runtime: Runtime, saga: SagaDeclaration): Consumer => ({
  name: saga.name,
  version: 1,
  kind: 'saga',
  unordered: saga.unordered,
  wants: page => isReacting(page) && page.domain === saga.domain && handlerOf(saga.reactions, page.type) !== undefined,
  handle: async (pages, move) => {
    await perStream(pages, async own => {
      for (const page of own) await reactSaga(runtime, saga, upcast(runtime.registry, page))
    })
    return moveOn(runtime.ports, { name: saga.name, version: 1 }, move)
  },
})

export const processConsumer = (
  runtime: Runtime,
  { name, domains, process }: ProcessManagerDeclaration,
  runner: ProcessRunner,
): Consumer => ({
  name,
  version: 1,
  kind: 'process-manager',
  wants: page =>
    isMerged(page, name) ||
    (isReacting(page) && domains.includes(page.domain) && handlerOf(process.evolve, page.type) !== undefined),
  handle: async (pages, move) => {
    const renewed = new Set(pages.filter(page => isMerged(page, name)).map(({ root }) => root))
    for (const key of renewed) await runner.renew(key)
    const reacting = pages.filter(page => !isMerged(page, name))
    await perStream(reacting, async own => {
      for (const appended of byAppend(own)) await runner.take(appended.map(page => upcast(runtime.registry, page)))
    })
    return moveOn(runtime.ports, { name, version: 1 }, move)
  },
})

/** An instance's own history goes on by what a merge brought. */
const isMerged = ({ domain, mergedFrom }: Page, name: string): boolean => mergedFrom !== null && domain === name

/** What an isolated append or a merge brought needs no reaction: it happened elsewhere already. */
const isReacting = ({ isolated, mergedFrom }: Page): boolean => !isolated && mergedFrom === null

/** In order within a stream, side by side across streams; none is left behind at work when another one fails. */
const perStream = async (pages: readonly Page[], work: (own: readonly Page[]) => Promise<void>) => {
  const done = await Promise.allSettled([...grouped(pages, streamKey).values()].map(work))
  const failed = done.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}
