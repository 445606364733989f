import { chanceOf } from '@/domain/bots/chance'
import { type Contest, equitiesOf } from '@/domain/replay/equities'

/** `key` names the spot: the same spot has the same chance, and its answer finds its way back by it. */
export type Question = { key: string; contest: Contest }
export type Reply = { key: string; shares: readonly number[] }

const deals = 3000

self.onmessage = ({ data: { key, contest } }: MessageEvent<Question>) => {
  const reply: Reply = { key, shares: equitiesOf(contest, { deals, chance: chanceOf(key) }) }
  self.postMessage(reply)
}
