import type { Server, Socket } from 'socket.io'
import { Hand } from '@/domain/hand/hand'
import { isOver } from '@/domain/hand/state'
import type { EditionHandRow } from '@/domain/projections/edition-hands'
import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { RowChange } from '@/engine/ports'
import { keyedQueue } from '@/engine/queue'
import type { Caller } from '../callers/callers'
import { describedError, type Log } from '../operating/log'
import { mayRead } from '../reading/who-may-read'

type Place = { readonly id: string; readonly edition: string }
type Needs = { readonly engine: Engine; readonly io: Server; readonly log: Log }

export const handRoom = ({ id, edition }: Place) => `hand/${id}/${edition}`

/** Tells everybody who watches a hand how far it is: on main as its table moves, in an edition as the hand does there. */
export const handPush = ({ engine, io, log }: Needs) => {
  const inOrder = keyedQueue()
  engine.onRows(({ projection, changes }) => {
    for (const change of changes) {
      const place = placeOf(projection, change)
      if (!place || !io.sockets.adapter.rooms.has(handRoom(place))) continue
      void inOrder(handRoom(place), async () => {
        io.to(handRoom(place)).emit('row', await rowOf(engine, place))
      }).catch(error => log.error({ error: describedError(error) }, 'push failed'))
    }
  })
  return {
    /** False where there is nothing that this caller may know of. */
    follow: async (socket: Socket, caller: Caller, place: Place): Promise<boolean> => {
      if (!(await mayRead(engine, caller, { domain: 'hand', root: place.id, edition: place.edition }))) return false
      await socket.join(handRoom(place))
      const row = await rowOf(engine, place)
      if (row.version === 0) await socket.leave(handRoom(place))
      else socket.emit('row', row)
      return row.version > 0
    },
  }
}

const placeOf = (projection: string, { stored }: RowChange): Place | undefined => {
  if (projection === 'edition-hands' && stored) {
    const { hand: id, edition } = stored.row as unknown as EditionHandRow
    return { id, edition }
  }
  if (projection !== 'table' || !stored) return undefined
  const { hand } = stored.row as unknown as TableRow
  return hand ? { id: hand.hand, edition: '' } : undefined
}

const rowOf = async (engine: Engine, { id, edition }: Place) => {
  const { state, nextSequence } = await engine.state(Hand, id, edition)
  const row = { hand: id, edition, nextSequence, over: isOver(state) }
  return { view: 'hand', id, edition, version: nextSequence, row }
}
