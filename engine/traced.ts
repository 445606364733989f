// Spans around what an engine does by itself: the events that a consumer handles, and each command that it sends meanwhile.
import type { Command, Outcome } from './command.ts'
import type { Consumer } from './consumer.ts'
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'

/** So many causes are named; of a long batch the others are found by its positions. */
const mostNamed = 20

/** The same consumer; a span names the commands whose events it handles. */
export const tracedConsumer = ({ span }: Ports, consumer: Consumer): Consumer => {
  if (!span) return consumer
  return {
    ...consumer,
    handle: (pages, move, along) => {
      const handled = () => consumer.handle(pages, move, along)
      if (pages.length === 0) return handled()
      return span(
        'consumer',
        { consumer: consumer.name, ...move, events: pages.length, causes: causesOf(pages) },
        handled,
      )
    },
  }
}

const causesOf = (pages: readonly Page[]): string =>
  [...new Set(pages.map(({ commandId }) => commandId))].slice(0, mostNamed).join(' ')

/** A command that a saga or a process manager sends: within its consumer's span, which names what led to it. */
export const tracedCommand = ({ span }: Ports, command: Command, work: () => Promise<Outcome>): Promise<Outcome> => {
  if (!span) return work()
  const { cover, message, commandId, cause, origin } = command
  const { domain, root, correlationId } = cover
  return span(
    'command',
    { domain, root, type: message.type, command: commandId, cause: cause ?? '', origin: origin ?? '', correlationId },
    work,
  )
}
