import { expect, test } from 'vitest'
import type { Message } from '@/engine/message'
import { sum } from './chips.ts'
import type { PlayerId, TableId } from './ids.ts'
import { type House, openHouse } from './testing/house.ts'

const quick = { nextHand: 50, runOut: 10, show: 20 }

/** Who sits where with how much; seats count from 0 in the order given. */
const seated = async (house: House, table: TableId, stacks: readonly number[]): Promise<readonly PlayerId[]> => {
  const players: PlayerId[] = []
  for (const [seat, amount] of stacks.entries()) {
    const player = await house.register(seat + 1)
    await house.sit(player, table, { amount, seat })
    players.push(player)
  }
  return players
}

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
  const event = { type: 'PlayerDisconnected', player: bob }
  const cover = { domain: 'table', root: table, edition: '', correlationId: '', ext: null }
  await house.engine.recordFact({ cover, event, externalId: 'socket-1', actor: 'engine/gateway' })
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

/** Picks the same actions in every run. */
const chance = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

const actAnyhow = async (house: House, table: TableId, random: () => number) => {
  const { toCall, minRaiseTo, maxRaiseTo } = await house.turn(table)
  const dice = random()
  if (dice < 0.12 && minRaiseTo && maxRaiseTo) {
    const total = Math.min(maxRaiseTo, minRaiseTo + Math.floor(random() * 60))
    return house.act(table, (await house.row(table)).seats.some(({ bet }) => bet > 0) ? 'raise' : 'bet', total)
  }
  if (dice < 0.18 && maxRaiseTo) return house.act(table, 'all-in')
  if (dice < 0.3 && toCall > 0) return house.act(table, 'fold')
  return house.act(table, toCall > 0 ? 'call' : 'check')
}

test.each([1, 2, 3])('[GM13] many hands of anything goes: no chip is made or lost at any position (%i)', async seed => {
  const house = await openHouse(quick)
  const table = await house.open()
  const players = await seated(house, table, [400, 250, 900, 120])
  const random = chance(seed)
  for (let moves = 0; moves < 150; moves++) {
    const { hand, seats } = await house.row(table)
    if (hand?.turn) await actAnyhow(house, table, random)
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
  for (const stream of streams.values()) expect(await house.engine.verify(stream)).toMatchObject({ ok: true })
  await finish(house)
})

/** Somebody comes, goes, rests, returns or adds chips; what the rules refuse is refused. */
const comeAndGo = async (
  house: House,
  table: TableId,
  given: { players: readonly PlayerId[]; random: () => number },
) => {
  const { players, random } = given
  const player = players[Math.floor(random() * players.length)]
  if (!player) return
  const reserve = { type: 'ReserveFunds', table, amount: 150 }
  const orders: readonly [domain: 'player' | 'table', message: Message][] = [
    ['table', { type: 'LeaveTable', player } as Message],
    ['table', { type: 'SitOut', player } as Message],
    ['table', { type: 'SitIn', player } as Message],
    ['player', { ...reserve, purpose: 'buy-in' } as Message],
    ['player', { ...reserve, purpose: 'top-up' } as Message],
  ]
  const [domain, message] = orders[Math.floor(random() * orders.length)] ?? [
    'table',
    { type: 'SitIn', player } as Message,
  ]
  await house.attempt({ domain, root: domain === 'table' ? table : player, message, actor: player })
}

test.each([11, 12, 13, 14])('[GM15] players come and go at any moment, and no hand gets stuck (%i)', async seed => {
  const house = await openHouse(quick)
  const table = await house.open({ maxBuyIn: 600, timeBankSeconds: 0 })
  const players = await seated(house, table, [300, 300, 300, 300, 300])
  const random = chance(seed)
  for (let moves = 0; moves < 150; moves++) {
    if (random() < 0.25) await comeAndGo(house, table, { players, random })
    const { hand } = await house.row(table)
    if (hand?.turn && random() < 0.9) await actAnyhow(house, table, random)
    else await house.wait(60)
  }
  // Nobody says anything any more, and clocks run out; then everybody goes, and every chip is at rest.
  await house.wait(2 * 60_000)
  for (const player of players) {
    const message = { type: 'LeaveTable', player } as Message
    await house.attempt({ domain: 'table', root: table, message, actor: player })
  }
  await house.wait(30_000)
  const { seats, hand } = await house.row(table)
  expect(hand?.phase).toBe('over')
  expect(hand?.number).toBeGreaterThan(3)
  expect(seats).toEqual([])
  const accounts = await Promise.all(players.map(house.account))
  expect(sum(accounts.map(({ bankroll }) => bankroll))).toBe(50_000)
  expect(accounts.every(({ bankroll, available }) => bankroll === available)).toBe(true)
  await finish(house)
})
