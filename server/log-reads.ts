import type { Engine } from '@/engine/engine'
import type { LogFilter } from '@/engine/ports'
import { AuditQuery, asked, given, isName, NoQuery, TimelineQuery } from './asked'
import { type Caller, viewerOf } from './callers'
import { logPage } from './event-book'
import { nothingHere } from './failures'
import type { Reads } from './reads'
import type { ReadTimeline } from './timeline'
import { mayGoOver } from './who-may-read'
import { workflowOf } from './workflow'

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
    const found = isName(address.id) ? await workflowOf(engine, caller, address.id) : undefined
    return found && found.commands.length + found.events.length > 0 ? { value: found } : nothingHere
  },
  audit: async (caller, { query }) => {
    const wanted = asked(AuditQuery, query)
    if ('failure' in wanted) return wanted
    return caller.kind === 'administrator' ? { value: await audit(engine, caller, wanted.value) } : nothingHere
  },
})

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
