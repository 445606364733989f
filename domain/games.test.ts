import { expect, test, vi } from 'vitest'
import type { Message } from '@/engine/message'
import { sum } from './chips.ts'
import type { TableId } from './ids.ts'
import { type House, openHouse, quick, seated } from './testing/house.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

/** Everybody who is asked checks or calls, until the hand is over. */
const callDown = async (house: House, table: TableId) => {
  while ((await house.row(table)).hand?.turn) {
    const { toCall } = await house.turn(table)
    await house.act(table, toCall === 0 ? 'check' : 'call')
  }
}

const chipsAt = async (house: House, table: TableId) => sum((await house.row(table)).seats.map(({ stack }) => stack))

const finish = async (house: House) => {
  await house.sound()
  await house.close()
}

test('[GM1] a hand is folded out: the last one left may show for three seconds, then has the pot', async () => {
  const house = await openHouse()
  const table = await house.open()
  await seated(house, table, [1000, 1000])
  await house.wait(2999)
  expect((await house.row(table)).hand).toBeNull()
  await house.wait(1)
  await house.act(table, 'fold')
  await house.wait(2999)
  expect((await house.row(table)).hand?.awards).toBeNull()
  await house.wait(1)
  const { hand, seats } = await house.row(table)
  expect(hand).toMatchObject({ number: 1, phase: 'over', awards: [{ amount: 10 }] })
  expect(seats.map(({ stack, shown }) => [stack, shown])).toEqual([
    [995, null],
    [1005, null],
  ])
  await finish(house)
})

test('[GM2] a hand goes to the showdown by calls and checks, and the winner takes all that was put in', async () => {
  const house = await openHouse()
  const table = await house.open()
  await seated(house, table, [1000, 1000, 1000])
  await house.wait(3000)
  await callDown(house, table)
  const { hand, seats } = await house.row(table)
  expect(hand?.board).toHaveLength(5)
  expect(hand?.pot).toBe(30)
  expect(sum((hand?.awards ?? []).flatMap(({ winners }) => winners).map(({ amount }) => amount))).toBe(30)
  const winners = (hand?.awards ?? []).flatMap(award => award.winners)
  for (const { player, description, best } of winners) {
    expect(best).toHaveLength(5)
    const seat = seats.find(taken => taken.player === player)
    expect(seat?.shown).toHaveLength(2)
    expect(seat?.description).toBe(description)
  }
  expect(await chipsAt(house, table)).toBe(3000)
  await finish(house)
})

test('[GM3] three all-in for different stacks: shown first, the board a second apart, side pots apart', async () => {
  const house = await openHouse()
  const table = await house.open()
  await seated(house, table, [1000, 300, 100])
  await house.wait(3000)
  await house.act(table, 'all-in')
  await house.act(table, 'call')
  await house.act(table, 'call')
  const shown = await house.row(table)
  expect(shown.seats.every(({ shown: cards }) => cards?.length === 2)).toBe(true)
  expect(shown.hand).toMatchObject({ board: [], pot: 700, pots: [{ amount: 300 }, { amount: 400 }] })
  for (const cards of [3, 4]) {
    await house.wait(1000)
    expect((await house.row(table)).hand?.board).toHaveLength(cards)
  }
  await house.wait(1000)
  const { hand } = await house.row(table)
  expect(hand?.board).toHaveLength(5)
  expect(hand?.awards?.map(({ amount, eligible }) => [amount, eligible.length])).toEqual([
    [300, 3],
    [400, 2],
  ])
  expect(await chipsAt(house, table)).toBe(1400)
  await finish(house)
})

test('[GM4] heads-up the button posts the small blind and acts first, then last', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [500, 500])
  await house.wait(50)
  const before = await house.row(table)
  expect(before.hand?.smallBlindSeat).toBe(before.hand?.button)
  expect(before.hand?.turn?.seat).toBe(before.hand?.button)
  await house.act(table, 'call')
  await house.act(table, 'check')
  const flop = await house.row(table)
  expect(flop.hand).toMatchObject({ street: 'flop', turn: { seat: flop.hand?.bigBlindSeat } })
  await finish(house)
})

test('[GM5] three hands in a row: the button moves, the numbers count, the decks differ', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [1000, 1000, 1000])
  const seen: { number: number; button: number; commitment: string | null }[] = []
  for (let n = 0; n < 3; n++) {
    await house.wait(50)
    const { hand } = await house.row(table)
    if (hand) seen.push({ number: hand.number, button: hand.button, commitment: hand.commitment })
    await callDown(house, table)
  }
  expect(seen.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(seen.map(({ button }) => button)).toEqual([0, 1, 2])
  expect(new Set(seen.map(({ commitment }) => commitment)).size).toBe(3)
  expect(await house.lobby(table)).toMatchObject({ seated: 3, hands: 3, playing: false })
  await finish(house)
})

test('[GM6] who leaves during a hand is folded when the turn comes, and goes with what is left', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  const [, bob, cat] = await seated(house, table, [1000, 1000, 1000])
  if (!bob || !cat) throw new Error('three are seated')
  await house.wait(50)
  await house.leave(bob, table)
  expect((await house.row(table)).seats).toHaveLength(3)
  await house.act(table, 'call')
  const turn = await house.turn(table)
  expect(turn.player).toBe(cat)
  expect((await house.seatOf(table, 1))?.folded).toBe(true)
  await callDown(house, table)
  expect((await house.row(table)).seats.map(({ player }) => player)).not.toContain(bob)
  expect(await house.account(bob)).toMatchObject({ bankroll: 9995, available: 9995, reservations: [] })
  await finish(house)
})

test('[GM7] the clock runs out: the time bank first, in slices, then a fold; twice running means sitting out', async () => {
  const house = await openHouse(quick)
  const table = await house.open({ timeBankSeconds: 20 })
  const [ann] = await seated(house, table, [1000, 1000])
  if (!ann) throw new Error('two are seated')
  await house.wait(50)
  const { deadline, player } = await house.turn(table)
  expect(player).toBe(ann)
  await house.wait(deadline - house.clock.now())
  expect(await house.turn(table)).toMatchObject({ usingBank: true, bankLeft: 5, seconds: 15 })
  await house.wait(15_000)
  expect(await house.turn(table)).toMatchObject({ usingBank: true, bankLeft: 0, seconds: 5 })
  await house.wait(5000)
  expect((await house.seatOf(table, 0))?.folded).toBe(true)
  await house.wait(200)
  // Heads-up the button has moved: bob folds his, and ann is in the big blind.
  await house.act(table, 'fold')
  await house.wait(200)
  expect(await house.turn(table)).toMatchObject({ player: ann, bankLeft: 0 })
  await finish(house)
})

test('[GM8] out of chips: a top-up within a minute keeps the seat, and none gives it up', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  const [ann, bob] = await seated(house, table, [500, 500])
  if (!ann || !bob) throw new Error('two are seated')
  await house.wait(50)
  await house.act(table, 'all-in')
  await house.act(table, 'call')
  await house.wait(200)
  const loser = (await house.stackOf(table, ann)) === 0 ? ann : bob
  expect(await house.stackOf(table, loser)).toBe(0)
  await house.wait(59_000)
  await house.topUp(loser, table, 400)
  expect(await house.stackOf(table, loser)).toBe(400)
  await house.wait(2000)
  expect((await house.row(table)).hand).toMatchObject({ number: 2, turn: { decision: 1 } })
  await house.act(table, 'all-in')
  await house.act(table, 'call')
  await house.wait(200)
  const busted = (await house.row(table)).seats.find(({ stack }) => stack === 0)?.player
  if (busted) {
    await house.wait(61_000)
    expect((await house.row(table)).seats.map(({ player }) => player)).not.toContain(busted)
    expect((await house.account(busted)).reservations).toEqual([])
  }
  await finish(house)
})

test('[GM9] chips added during a hand wait for its end; what would exceed the maximum goes back', async () => {
  const house = await openHouse(quick)
  const table = await house.open({ maxBuyIn: 1000 })
  const [ann, bob] = await seated(house, table, [600, 600])
  if (!ann || !bob) throw new Error('two are seated')
  await house.wait(50)
  await house.topUp(ann, table, 300)
  await house.topUp(bob, table, 900)
  expect(await house.seatOf(table, 0)).toMatchObject({ queued: 300 })
  await house.act(table, 'fold')
  await house.wait(20)
  expect(await house.stackOf(table, ann)).toBe(895)
  expect((await house.account(bob)).lastRelease).toEqual({ table, reason: 'cancelled' })
  expect(await house.seatOf(table, 0)).toMatchObject({ queued: 0, additions: [] })
  expect(await house.account(bob)).toMatchObject({ available: 9400, reservations: [{ amount: 600 }] })
  await finish(house)
})

test('[GM10] nothing is dealt while only bots are seated, while paused, or to one player', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  for (const n of [1, 2]) {
    const bot = await house.register(n, { kind: 'bot' })
    await house.sit(bot, table, { amount: 500, seat: n })
  }
  await house.wait(1000)
  expect((await house.row(table)).hand).toBeNull()
  await house.toTable(table, { type: 'PauseTable' }, 'administrator')
  const ann = await house.register(3)
  await house.sit(ann, table, { amount: 500, seat: 0 })
  await house.wait(1000)
  expect((await house.row(table)).hand).toBeNull()
  await house.toTable(table, { type: 'ResumeTable' }, 'administrator')
  await house.wait(50)
  expect((await house.row(table)).hand).toMatchObject({ number: 1 })
  await finish(house)
})

test('[GM11] a seat is freed after 15 minutes of sitting out and after 5 without a connection', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  const [ann, bob] = await seated(house, table, [500, 500])
  if (!ann || !bob) throw new Error('two are seated')
  await house.toTable(table, { type: 'SitOut', player: ann } as Message, ann)
  await house.toTable(table, { type: 'SitOut', player: bob } as Message, bob)
  await house.connection(bob, table, 'PlayerDisconnected')
  await house.wait(5 * 60_000)
  expect((await house.row(table)).seats.map(({ player }) => player)).toEqual([ann])
  await house.wait(10 * 60_000)
  expect((await house.row(table)).seats).toEqual([])
  expect(await house.account(ann)).toMatchObject({ bankroll: 10_000, available: 10_000 })
  await finish(house)
})

test("[GM12] a player's own table closes when nobody has sat at it for 15 minutes, the house's stays", async () => {
  const own = await openHouse(quick)
  const ann = await own.register(1)
  const table = await own.open({}, ann)
  await own.wait(15 * 60_000)
  expect(await own.lobby(table)).toMatchObject({ closed: true })
  await own.close()
  const house = await openHouse(quick)
  const kept = await house.open()
  await house.wait(60 * 60_000)
  expect(await house.lobby(kept)).toMatchObject({ closed: false })
  await house.close()
})

test('[GM14] every stream of a game verifies, and every hand has its own correlation', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [1000, 1000])
  await house.wait(50)
  await callDown(house, table)
  const events = await house.events()
  const ofHand = events.filter(({ domain }) => domain === 'hand')
  expect(new Set(ofHand.map(({ correlationId }) => correlationId))).toEqual(new Set(ofHand.map(({ root }) => root)))
  for (const { ext } of ofHand) expect(ext).toEqual({ domain: 'table', root: table })
  const streams = new Map(events.map(({ domain, root }) => [`${domain}/${root}`, { domain, root, edition: '' }]))
  for (const stream of streams.values()) expect(await house.engine().verify(stream)).toMatchObject({ ok: true })
  await finish(house)
})

test('[GM16] an outage during a turn gives ten seconds, and then the bank, as if nothing had happened', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [1000, 1000])
  await house.wait(50)
  const before = await house.turn(table)
  await house.restart(60_000)
  expect(await house.turn(table)).toMatchObject({ decision: before.decision, seconds: 10, usingBank: false })
  await house.wait(10_000)
  expect(await house.turn(table)).toMatchObject({ decision: before.decision, usingBank: true, bankLeft: 15 })
  await callDown(house, table)
  expect((await house.row(table)).hand?.phase).toBe('over')
  await finish(house)
})

test('[GM17] a process that ends after every single action loses nothing and repeats nothing', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [1000, 1000, 1000])
  await house.restart()
  await house.wait(50)
  while ((await house.row(table)).hand?.turn) {
    await house.restart()
    const { toCall } = await house.turn(table)
    await house.act(table, toCall === 0 ? 'check' : 'call')
  }
  await house.restart()
  const types = await house.typesOf('hand')
  expect(types.filter(type => type === 'BlindPosted')).toHaveLength(2)
  expect(types.filter(type => type === 'CommunityCardsDealt')).toHaveLength(3)
  expect(types.filter(type => type === 'PotAwarded')).toHaveLength(1)
  expect(await chipsAt(house, table)).toBe(3000)
  await finish(house)
})
