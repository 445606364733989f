'use client'
import { connectPacket, eventPacket, type Packet, pongPacket, readPacket, retryMs } from './packets.ts'

type Heard = {
  connected: () => void /** Tried again in so many milliseconds. */
  lost: (wait: number) => void
  event: (name: string, payload: unknown) => void
}
export type Wire = { emit: (name: string, payload: unknown) => void; renew: () => void }

/** How long a new connection may take to be answered. */
const helloMs = 8000

/**
 * socket.io over a plain WebSocket: open, heartbeat, events, and again after a loss. The library's own client
 * would be a tenth of all the JavaScript that a table may load, for transports that this server does not offer.
 */
export const openWire = (path: string, heard: Heard): Wire => {
  let socket: WebSocket
  let attempt = 0
  let sent = 0
  let connected = false
  let beatMs = helloMs
  let silence: ReturnType<typeof setTimeout>
  let retry: ReturnType<typeof setTimeout> | undefined

  const awaitBeat = () => {
    clearTimeout(silence)
    silence = setTimeout(() => drop(socket), beatMs)
  }
  const on: { [K in Packet['kind']]: (packet: Extract<Packet, { kind: K }>) => void } = {
    opened: packet => {
      beatMs = packet.beatMs
      socket.send(connectPacket)
    },
    ping: () => socket.send(pongPacket),
    connected: () => {
      attempt = 0
      connected = true
      heard.connected()
    },
    event: ({ name, payload }) => heard.event(name, payload),
    ended: () => drop(socket),
    other: () => {},
  }
  /** A socket that was given up is not listened to any more: it may close much later. */
  const drop = (gone: WebSocket) => {
    if (gone !== socket || retry !== undefined) return
    clearTimeout(silence)
    gone.close()
    connected = false
    const wait = retryMs(attempt++, Math.random())
    heard.lost(wait)
    retry = setTimeout(connect, wait)
  }
  const connect = () => {
    clearTimeout(retry)
    retry = undefined
    beatMs = helloMs
    const made = new WebSocket(`${location.origin.replace('http', 'ws')}${path}/?EIO=4&transport=websocket`)
    socket = made
    awaitBeat()
    made.onclose = () => drop(made)
    made.onmessage = ({ data }) => {
      if (made !== socket || retry !== undefined) return
      const packet = readPacket(String(data))
      on[packet.kind](packet as never)
      if (retry === undefined) awaitBeat()
    }
  }
  const renew = () => {
    clearTimeout(silence)
    connected = false
    const old = socket
    attempt = 0
    connect()
    old.close()
  }
  const wake = () => {
    if (!connected && retry !== undefined && !document.hidden) connect()
  }
  connect()
  window.addEventListener('online', wake)
  // Offline, a socket stays open and silent: the browser knows before the heartbeat does.
  window.addEventListener('offline', () => drop(socket))
  document.addEventListener('visibilitychange', wake)
  return { renew, emit: (name, payload) => connected && socket.send(eventPacket(sent++, name, payload)) }
}
