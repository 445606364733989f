import { expect, test, vi } from 'vitest'
import { chanceOf } from './bots/chance.ts'
import { sum } from './chips.ts'
import type { TableId } from './ids.ts'
import { actAnyhow, endAnyhow, expectHome, playAnyhow } from './testing/anything.ts'
import { type House, openHouse, quick, seated } from './testing/house.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const chipsAt = async (house: House, table: TableId) => sum((await house.row(table)).seats.map(({ stack }) => stack))

const finish = async (house: House) => {
  await house.sound()
  await house.close()
}

test.each([1, 2, 3])('[GM13] many hands of anything goes: no chip is made or lost at any position (%i)', async seed => {
  const house = await openHouse(quick)
  const table = await house.open()
  const players = await seated(house, table, [400, 250, 900, 120])
  const game = { house, table, players, chance: chanceOf(`anything ${seed}`) }
  for (let moves = 0; moves < 150; moves++) {
    const { hand, seats } = await house.row(table)
    if (hand?.turn) await actAnyhow(game)
    else if (seats.filter(({ stack }) => stack > 0).length < 2 && hand?.phase === 'over') {
      for (const { player, stack } of seats) if (stack === 0) await house.topUp(player, table, 300)
    } else await house.wait(60)
  }
  expect((await house.row(table)).hand?.number).toBeGreaterThan(5)
  const accounts = await Promise.all(players.map(house.account))
  expect(sum(accounts.map(({ available }) => available)) + (await chipsInPlay(house, table))).toBe(40_000)
  await finish(house)
})

const chipsInPlay = async (house: House, table: TableId) => {
  const { hand } = await house.row(table)
  return (await chipsAt(house, table)) + (hand?.awards || !hand || hand.phase === 'over' ? 0 : hand.pot)
}

test.each([2, 3, 6])(
  '[GM19] players who say nothing are sat out one after the other, and dealing stops (%i)',
  async count => {
    const house = await openHouse(quick)
    const table = await house.open({ timeBankSeconds: 0 })
    await seated(house, table, Array(count).fill(1000))
    await house.wait(30 * count * 60_000)
    const satOut = (await house.events()).filter(({ type }) => type === 'PlayerSatOut')
    expect(satOut).toHaveLength(count - 1)
    // Each hand has one clock that runs out at least, and nobody's runs out in more than two.
    const { hand, seats } = await house.row(table)
    expect(hand?.number).toBeLessThan(2 * count)
    expect(seats).toHaveLength(1)
    await finish(house)
  },
)

test.each([11, 12, 13, 14])(
  '[GM15] [VW20] players come and go at any moment, and no hand gets stuck (%i)',
  async seed => {
    const house = await openHouse(quick)
    const table = await house.open({ maxBuyIn: 600, timeBankSeconds: 0 })
    const players = await seated(house, table, [300, 300, 300, 300, 300])
    const game = { house, table, players, chance: chanceOf(`come and go ${seed}`) }
    await playAnyhow(game, 150)
    expect((await house.row(table)).hand?.number).toBeGreaterThan(3)
    await endAnyhow(game)
    await expectHome(game)
    await house.close()
  },
)

test.each([21, 22, 23])(
  '[GM17] processes end between any two writes, and nothing is lost or done twice (%i)',
  async seed => {
    const chance = chanceOf(`one after the other ${seed}`)
    let processes = 0
    const house = await openHouse(quick, () => {
      processes += 1
      return 1 + Math.floor(chance() * 120)
    })
    const table = await house.open({ maxBuyIn: 600, timeBankSeconds: 0 })
    const players = await seated(house, table, [300, 300, 300])
    const game = { house, table, players, chance }
    await playAnyhow(game, 100)
    await endAnyhow(game)
    await expectHome(game)
    expect(processes).toBeGreaterThan(5)
    await house.close()
  },
)
