// What the bots win from players who always call, and what a decision costs: `node --import tsx domain/bots/match.bench.ts`.
import { botAction } from './bot.ts'
import { chanceOf } from './chance.ts'
import { Temperament } from './temperament.ts'
import { alwaysCall, bot, duplicateMatch, type Strategy } from './testing/match.ts'
import { sightOf } from './testing/sight.ts'

const hands = Number(process.argv[2] ?? 20_000)

const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000
const mean = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0) / numbers.length
const quantile = (numbers: readonly number[], part: number) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)] ?? 0
const printed = (cells: readonly (string | number)[]) =>
  console.log(cells.map(cell => (typeof cell === 'number' ? cell.toFixed(2) : cell).padStart(12)).join(''))

/** The strategy, and the CPU time that each of its decisions took. */
const timed = (strategy: Strategy) => {
  const spent: number[] = []
  const measured: Strategy = (sight, chance) => {
    const from = process.cpuUsage()
    const action = strategy(sight, chance)
    spent.push(milliseconds(process.cpuUsage(from)))
    return action
  }
  return { measured, spent }
}

const match = (temperament: Temperament, seats: number) => {
  const { measured, spent } = timed(bot(temperament))
  const { rate, error } = duplicateMatch(measured, alwaysCall, { seats, decks: Math.ceil(hands / seats) })
  printed([temperament, `${seats}`, rate, error, `${spent.length}`, mean(spent), quantile(spent, 0.99)])
}

/** The dearest decision there is: nine opponents, two cards to come. */
const dearest = () => {
  const { measured, spent } = timed((sight, chance) => botAction('loose', sight, chance))
  const sight = sightOf({
    cards: 'AsAh',
    board: '7d8d2c',
    seat: 0,
    bets: new Array<number>(10).fill(0),
    pot: 100,
    legal: { fold: true, check: true, call: null, raise: { kind: 'bet', min: 10, max: 1000 } },
  })
  for (let n = 0; n < 200; n++) measured(sight, chanceOf(`dearest/${n}`))
  return spent
}

console.log(`${hands} hands each, duplicate decks, 100 big blinds deep, against players who always call; CPU in ms`)
printed(['temperament', 'seats', 'bb/100', 'std. error', 'decisions', 'CPU mean', 'CPU p99'])
for (const seats of [2, 6]) for (const temperament of Temperament.options) match(temperament, seats)
const spent = dearest()
console.log(
  `Nine opponents on the flop: mean ${mean(spent).toFixed(2)} ms, worst ${Math.max(...spent).toFixed(2)} ms of CPU`,
)
