// How many hands of seven cards are ranked in a second: `node --import tsx domain/cards/rank.bench.ts`.
import { performance } from 'node:perf_hooks'
import { stdout } from 'node:process'
import { shuffle } from './deck.ts'
import { rankOf } from './rank.ts'

const rounds = 200
const hands = Array.from({ length: 1500 }, (_, n) => shuffle(n.toString(16).padStart(64, '0'))).flatMap(deck =>
  [0, 7, 14, 21, 28, 35, 42].map(from => deck.slice(from, from + 7)),
)

const run = (): { perSecond: number; checksum: number } => {
  const from = performance.now()
  let checksum = 0
  for (let round = 0; round < rounds; round++) for (const cards of hands) checksum = (checksum + rankOf(cards)) | 0
  return { perSecond: (rounds * hands.length * 1000) / (performance.now() - from), checksum }
}

run()
const { perSecond, checksum } = run()
stdout.write(`${(perSecond / 1e6).toFixed(1)} million hands of seven per second (checksum ${checksum})\n`)
