import { io, type Socket } from 'socket.io-client'
import type { Heard, Visitor } from './visitor.ts'

type Answer = { readonly ok?: true; readonly problem?: { readonly code: string; readonly detail: string } }
export type Pushed = { readonly view: string; readonly id: string; readonly version: number; readonly row: unknown }
export type Watcher = {
  readonly socket: Socket
  /** Everything that came over the socket, packet by packet. */
  readonly heard: Heard[]
  readonly rows: Pushed[]
  readonly watch: (view: string, id: string) => Promise<Answer>
  /** Sends anything at all; undefined where nothing is answered in time. */
  readonly emit: (event: string, ...body: readonly unknown[]) => Promise<unknown>
  readonly close: () => void
}
const patience = 2000

/** Opens a socket as this visitor. Rejects where the server refuses it. */
export const watcher = async (who: Visitor, headers: Record<string, string> = { ...who.headers }): Promise<Watcher> => {
  const heard: Heard[] = []
  const rows: Pushed[] = []
  const socket = io(who.base, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
    autoConnect: false,
  })
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ type, data }) => heard.push({ way: `socket ${type}`, text: String(data ?? '') }))
  })
  socket.on('row', (pushed: Pushed) => rows.push(pushed))
  await opened(socket)
  const emit = (event: string, ...body: readonly unknown[]) =>
    socket
      .timeout(patience)
      .emitWithAck(event, ...body)
      .catch(() => undefined)
  return {
    socket,
    heard,
    rows,
    emit,
    watch: async (view, id) =>
      ((await emit('watch', { view, id })) ?? { problem: { code: 'NONE', detail: '' } }) as Answer,
    close: () => void socket.disconnect(),
  }
}

const opened = (socket: Socket) =>
  new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', error => {
      socket.disconnect()
      reject(error)
    })
    socket.connect()
  })
