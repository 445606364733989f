// What an operator or a player does with editions: open one, discard it, bring it back, hold it against main.
import type { Outcome } from './command.ts'
import { type Divergence, Edition, EditionName, type EditionState, editionRoot } from './edition.ts'
import { type MergedBy, type MergePlan, type Merging, mergeEdition, planMerge } from './edition-merge.ts'
import { orderedIn } from './edition-rebase.ts'
import { UnknownMessage } from './errors.ts'
import { execute } from './execute.ts'
import { cutOf, loadEdition } from './load.ts'
import { changedFields } from './merge.ts'
import type { Page, StreamName } from './message.ts'
import type { Operations } from './operations.ts'
import { present, type Viewer } from './present.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { presentedState } from './streams.ts'

type Asked = Divergence | { readonly kind: 'time'; readonly at: string }
export type NewEdition = {
  readonly name: string
  readonly owner: string
  readonly purpose: string
  readonly divergence: Asked
  readonly actor: string
}
/** One stream in two lines: what both show, what only one does, and the fields in which their states differ. */
export type StreamComparison = Pick<StreamName, 'domain' | 'root'> & {
  /** So many events are the same. */
  readonly shared: number
  readonly only: { readonly edition: readonly Page[]; readonly other: readonly Page[] }
  readonly differing: readonly string[]
  readonly states: { readonly edition: unknown; readonly other: unknown }
}
/** A command or a fact that came from outside. */
export type Ordered = Pick<StreamName, 'domain' | 'root'> & { readonly commandId: string; readonly type: string }

export type Editions = {
  readonly create: (asked: NewEdition) => Promise<Outcome>
  readonly discard: (name: string, by: { readonly actor: string; readonly reason: string }) => Promise<Outcome>
  readonly restore: (name: string, by: { readonly actor: string }) => Promise<Outcome>
  /** Undefined where there never was one. */
  readonly find: (name: string) => Promise<EditionState | undefined>
  /** What merging it into main would do, or why it would not. Undefined where there is nothing that can be merged. */
  readonly planMerge: (name: string) => Promise<MergePlan | undefined>
  /** Its events become main's, all at once, if main stood still where they go. */
  readonly merge: (name: string, by: MergedBy) => Promise<Outcome>
  /** What came into it from outside, in its order: what a rebase sends again. */
  readonly ordered: (name: string) => Promise<readonly Ordered[]>
  /**
   * Orders again what was ordered in the edition, or some of it, in a new one (`into`) that shows main as it is now. Told is
   * the operation, whose result says what became of each. Throws UnknownMessage where there is no such edition.
   */
  readonly rebase: (
    name: string,
    asked: {
      readonly into: string
      readonly actor: string
      readonly reason?: string
      readonly commands?: readonly string[]
    },
  ) => Promise<string>
  /** Every stream that the edition wrote, held against `other`: another edition, or main (`''`). */
  readonly compare: (name: string, other: string, viewer: Viewer) => Promise<readonly StreamComparison[]>
}

type Needed = Pick<Merging, 'isDone'> & { readonly start: Operations['start'] }

export const editions = (runtime: Runtime, { isDone, start }: Needed): Editions => ({
  create: async ({ actor, divergence, ...asked }) =>
    decide(runtime, asked.name, {
      actor,
      message: { type: 'CreateEdition', ...asked, divergence: await resolved(runtime, divergence) },
    }),
  discard: (name, { actor, reason }) => decide(runtime, name, { actor, message: { type: 'DiscardEdition', reason } }),
  restore: (name, { actor }) => decide(runtime, name, { actor, message: { type: 'RestoreEdition' } }),
  find: async name => {
    if (!EditionName.safeParse(name).success) return undefined
    const state = await loadEdition(runtime, name)
    return state.status === 'none' ? undefined : state
  },
  planMerge: name => planMerge({ runtime, isDone }, name),
  merge: (name, by) => mergeEdition({ runtime, isDone }, name, by),
  rebase: async (name, { into, actor, reason, commands }) => {
    const { owner, status } = await loadEdition(runtime, name)
    if (status !== 'open') throw new UnknownMessage(`there is no edition ${name}`)
    const divergence = { kind: 'position', position: await runtime.ports.events.lastPosition() } as const
    const created = await decide(runtime, into, {
      actor,
      message: {
        type: 'CreateEdition',
        name: into,
        owner,
        purpose: `Rebase of ${name}${reason ? `: ${reason}` : ''}`.slice(0, 500),
        divergence,
      },
    })
    if (created.status === 'rejected') throw new UnknownMessage(`${into}: ${created.problem.message}`)
    const params = { edition: name, into, ...(commands ? { commands } : {}) }
    return start('rebase', { params, total: (await orderedIn(runtime, name)).length, actor })
  },
  ordered: async name =>
    (await orderedIn(runtime, name)).map(({ entry: { commandId, cover, message } }) => {
      return { commandId, domain: cover.domain, root: cover.root, type: message.type }
    }),
  compare: async (name, other, viewer) => {
    const written = await runtime.ports.events.streams({ edition: name, limit: 500 })
    return Promise.all(written.map(stream => compareStream(runtime, stream, { other, viewer })))
  },
})

/** A time is resolved once, and both are kept. */
const resolved = async ({ ports }: Runtime, divergence: Asked): Promise<Divergence> => {
  if (divergence.kind !== 'time') return divergence
  return { kind: 'position', position: await ports.events.positionAt(divergence.at), at: divergence.at }
}

type Order = { readonly actor: string; readonly message: { readonly type: string; readonly [field: string]: unknown } }

const decide = (runtime: Runtime, name: string, { actor, message }: Order): Promise<Outcome> => {
  const commandId = runtime.ports.chance.id()
  return execute(runtime, {
    cover: { domain: Edition.domain, root: editionRoot(name), edition: '', correlationId: '', ext: null },
    message,
    commandId: derivedId(commandId, message.type),
    actor,
  })
}

const compareStream = async (
  runtime: Runtime,
  stream: StreamName,
  { other, viewer }: { readonly other: string; readonly viewer: Viewer },
): Promise<StreamComparison> => {
  const against = { ...stream, edition: other }
  const [mine, theirs] = await Promise.all([shownIn(runtime, stream), shownIn(runtime, against)])
  const differs = mine.findIndex((page, index) => page.eventId !== theirs[index]?.eventId)
  const shared = differs < 0 ? Math.min(mine.length, theirs.length) : differs
  const whole = { upTo: Number.MAX_SAFE_INTEGER, viewer }
  const [state, otherState] = await Promise.all([
    presentedState(runtime, stream, whole),
    presentedState(runtime, against, whole),
  ])
  return {
    domain: stream.domain,
    root: stream.root,
    shared,
    only: {
      edition: await present(runtime, mine.slice(shared), viewer),
      other: await present(runtime, theirs.slice(shared), viewer),
    },
    differing: changedFields(otherState.state, state.state),
    states: { edition: state.state, other: otherState.state },
  }
}

const shownIn = async (runtime: Runtime, stream: StreamName): Promise<readonly Page[]> =>
  runtime.ports.events.read(stream, { main: await cutOf(runtime, stream) })
