import type { Engine } from '@/engine/engine'
import type { EventStore, Ports, Span } from '@/engine/ports'
import { idIn, type Log } from './log'
import { type Metrics, outcomeOf } from './metrics'
import type { Trace } from './trace'

type Attributes = Parameters<Span>[1]
export type Observing = { readonly metrics: Metrics; readonly trace: Trace; readonly log: Log }

const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
  const start = performance.now()
  const result = await work()
  return [result, (performance.now() - start) / 1000]
}

/** The same ports, with every append, replay and checkpoint measured on its way. */
export const observedPorts = (ports: Ports, { metrics, trace }: Observing): Ports => ({
  ...ports,
  events: observedEvents(ports.events, { metrics, trace }),
  journal: line => {
    metrics.journaled(line)
    ports.journal(line)
  },
  span: (name, attributes, work) => trace.span(name, withoutWords(attributes), work),
})

/** A correlation id may be anything that a client chose. */
const withoutWords: (given: Attributes) => Attributes = ({ correlationId, ...attributes }) =>
  correlationId === undefined ? attributes : { ...attributes, correlationId: idIn(String(correlationId)) }

const observedEvents = (events: EventStore, { metrics, trace }: Pick<Observing, 'metrics' | 'trace'>): EventStore => ({
  ...events,
  append: async append => {
    const { stream, command, pages } = append
    const attributes = {
      domain: stream.domain,
      type: command.message.type,
      events: pages.length,
      command: command.commandId,
      cause: command.source ?? '',
      correlationId: idIn(command.cover.correlationId),
    }
    const [appended, time] = await timed(() => trace.span('append', attributes, () => events.append(append)))
    metrics.appended(append, appended, time)
    return appended
  },
  appendAll: async (appends, still) => {
    const [result, time] = await timed(() =>
      trace.span('append', { appends: appends.length }, () => events.appendAll(appends, still)),
    )
    if ('stored' in result)
      for (const [index, append] of appends.entries()) {
        const appended = result.stored[index]
        if (appended) metrics.appended(append, appended, time)
      }
    return result
  },
  read: async (stream, reading) => {
    const [pages, time] = await timed(() => events.read(stream, reading))
    metrics.replayed(stream.domain, time)
    return pages
  },
  recordRefusal: async (command, problem) => {
    metrics.refused(command.cover.domain, command.message.type)
    await events.recordRefusal(command, problem)
  },
})

/** The same engine, with every command from outside counted, timed, traced, and told to the log by ids alone. */
export const observedEngine = (engine: Engine, { metrics, trace, log }: Observing): Engine => ({
  ...engine,
  execute: async (command, handling = {}) => {
    const { cover, message } = command
    const { syncMode = 'ASYNC' } = handling
    const correlationId = idIn(cover.correlationId)
    const attributes = { domain: cover.domain, type: message.type, root: cover.root, syncMode, correlationId }
    const ask = () =>
      trace.span('command', { ...attributes, command: command.commandId }, () => engine.execute(command, handling))
    const [answer, time] = await timed(ask).catch((error: unknown) => {
      metrics.answered(command, 'failed', 0)
      throw error
    })
    const outcome = outcomeOf(answer)
    metrics.answered(command, outcome, time)
    const strategy = command.mergeStrategy ?? engine.registry.command(cover.domain, message.type).merge
    const reason = answer.status === 'rejected' ? answer.problem.reason : ''
    if (reason === 'sequence-conflict' || reason === 'needs-review' || 'merged' in answer) metrics.conflict(strategy)
    log.info({ event: 'command', ...attributes, edition: cover.edition, outcome, reason, seconds: time })
    return answer
  },
})
