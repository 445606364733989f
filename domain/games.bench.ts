// Plays games of anything goes, a seed each, and says which went wrong: `node --import tsx domain/games.bench.ts 1 200`.
import { chanceOf } from './bots/chance.ts'
import { endAnyhow, expectHome, playAnyhow } from './testing/anything.ts'
import { openHouse, quick, seated } from './testing/house.ts'

const [first = 1, last = 50] = process.argv.slice(2).map(Number)

const termsBy = (chance: () => number) => ({
  seats: 10,
  maxBuyIn: 600,
  timeBankSeconds: Math.floor(chance() * 3) * 10,
  ante: [
    { kind: 'none' as const, amount: 0 },
    { kind: 'each' as const, amount: 2 },
    { kind: 'big-blind' as const, amount: 10 },
  ][Math.floor(chance() * 3)] ?? { kind: 'none' as const, amount: 0 },
  rake: chance() < 0.3 ? { percent: 5, cap: 7 } : null,
})

const play = async (seed: number) => {
  const chance = chanceOf(`game/${seed}`)
  const lifespan = () => (seed % 2 === 0 ? Number.POSITIVE_INFINITY : 1 + Math.floor(chance() * 400))
  const house = await openHouse(quick, lifespan)
  const table = await house.open(termsBy(chance))
  const stacks = Array.from({ length: 2 + Math.floor(chance() * 9) }, () => 20 + Math.floor(chance() * 400))
  const players = await seated(house, table, stacks)
  const game = { house, table, players, chance }
  await playAnyhow(game, 200)
  await endAnyhow(game)
  await expectHome(game)
  const { hand } = await house.row(table)
  await house.close()
  return { hands: hand?.number ?? 0, events: (await house.events()).length }
}

let [hands, events, wrong] = [0, 0, 0]
const from = performance.now()
for (let seed = first; seed <= last; seed++) {
  try {
    const played = await play(seed)
    hands += played.hands
    events += played.events
  } catch (error) {
    wrong += 1
    console.log(`${seed}: ${error instanceof Error ? error.message.slice(0, 1500) : String(error)}`)
  }
}
const seconds = ((performance.now() - from) / 1000).toFixed(0)
console.log(`${last - first + 1} games, ${hands} hands, ${events} events in ${seconds} s; ${wrong} went wrong`)
