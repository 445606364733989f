import type { Engine } from '@/engine/engine'
import type { Message, Page } from '@/engine/message'
import type { DayCount, Ports } from '@/engine/ports'
import { asked, NoQuery } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { nothingHere } from '../operating/failures'
import { forAdministrators } from '../sending/orders'
import { type LogPage, logPage } from './event-book'
import type { Reads } from './reads'

/** So far back the log is looked through: a type's own events, or those of a command's domain. */
const most = { counted: 10_000, ofDomain: 200, examples: 5 }

/** A command as it was sent; what is somebody's is left out. */
export type SentCommand = Pick<Page, 'domain' | 'root' | 'edition' | 'actor' | 'recordedAt' | 'sequence'> & {
  readonly data: Message
}
/** What the log knows of one declared message. */
export type MessageUse = {
  /** Of an event: how many on each day, the last one first; the newest 10,000 are counted. */
  readonly days: readonly DayCount[]
  readonly isAll: boolean
  readonly examples: readonly LogPage[]
  /** Of a command: as it was sent lately. */
  readonly sent: readonly SentCommand[]
  /** Of an event: the commands that the examples came from, by how many. */
  readonly from: Readonly<Record<string, number>>
}
export type Emitted = {
  /** Without `last` where it is long ago. */
  readonly events: readonly { readonly domain: string; readonly type: string; readonly last?: string | null }[]
}

/** What there is, for everybody; what became of it, for operators. */
type Given = { readonly engine: Engine; readonly ports: Pick<Ports, 'events'> }

export const catalogReads = ({ engine, ports }: Given): Pick<Reads, 'catalog' | 'message' | 'emitted'> => ({
  catalog: async (_, { query }) => {
    const wanted = asked(NoQuery, query)
    return 'failure' in wanted ? wanted : { value: engine.catalog() }
  },
  message: forAdministrators(async (caller, { query, address: { domain, type } }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const { commands = {}, events = {} } = engine.registry.find(domain) ?? {}
    if (Object.hasOwn(events, type)) return { value: await ofEvent({ engine, ports }, caller, { domain, type }) }
    return Object.hasOwn(commands, type) ? { value: await ofCommand(engine, caller, { domain, type }) } : nothingHere
  }),
  emitted: forAdministrators(async (_, { query }) => {
    const wanted = asked(NoQuery, query)
    return 'failure' in wanted ? wanted : { value: await emitted({ engine, ports }) }
  }),
})

type Named = { readonly domain: string; readonly type: string }

const ofEvent = async ({ engine, ports }: Given, caller: Caller, named: Named): Promise<MessageUse> => {
  const [{ pages: examples }, days] = await Promise.all([
    engine.timeline({ ...named, limit: most.examples }, viewerOf(caller)),
    ports.events.perDay(named, most.counted),
  ])
  const commands = await Promise.all(examples.map(page => commandOf(engine, page)))
  const from: Record<string, number> = {}
  for (const command of commands) if (command) from[command.type] = (from[command.type] ?? 0) + 1
  return {
    days,
    isAll: days.reduce((sum, { events }) => sum + events, 0) < most.counted,
    examples: examples.map(logPage),
    sent: [],
    from,
  }
}

/** No index finds commands by type: they are found by what they led to. */
const ofCommand = async (engine: Engine, caller: Caller, { domain, type }: Named): Promise<MessageUse> => {
  const { pages } = await engine.timeline({ domain, limit: most.ofDomain }, viewerOf(caller))
  const firsts = pages.filter((page, n) => pages[n + 1]?.commandId !== page.commandId)
  const commands = await Promise.all(firsts.map(async page => ({ page, command: await commandOf(engine, page) })))
  const { personal } = engine.registry.command(domain, type)
  const shown = (message: Message) =>
    Object.fromEntries(
      Object.entries(message).filter(([field]) => !personal?.fields.includes(field as never)),
    ) as Message
  const sent = commands.flatMap(({ page, command }) => (command?.type === type ? [sentFrom(page, shown(command))] : []))
  return { days: [], isAll: false, examples: [], sent: sent.slice(0, most.examples), from: {} }
}

const commandOf = async (engine: Engine, { externalId, commandId, edition }: Page): Promise<Message | undefined> =>
  externalId === null ? (await engine.remembered(commandId, edition))?.message : undefined

const sentFrom = ({ domain, root, edition, actor, recordedAt, sequence }: Page, data: Message): SentCommand => ({
  domain,
  root,
  edition,
  actor,
  recordedAt,
  sequence,
  data,
})

const emitted = async ({ engine, ports }: Given): Promise<Emitted> => {
  const named = engine.registry.domain.aggregates.flatMap(({ domain, events }) =>
    Object.keys(events).map(type => ({ domain, type })),
  )
  const last = await ports.events.lastOf(named)
  return { events: named.map((one, n) => (last[n] === undefined ? one : { ...one, last: last[n] })) }
}
