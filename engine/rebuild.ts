// A projection anew, from zero, while the old rows serve: compared and put in their place in one step.
import { canonical, sha256Hex } from './canonical.ts'
import type { Consumer } from './consumer.ts'
import { projectorConsumer } from './consumers.ts'
import type { ProjectorDeclaration } from './define.ts'
import { Unavailable } from './errors.ts'
import type { Json, Page } from './message.ts'
import type { Control, OperationKind } from './operations.ts'
import { type Parking, parkedStreams, parking, recovered, resumeDecided, shelfOf } from './park.ts'
import type { EventStore, Move, Ports, StoredRow } from './ports.ts'
import { wantsEvent } from './project.ts'
import { isTransient, pause } from './retry.ts'
import { handleOrPark } from './run.ts'
import type { Runtime } from './runtime.ts'

const atOnce = 5000
const tries = 200
const whileMoving = 50
const mostDifferences = 20
/** Versions of rows in the making are apart from those of declarations. */
const shadowBase = 1_000_000

export type Hold = (name: string, hold: string, reason?: string) => Promise<void>
type Holds = { readonly pause: Hold; readonly resume: Hold }
type Making = {
  readonly runtime: Runtime
  readonly declaration: ProjectorDeclaration
  readonly shadow: Consumer
}

/** Again after a restart: what is made already stands, with its checkpoint. */
export const rebuildKind =
  (runtime: Runtime, holds: Holds): OperationKind =>
  async control => {
    const declaration = declarationOf(runtime, control.params)
    const making = { runtime, declaration, shadow: shadowOf(runtime, declaration) }
    if (!(await build(making, control))) return leave(making, control)
    await holds.pause(declaration.name, control.id)
    try {
      return await exchange(making, control)
    } finally {
      await holds.resume(declaration.name, control.id)
    }
  }

const declarationOf = ({ registry }: Runtime, params: Json): ProjectorDeclaration => {
  const { projection } = params as { readonly projection: string }
  const found = registry.projectors.find(({ name }) => name === projection)
  if (!found) throw new TypeError(`no projector ${projection}`)
  return found
}

/** As the live one takes events, and isolated ones too. Nobody is told. */
const shadowOf = (runtime: Runtime, live: ProjectorDeclaration): Consumer => {
  const made = { ...live, version: shadowBase + live.version }
  return { ...projectorConsumer(runtime, made, () => {}), wants: page => wantsEvent(made, page) }
}

/** What is made stays for who goes on with it, unless nobody will. */
const leave = async ({ runtime, shadow }: Making, control: Control): Promise<Json> => {
  if (!(await control.isEnded())) return null
  await runtime.ports.projections.drop(shadow)
  await runtime.ports.projections.drop(shelfOf(shadow))
  return null
}

/** How far the serving rows are: inline ones as far as the log. */
const servedTo = ({ runtime, declaration }: Making): Promise<number> =>
  declaration.consistency === 'inline'
    ? runtime.ports.events.lastPosition()
    : runtime.ports.checkpoints.read(declaration)

/** Up to where the serving rows stand; false where it was called off. */
const build = async (making: Making, control: Control): Promise<boolean> => {
  const { runtime, shadow } = making
  const parked = await parking(runtime, shadow, () => ({ saved: 0 }))
  const read = readingAhead(runtime.ports)
  for (;;) {
    const goal = await servedTo(making)
    const position = await step(making, { parked, goal, read })
    await control.advance(Math.min(position, goal), goal)
    if (await control.isOver()) return false
    if (position >= goal) return true
  }
}

/** While a batch is folded the next one is on its way. */
const readingAhead = ({ events }: Ports): EventStore['readAll'] => {
  let ahead: { readonly name: string; readonly pages: ReturnType<EventStore['readAll']> } | undefined
  return async (after, limit) => {
    const pages = await (ahead?.name === `${after} ${limit}` ? ahead.pages : events.readAll(after, limit))
    const last = pages.at(-1)?.position ?? after
    ahead = pages.length === limit ? { name: `${last} ${limit}`, pages: events.readAll(last, limit) } : undefined
    ahead?.pages.catch(() => {})
    return pages
  }
}

type Step = { readonly parked: Parking; readonly goal: number; readonly read?: EventStore['readAll'] }

/**
 * One batch, and where it comes to. What cannot be handled holds its own stream, here too; but an inline row never waits:
 * there the rebuild fails, as the command would.
 */
const step = async (making: Making, { parked, goal, read: readOn }: Step): Promise<number> => {
  const { runtime, declaration, shadow } = making
  const { events, checkpoints } = runtime.ports
  const from = await checkpoints.read(shadow)
  if (from >= goal) return from
  const read = await (readOn ?? events.readAll)(from, Math.min(atOnce, goal - from))
  const pages = read.filter(page => page.position <= goal && shadow.wants(page))
  const to = read.length < Math.min(atOnce, goal - from) ? goal : Math.min(goal, read.at(-1)?.position ?? goal)
  const batch = { pages, move: { from, to }, parked }
  const isInline = declaration.consistency === 'inline'
  if (!(await (isInline ? handleOrFail(making, batch) : handleOrPark(runtime, shadow, batch))))
    throw new Unavailable(`${shadow.name} is made anew elsewhere`)
  return to
}

type Taking = { readonly pages: readonly Page[]; readonly move: Move }

/** What was made is no beginning for the next one. */
const handleOrFail = async ({ runtime, shadow }: Making, { pages, move }: Taking): Promise<boolean> => {
  try {
    return await shadow.handle(pages, move)
  } catch (error) {
    if (!isTransient(error)) await runtime.ports.projections.drop(shadow)
    throw error
  }
}

/** The serving rows stand still: the last events, a look at both, and one step. */
const exchange = async (making: Making, control: Control): Promise<Json> => {
  const { runtime, declaration, shadow } = making
  const { checkpoints, events, projections } = runtime.ports
  let saved = 0
  const parked = await parking(runtime, shadow, () => ({ saved }))
  const upTo = async (goal: number) => {
    while ((await step(making, { parked, goal })) < goal);
    saved = await checkpoints.read(shadow)
    await resumeDecided(runtime, shadow, parked)
  }
  for (let attempt = 0; attempt < tries; attempt++) {
    const at = await checkpoints.read(declaration)
    await upTo(at)
    const compared = await compare(making, saved)
    if (await control.isEnded()) return leave(making, control)
    // Beyond where the live ones stand there may be events that they pass over.
    const to = await events.lastPosition()
    await upTo(to)
    const waited = await parkedStreams(runtime, declaration)
    const along = [shelfOf(declaration).name]
    const still = declaration.consistency === 'inline' ? { whileStill: upTo } : {}
    if (await projections.swap(declaration, shadow.version, { from: at, to, along, ...still })) {
      for (const stream of waited) if (!parked.has(stream)) await recovered(runtime, declaration, stream)
      return { position: to, ...compared }
    }
    await pause(runtime.ports, whileMoving)
  }
  throw new Error(`${declaration.name} never stood still`)
}

/**
 * How many rows there were and are, whether they are the same, and the first keys at which they are not: of those that are
 * made up to `saved`. Inline rows go on meanwhile.
 */
const compare = async ({ runtime, declaration, shadow }: Making, saved: number) => {
  const { projections } = runtime.ports
  const [before, after] = await Promise.all([projections.all(declaration), projections.all(shadow)])
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  const differing = keys.filter(
    key => (before.get(key)?.position ?? 0) <= saved && textOf(before.get(key)) !== textOf(after.get(key)),
  )
  return {
    rows: { before: before.size, after: after.size },
    hash: sha256Hex(keys.map(key => `${key} ${textOf(after.get(key))}`).join('\n')),
    differing: differing.length,
    keys: differing.slice(0, mostDifferences),
  }
}
const textOf = (stored: StoredRow | undefined): string => (stored ? canonical(stored.row) : '')
