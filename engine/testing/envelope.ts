// Events with an envelope around them, for tests of what reads the log: positions and sequences count by themselves.
import type { Envelope, Message } from '../message.ts'

export type Input<E extends Message = Message> = { readonly event: E; readonly source: Envelope }
type Given = Partial<Envelope> & Pick<Envelope, 'domain' | 'root'>

const epoch = '2026-01-05T12:00:00.000000Z'

/** An envelope with every field filled in; what the test says wins. */
export const envelope = (given: Given): Envelope => ({
  edition: '',
  correlationId: '',
  ext: null,
  eventId: `event-${given.position ?? 0}`,
  sequence: 0,
  schemaVersion: 1,
  causationId: 'cause',
  commandId: 'command',
  actor: 'engine/test',
  recordedAt: epoch,
  position: 0,
  hash: '',
  privateHash: null,
  externalId: null,
  isolated: false,
  mergedFrom: null,
  ...given,
})

/** A log to write down by hand: `log.add(stream, event)` numbers each event per stream and over all. */
export const testLog = () => {
  const sequences = new Map<string, number>()
  let position = 0
  return {
    add: <E extends Message>(stream: Given, event: E): Input<E> => {
      const key = `${stream.domain}/${stream.root}`
      const sequence = sequences.get(key) ?? 0
      sequences.set(key, sequence + 1)
      position += 1
      return { event, source: envelope({ sequence, position, ...stream }) }
    },
  }
}
