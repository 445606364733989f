/** What a server says over one WebSocket: Engine.IO 4 with Socket.IO 5 inside, text packets of the main namespace. */
export type Packet =
  | { kind: 'opened'; beatMs: number }
  | { kind: 'ping' }
  | { kind: 'connected' }
  | { kind: 'event'; name: string; payload: unknown }
  | { kind: 'ended' }
  | { kind: 'other' }

const other: Packet = { kind: 'other' }

const opened = (text: string): Packet => {
  const { pingInterval, pingTimeout } = JSON.parse(text.slice(1))
  return { kind: 'opened', beatMs: pingInterval + pingTimeout }
}
const event = (text: string): Packet => {
  const [name, payload] = JSON.parse(text.slice(2))
  return { kind: 'event', name, payload }
}
const ended: Packet = { kind: 'ended' }
const readers: Record<string, (text: string) => Packet> = {
  '0': opened,
  '1': () => ended,
  '2': () => ({ kind: 'ping' }),
  '40': () => ({ kind: 'connected' }),
  '41': () => ended,
  '42': event,
  '44': () => ended,
}
/** Two digits name a message packet, one any other. What is not known is passed over. */
export const readPacket = (text: string): Packet => {
  const read = readers[text.slice(0, text[0] === '4' ? 2 : 1)]
  try {
    return read ? read(text) : other
  } catch {
    return other
  }
}
export const connectPacket = '40'
export const pongPacket = '3'
/** With an id, the server acknowledges. */
export const eventPacket = (id: number, name: string, payload: unknown): string =>
  `42${id}${JSON.stringify([name, payload])}`

/** Waits before the n-th new attempt: doubling from 0.4 to 3 seconds, spread so that not everybody comes at once. */
export const retryMs = (attempt: number, chance: number): number =>
  Math.min(3000, 400 * 2 ** attempt) * (0.75 + chance / 2)
