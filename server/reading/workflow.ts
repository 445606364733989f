import type { DeadLetterListed } from '@/engine/dead-letter-rows'
import type { Engine } from '@/engine/engine'
import type { Page, Problem } from '@/engine/message'
import type { CommandEntry, DueTimeout } from '@/engine/ports'
import { type Caller, viewerOf } from '../callers/callers'
import { type LogPage, logPage } from './event-book'
import { mayRead } from './who-may-read'

/** A command as it was sent, and what became of it. */
export type SentCommand = Pick<LogPage, 'domain' | 'root' | 'edition' | 'data' | 'actor' | 'type'> & {
  readonly commandId: string
  /** The event that it answers; null where somebody sent it from outside. */
  readonly causationId: string | null
  readonly outcome: CommandEntry['outcome']
  readonly problem: Problem | null
  readonly at: string
}
/** What belongs together under one correlation id, with what caused what. */
export type Workflow = {
  readonly id: string
  readonly commands: readonly SentCommand[]
  readonly events: readonly LogPage[]
  /** Which of the events were recorded, not decided: by the ids that they have. */
  readonly facts: readonly string[]
  /** Which of the commands were refused. */
  readonly rejections: readonly string[]
  /** What process managers that took part still wait for. */
  readonly timeouts: readonly DueTimeout[]
  readonly deadLetters: readonly DeadLetterListed[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  /** There is more of it than is told. */
  readonly truncated: boolean
}

const most = 500

export const workflowOf = async (engine: Engine, caller: Caller, id: string): Promise<Workflow> => {
  const { commands, events } = await engine.correlation(id, viewerOf(caller))
  const seen: Page[] = []
  for (const page of events) if (await mayRead(engine, caller, page)) seen.push(page)
  const own = commands.filter(
    entry => caller.kind === 'administrator' || (caller.kind === 'player' && entry.caller === caller.player),
  )
  return {
    id,
    commands: own.map(commandOf),
    events: seen.map(logPage),
    facts: seen.filter(({ externalId }) => externalId !== null).map(({ eventId }) => eventId),
    rejections: own.filter(({ outcome }) => outcome === 'refused').map(({ commandId }) => commandId),
    ...(caller.kind === 'administrator' ? await waiting(engine, id, seen) : nothingWaits),
    edges: edgesOf(own, seen),
    truncated: commands.length >= most || events.length >= most,
  }
}

const nothingWaits = { timeouts: [], deadLetters: [] }

/** For a time, or for a person. */
const waiting = async (engine: Engine, correlationId: string, pages: readonly Page[]) => {
  const managers = new Set(engine.registry.processManagers.map(({ name }) => name))
  const instances = new Map(
    pages
      .filter(({ domain, edition }) => managers.has(domain) && edition === '')
      .map(({ domain: process, root: key }) => [`${process}/${key}`, { process, key }]),
  )
  const [timeouts, { rows: deadLetters }] = await Promise.all([
    Promise.all([...instances.values()].map(instance => engine.processes.timeouts({ ...instance, limit: most }))),
    engine.deadLetters.list({ correlationId }, { limit: most }),
  ])
  return { timeouts: timeouts.flat(), deadLetters }
}

/** From an event to the commands that answer it, from a command to its events; past a command that is not told, too. */
const edgesOf = (commands: readonly CommandEntry[], pages: readonly Page[]): Workflow['edges'] => {
  const told = new Set(commands.map(({ commandId }) => commandId))
  return [
    ...commands.flatMap(({ source, commandId }) => (source ? [{ from: source, to: commandId }] : [])),
    ...pages.map(({ causationId, commandId, eventId }) => ({
      from: told.has(commandId) ? commandId : causationId,
      to: eventId,
    })),
  ]
}

const commandOf = ({ commandId, caller, cover, message, source, outcome, problem, at }: CommandEntry): SentCommand => {
  const { type, ...data } = message
  const { domain, root, edition } = cover
  const sent = { commandId, type, domain, root, edition, data: data as SentCommand['data'], actor: caller }
  return { ...sent, causationId: source, outcome, problem, at }
}
