import { Hand } from '@/domain/hand/hand'
import { chat } from '@/domain/projections/chat'
import type { Domain } from '@/engine/define'

/** Yesterday's: its list of messages fell over the first word at a table. What failed then waits, though it is mended now. */
export const withBug = (poker: Domain): Domain => {
  const broken = () => {
    throw new RangeError('Invalid time value')
  }
  const projector = { ...chat, reactions: { ...chat.reactions, MessagePosted: broken } }
  return { ...poker, projectors: poker.projectors.map(one => (one.name === chat.name ? projector : one)) }
}

/** Tomorrow's, of which one process was up for a minute before it was rolled back: it writes what today's cannot read. */
export const tomorrows = (poker: Domain): Domain => {
  const { TurnExtended } = Hand.events
  const newer = { ...TurnExtended, version: TurnExtended.version + 1 }
  return {
    ...poker,
    aggregates: poker.aggregates.map(one =>
      one.domain === Hand.domain ? { ...one, events: { ...one.events, TurnExtended: newer } } : one,
    ),
  }
}
