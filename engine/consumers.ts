// Every projector, saga and process manager of a product as a consumer of the log.
import type { Reactors } from './cascade.ts'
import type { ProcessManagerDeclaration, ProjectorDeclaration, SagaDeclaration } from './define.ts'
import { handlerOf } from './define.ts'
import { grouped } from './grouped.ts'
import { millisecondsOf, type Page, streamKey } from './message.ts'
import type { ProcessRunner } from './process.ts'
import { projecting, type RowsChanged, wantsEvent } from './project.ts'
import { type Reaction, reactSaga } from './react.ts'
import type { Consumer } from './run.ts'
import type { Runtime } from './runtime.ts'

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
    wants: page => wantsEvent(declaration, page),
    handle: async (pages, move) => {
      const changes = await project({ pages, move })
      const newest = pages.at(-1)
      if (changes && changes.length > 0 && newest) {
        const lagMs = Math.max(0, runtime.ports.clock.now() - millisecondsOf(newest.recordedAt))
        tell({ projection: declaration.name, changes, lagMs })
      }
      return changes !== undefined
    },
  }
}

export const sagaConsumer = (runtime: Runtime, saga: SagaDeclaration): Consumer => ({
  name: saga.name,
  version: 1,
  kind: 'saga',
  wants: page => page.domain === saga.domain && handlerOf(saga.reactions, page.type) !== undefined,
  handle: async (pages, move) => {
    await perStream(pages, async own => {
      for (const page of own) await reactSaga(runtime, saga, page)
    })
    return runtime.ports.checkpoints.save({ name: saga.name, version: 1 }, move)
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
  wants: page => domains.includes(page.domain) && handlerOf(process.evolve, page.type) !== undefined,
  handle: async (pages, move) => {
    await perStream(pages, async own => {
      for (const appended of byAppend(own)) await runner.take(appended)
    })
    return runtime.ports.checkpoints.save({ name, version: 1 }, move)
  },
})

/** In order within a stream, side by side across streams. */
const perStream = async (pages: readonly Page[], work: (own: readonly Page[]) => Promise<void>) => {
  await Promise.all([...grouped(pages, streamKey).values()].map(work))
}

/** Pages of one append stay together: a process manager folds them all before it says what it owes. */
const byAppend = (pages: readonly Page[]): readonly (readonly Page[])[] => [
  ...grouped(pages, page => page.commandId).values(),
]

/** The same reactions, asked for at once: what a cascade runs. */
export const reactorsOf =
  (runtime: Runtime, runners: ReadonlyMap<string, ProcessRunner>): Reactors =>
  async pages => {
    const reactions: Reaction[] = []
    for (const saga of runtime.registry.sagas) {
      for (const page of pages) {
        if (page.domain === saga.domain) reactions.push(...(await reactSaga(runtime, saga, page)))
      }
    }
    for (const runner of runners.values()) reactions.push(...(await runner.take(pages)))
    return reactions
  }
