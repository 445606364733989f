import type { Engine } from '@/engine/engine'
import type { Page } from '@/engine/message'
import type { CommandEntry, LogFilter } from '@/engine/ports'
import { AuditQuery, asked, given, isName, NoQuery, TimelineQuery } from './asked'
import { type Caller, viewerOf } from './callers'
import { logPage } from './event-book'
import { nothingHere } from './failures'
import type { Reads } from './reads'
import type { ReadTimeline } from './timeline'
import { mayGoOver, mayRead } from './who-may-read'

const atOnce = 500

/** The log in its order: for everybody as much of it as they may see. */
export const makeLogReads = ({
  engine,
  timeline,
}: {
  readonly engine: Engine
  readonly timeline: ReadTimeline
}): Pick<Reads, 'timeline' | 'correlation' | 'audit'> => ({
  timeline: async (caller, { query }) => {
    const wanted = asked(TimelineQuery, query)
    if ('failure' in wanted) return wanted
    if (!(await mayGoOver(engine, caller, wanted.value.edition))) return nothingHere
    return { value: await timeline(caller, wanted.value) }
  },
  correlation: async (caller, { query, address }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const found = isName(address.id) ? await workflow(engine, caller, address.id) : nothingFound
    return found.commands.length + found.events.length === 0 ? nothingHere : { value: found }
  },
  audit: async (caller, { query }) => {
    const wanted = asked(AuditQuery, query)
    if ('failure' in wanted) return wanted
    return caller.kind === 'administrator' ? { value: await audit(engine, caller, wanted.value) } : nothingHere
  },
})

const nothingFound = { commands: [], events: [] }

/** What belongs together, with what caused what: ids of commands and events. */
const workflow = async (engine: Engine, caller: Caller, id: string) => {
  const isAdministrator = caller.kind === 'administrator'
  const { commands, events } = await engine.correlation(id, viewerOf(caller))
  const seen: Page[] = []
  for (const page of events) if (await mayRead(engine, caller, page)) seen.push(page)
  const own: CommandEntry[] = []
  for (const entry of commands) {
    if (isAdministrator || (caller.kind === 'player' && entry.caller === caller.player)) own.push(entry)
  }
  const waiting = isAdministrator ? await engine.processes.timeouts({ limit: atOnce }) : []
  return {
    id,
    commands: own.map(commandOf),
    events: seen.map(logPage),
    facts: seen.filter(({ externalId }) => externalId !== null).map(({ eventId }) => eventId),
    rejections: own.filter(({ outcome }) => outcome === 'refused').map(({ commandId }) => commandId),
    timeouts: waiting.filter(({ key }) => key === id),
    deadLetters: seen.filter(({ domain }) => domain === 'dead-letter').map(({ root }) => root),
    edges: [
      ...own.flatMap(({ source, commandId }) => (source ? [{ from: source, to: commandId }] : [])),
      ...seen.map(({ causationId, commandId, eventId }) => ({
        from: own.some(entry => entry.commandId === commandId) ? commandId : causationId,
        to: eventId,
      })),
    ],
  }
}

const commandOf = ({ commandId, caller, cover, message, source, outcome, problem, at }: CommandEntry) => {
  const { type, ...data } = message
  const { domain, root, edition } = cover
  return { commandId, type, domain, root, edition, data, actor: caller, causationId: source, outcome, problem, at }
}

const audited = ['dead-letter', 'edition', 'operation'] as const

/** What operators did: decisions on dead letters, editions and operations, and the facts that they recorded. */
const audit = async (
  engine: Engine,
  caller: Caller,
  { before, limit }: { before?: number | undefined; limit: number },
) => {
  const read = (filter: Partial<LogFilter>) =>
    engine.timeline({ ...filter, ...given({ before }), limit } as LogFilter, viewerOf(caller))
  const lists = await Promise.all([...audited.map(domain => read({ domain })), read({ actor: 'administrator' })])
  const byEvent = new Map(lists.flatMap(list => list.pages).map(page => [page.eventId, page]))
  const pages = [...byEvent.values()].sort((a, b) => b.position - a.position).slice(0, limit)
  return { pages: pages.map(logPage), next: pages.length === limit ? (pages.at(-1)?.position ?? null) : null }
}
