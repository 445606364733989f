import type { Socket } from 'socket.io'
import { given, type TimelineFilter } from '../asked'
import type { Caller } from '../callers/callers'
import { describedError, type Log } from '../operating/log'
import type { ReadTimeline, Timeline } from '../reading/timeline'

/** So often at most, so many at once: whoever is further behind catches up batch by batch. */
const beat = 250
const atOnce = 500
/** What was pushed before has not left yet: after so many beats the socket is given up. */
const mostPatience = 80

type Follower = {
  readonly caller: Caller
  readonly filter: TimelineFilter
  readonly edition: string
  position: number
  busy: boolean
  waited: number
}
type Needs = {
  readonly timeline: ReadTimeline
  readonly lastPosition: () => Promise<number>
  readonly onGrowth: (listener: (last: number) => void) => void
  readonly log: Log
}
export type Following = {
  readonly after?: number | undefined
  readonly filter: TimelineFilter
  readonly edition: string
}

/** Tells everybody who watches the timeline what came after the last position that they have, as they may see it. */
export const timelinePush = ({ timeline, lastPosition, onGrowth, log }: Needs) => {
  const followers = new Map<Socket, Follower>()
  let last = 0
  let timer: NodeJS.Timeout | undefined
  onGrowth(position => {
    last = Math.max(last, position)
  })
  /** Who stands at the same place and sees the same is told from one reading. */
  const tick = () => {
    const readings = new Map<string, Promise<Timeline>>()
    for (const [socket, follower] of followers) {
      if (follower.busy || follower.position >= last) continue
      if (isClogged(socket)) {
        if (++follower.waited > mostPatience) socket.disconnect(true)
        continue
      }
      const { caller, filter, edition, position } = follower
      const key = JSON.stringify([caller.kind === 'player' ? caller.player : caller.kind, filter, edition, position])
      const reading = readings.get(key) ?? timeline(caller, { ...filter, after: { position }, edition, limit: atOnce })
      readings.set(key, reading)
      void tell(socket, follower, reading)
    }
  }
  const tell = async (socket: Socket, follower: Follower, reading: Promise<Timeline>) => {
    follower.busy = true
    follower.waited = 0
    try {
      const { pages, next, head } = await reading
      const position = next ?? Math.max(head, pages.at(-1)?.position ?? 0)
      if (followers.get(socket) !== follower) return
      follower.position = position
      if (pages.length > 0 || next !== null) socket.emit('events', { position, head: Math.max(head, position), pages })
    } catch (error) {
      log.error({ error: describedError(error) }, 'push failed')
    } finally {
      follower.busy = false
    }
  }
  const follow = async (socket: Socket, caller: Caller, { after, filter, edition }: Following) => {
    last = Math.max(last, await lastPosition())
    const position = Math.min(after ?? last, last)
    followers.set(socket, { caller, filter: given(filter), edition, position, busy: false, waited: 0 })
    socket.emit('events', { position, head: last, pages: [] })
    timer ??= setInterval(tick, beat)
  }
  const leave = (socket: Socket) => {
    followers.delete(socket)
    if (followers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return { follow, leave, stop: () => clearInterval(timer) }
}

const isClogged = (socket: Socket): boolean => !socket.conn.transport.writable
