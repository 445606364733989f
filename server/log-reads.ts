import type { Engine } from '@/engine/engine'
import type { Page } from '@/engine/message'
import type { CommandEntry, LogFilter } from '@/engine/ports'
import { AuditQuery, asked, given, isName, NoQuery, TimelineQuery } from './asked'
import { type Caller, viewerOf } from './callers'
import { logPage } from './event-book'
import { nothingHere } from './failures'
import type { Reads } from './reads'
import { mayList, mayRead, mayUse } from './who-may-read'

const atOnce = 500
const mostRounds = 20

/** The log in its order: for everybody as much of it as they may see. */
export const makeLogReads = (engine: Engine): Pick<Reads, 'timeline' | 'correlation' | 'audit'> => ({
  timeline: async (caller, { query }) => {
    const wanted = asked(TimelineQuery, query)
    if ('failure' in wanted) return wanted
    if (!(await mayUse(engine, caller, wanted.value.edition))) return nothingHere
    return { value: await timeline(engine, caller, wanted.value) }
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

/** Reads on until there are enough that this reader may see; `next` is where to read on from. */
const timeline = async (engine: Engine, caller: Caller, wanted: TimelineQuery) => {
  const { q, limit, after, before, ...fields } = wanted
  const isForward = after !== undefined
  const found: Page[] = []
  let edge = isForward ? after : before
  for (let round = 0; round < mostRounds; round++) {
    const place = isForward ? { after: edge, before } : { before: edge }
    const pages = await engine.timeline(
      { ...given({ ...fields, ...place }), limit: atOnce } as LogFilter,
      viewerOf(caller),
    )
    for (const page of pages) {
      edge = page.position
      if (matches(page, q) && (await mayList(engine, caller, page))) found.push(page)
      if (found.length === limit) return { pages: found.map(logPage), next: edge }
    }
    if (pages.length < atOnce) return { pages: found.map(logPage), next: null }
  }
  return { pages: found.map(logPage), next: edge ?? null }
}

/** In what is shown of a page, and nowhere else. */
const matches = (page: Page, q: string | undefined): boolean => {
  if (q === undefined || q === '') return true
  return JSON.stringify(logPage(page)).toLowerCase().includes(q.toLowerCase())
}

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
  const byEvent = new Map(lists.flat().map(page => [page.eventId, page]))
  const pages = [...byEvent.values()].sort((a, b) => b.position - a.position).slice(0, limit)
  return { pages: pages.map(logPage), next: pages.length === limit ? (pages.at(-1)?.position ?? null) : null }
}
