// What the bots win from players who always call, and what a decision costs: `node --import tsx domain/bots/match.bench.ts`.
import { Temperament } from './temperament.ts'
import { alwaysCall, bot, duplicateMatch, type Strategy } from './testing/match.ts'

const hands = Number(process.argv[2] ?? 20_000)

const timed = (strategy: Strategy) => {
  const spent: number[] = []
  const measured: Strategy = (sight, chance) => {
    const from = performance.now()
    const action = strategy(sight, chance)
    spent.push(performance.now() - from)
    return action
  }
  return { measured, spent }
}

const figure = (value: number, width = 8) => value.toFixed(2).padStart(width)

console.log(`${hands} hands, duplicate decks, 100 big blinds, against players who always call`)
console.log('temperament  seats   bb/100   std.err   decisions   mean ms   p99 ms   most ms')
for (const seats of [2, 6]) {
  for (const temperament of Temperament.options) {
    const { measured, spent } = timed(bot(temperament))
    const { rate, error } = duplicateMatch(measured, alwaysCall, { seats, decks: Math.ceil(hands / seats) })
    const sorted = spent.toSorted((a, b) => a - b)
    const mean = spent.reduce((total, next) => total + next, 0) / spent.length
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0
    console.log(
      `${temperament.padEnd(11)} ${String(seats).padStart(6)} ${figure(rate)}  ${figure(error)}    ${String(spent.length).padStart(8)}  ${figure(mean)} ${figure(p99)}  ${figure(sorted.at(-1) ?? 0)}`,
    )
  }
}
