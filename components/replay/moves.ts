import { beforeAll } from '@/domain/replay/history'
import { type Moment, streetFrom } from '@/domain/replay/moments'
import type { Position } from '../moment/use-position.ts'
import type { Playback } from './use-playback.ts'

type Given = { moments: readonly Moment[]; position: Position; playback: Playback }

/** Every way along the hand. Who steps or jumps has stopped playing. */
export const movesOf = ({ moments, position, playback }: Given) => {
  const { at, scrub, jump } = position
  const go = (move: () => void) => () => {
    playback.pause()
    move()
  }
  return {
    nextEvent: go(() => scrub(at + 1)),
    previousEvent: go(() => scrub(at - 1)),
    nextStreet: go(() => jump(streetFrom(moments, at, 1))),
    previousStreet: go(() => jump(streetFrom(moments, at, -1))),
    first: go(() => jump(beforeAll)),
    last: go(() => jump(moments.length - 1)),
    jump: (to: number) => go(() => jump(to))(),
  }
}
export type Moves = ReturnType<typeof movesOf>
