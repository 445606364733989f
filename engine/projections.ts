// Projections from outside: how far each is, and letting one stand, go on, or be made anew.
import { execute } from './execute.ts'
import { loadStream } from './load.ts'
import type { Page } from './message.ts'
import { type Operations, unfinished } from './operations.ts'
import { ProjectionControl, type ProjectionState, projectionRoot } from './projection.ts'
import type { Hold } from './rebuild.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

export type Projections = {
  /** The operation that does it. Throws a TypeError where there is no such projection. */
  readonly rebuild: (name: string, actor: string, reason?: string) => Promise<string>
  readonly pause: (name: string, actor: string, reason?: string) => Promise<void>
  readonly resume: (name: string, actor: string, reason?: string) => Promise<void>
  readonly isPaused: (name: string) => Promise<boolean>
  readonly status: () => Promise<readonly ProjectionStatus[]>
}
/** How far one projection is. `lag` in events; `rebuilding` is the operation that makes it anew, where there is one. */
export type ProjectionStatus = {
  readonly name: string
  readonly version: number
  readonly consistency: 'async' | 'inline'
  readonly position: number
  readonly lag: number
  readonly lagMs: number
  readonly paused: boolean
  readonly rebuilding: string | null
}
type Progress = Pick<ProjectionStatus, 'name' | 'position' | 'lag' | 'lagMs'>
type Given = { readonly standing: Holds; readonly work: Operations; readonly progress: () => readonly Progress[] }
/** What every process knows of who stands still: asked again when the log says that something changed. */
export type Holds = {
  readonly by: (actor: string) => { readonly pause: Hold; readonly resume: Hold }
  readonly isHeld: (name: string) => Promise<boolean>
  readonly seen: (pages: readonly Page[]) => void
}

const byOperator = 'operator'

export const holds = (runtime: () => Runtime): Holds => {
  const known = new Map<string, boolean>()
  const order =
    (type: 'PauseProjection' | 'ResumeProjection', actor: string): Hold =>
    async (name, hold, reason) => {
      const { chance } = runtime().ports
      await execute(runtime(), {
        cover: {
          domain: ProjectionControl.domain,
          root: projectionRoot(name),
          edition: '',
          correlationId: '',
          ext: null,
        },
        message: { type, name, hold, ...(reason === undefined ? {} : { reason }) } as never,
        commandId: derivedId(type, chance.id()),
        actor,
      })
      known.delete(name)
    }
  return {
    by: actor => ({ pause: order('PauseProjection', actor), resume: order('ResumeProjection', actor) }),
    isHeld: async name => {
      const before = known.get(name)
      if (before !== undefined) return before
      const stream = { domain: ProjectionControl.domain, root: projectionRoot(name), edition: '' }
      const { state } = await loadStream<ProjectionState>(runtime(), stream)
      const isHeld = Object.keys(state.holds).length > 0
      known.set(name, isHeld)
      return isHeld
    },
    seen: pages => {
      for (const page of pages) if (page.domain === ProjectionControl.domain) known.delete(String(page.data.name))
    },
  }
}

export const projections = (runtime: Runtime, { standing, work, progress }: Given): Projections => {
  const declared = (name: string) => {
    const found = runtime.registry.projectors.find(one => one.name === name)
    if (!found) throw new TypeError(`no projector ${name}`)
    return found
  }
  return {
    rebuild: async (name, actor, reason) => {
      return work.start('rebuild', {
        params: { projection: declared(name).name, ...(reason === undefined ? {} : { reason }) },
        total: await runtime.ports.events.lastPosition(),
        actor,
      })
    },
    pause: (name, actor, reason) => standing.by(actor).pause(declared(name).name, byOperator, reason),
    resume: (name, actor, reason) => standing.by(actor).resume(declared(name).name, byOperator, reason),
    isPaused: name => standing.isHeld(declared(name).name),
    status: async () => {
      const rebuilds = await rebuildsAtWork(runtime)
      const declarations = new Map(runtime.registry.projectors.map(one => [one.name, one]))
      return Promise.all(
        progress().flatMap(({ name, position, lag, lagMs }) => {
          const found = declarations.get(name)
          if (!found) return []
          const { version, consistency } = found
          const of = { name, version, consistency, position, lag, lagMs, rebuilding: rebuilds.get(name) ?? null }
          return [standing.isHeld(name).then(paused => ({ ...of, paused }))]
        }),
      )
    },
  }
}

/** By projection: the operations that are not ended. */
const rebuildsAtWork = async (runtime: Runtime): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await unfinished(runtime, 'rebuild')).map(({ id, params }) => [
      (params as { readonly projection: string }).projection,
      id,
    ]),
  )
