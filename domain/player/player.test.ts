import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import type { PlayerCommand } from './commands.ts'
import type { PlayerEvent } from './events.ts'
import { deposited, noon, registered, reserved, tableA, withdrawn } from './player.fixture.ts'
import { Player } from './player.ts'

const given = scenario(Player, { now: noon, actor: 'a-player' })

test('[PL1] a player registers once', () => {
  given().when({ type: 'RegisterPlayer', displayName: 'Ann', kind: 'human' }).then(registered())
  given(registered()).when({ type: 'RegisterPlayer', displayName: 'Bob', kind: 'human' }).rejects('player-exists')
})
const byPlayers: readonly PlayerCommand[] = [
  { type: 'RenamePlayer', displayName: 'Bob' },
  { type: 'DepositFunds', amount: 100 },
  { type: 'WithdrawFunds', amount: 100 },
  { type: 'ReserveFunds', amount: 100, table: tableA, purpose: 'buy-in' },
  { type: 'AdjustBankroll', amount: 100, reason: 'correction' },
]
test.each(byPlayers)('[PL1] who is not registered has no account: $type', command =>
  given().when(command).rejects('player-not-found'),
)
test('[PL1] a refusal names its rule and its code', () => {
  const decide = Player.decide.RenamePlayer
  expect(decide({ type: 'RenamePlayer', displayName: 'Bob' }, Player.initial, {} as never)).toMatchObject({
    rejected: { code: 'NOT_FOUND', reason: 'player-not-found', rule: 'PL1', message: 'There is no such player.' },
  })
})

test('[PL3] a player takes another name', () => {
  const renamed = given(registered()).when({ type: 'RenamePlayer', displayName: '  Ｂｏｂ ' })
  renamed.then({ type: 'PlayerRenamed', displayName: 'Bob' })
  expect(renamed.state().displayName).toBe('Bob')
})
test('[PL3] the name that one has is no change', () =>
  given(registered()).when({ type: 'RenamePlayer', displayName: 'Ann' }).then())

const deposit = (amount: number): PlayerCommand => ({ type: 'DepositFunds', amount })
const day = Math.floor(noon / 86_400_000)
test('[PL4] a deposit adds to the bankroll and counts for the day', () => {
  const first = given(registered()).when(deposit(8000))
  first.then({ type: 'FundsDeposited', amount: 8000, bankroll: 8000, day })
  expect(first.state()).toMatchObject({ bankroll: 8000, deposited: { day, amount: 8000 } })
})
test('[PL4] a human deposits at most 20,000 per UTC day', () => {
  const account = given(registered(), deposited(8000, 8000, day), deposited(9000, 17_000, day))
  account.when(deposit(3001)).rejects('daily-limit', { limit: 20_000, left: 3000 })
  account.when(deposit(3000)).then(deposited(3000, 20_000, day))
})
test('[PL4] the day ends at midnight UTC', () => {
  const account = given(registered(), deposited(20_000, 20_000, day))
  const midnight = (day + 1) * 86_400_000
  account.when(deposit(1), { now: midnight - 1 }).rejects('daily-limit', { left: 0 })
  account.when(deposit(20_000), { now: midnight }).then(deposited(20_000, 40_000, day + 1))
})
test('[PL4] a new day counts from nothing, and the account keeps what it has', () => {
  const state = given(registered(), deposited(8000, 8000, day), deposited(500, 8500, day + 1)).state()
  expect(state).toMatchObject({ bankroll: 8500, deposited: { day: day + 1, amount: 500 } })
})
test.each(['administrator', 'engine/sign-in', 'engine/house'])('[PL5] no limit for deposits by %s', actor => {
  const account = given(registered(), deposited(20_000, 20_000, day))
  const more = account.when(deposit(50_000), { actor })
  more.then({ type: 'FundsDeposited', amount: 50_000, bankroll: 70_000 })
  expect(more.state().deposited).toEqual({ day, amount: 20_000 })
})
test('[PL5] no limit for bots, whoever deposits', () =>
  given(registered('bot')).when(deposit(50_000)).then({ type: 'FundsDeposited', amount: 50_000, bankroll: 50_000 }))
test('[PL5] what the floor deposits leaves the player’s own limit as it is', () =>
  given(registered(), deposited(10_000, 10_000))
    .when(deposit(20_000))
    .then(deposited(20_000, 30_000, day)))
test('[PL5] nobody calls themselves the engine by a name that begins so', () =>
  given(registered()).when(deposit(20_001), { actor: 'engineer' }).rejects('daily-limit'))

test('[PL6] what is not reserved can be withdrawn, to the last chip', () => {
  const account = given(registered(), deposited(5000, 5000))
  account.when({ type: 'WithdrawFunds', amount: 5000 }).then(withdrawn(5000, 0))
  account.when({ type: 'WithdrawFunds', amount: 5001 }).rejects('insufficient-funds', { amount: 5001, available: 5000 })
})

test('[PL6] what is reserved stays', () =>
  given(registered(), deposited(5000, 5000), reserved())
    .when({ type: 'WithdrawFunds', amount: 4001 })
    .rejects('insufficient-funds', { available: 4000 }))

test('[PL13] the floor adjusts a bankroll, up or down, and says why', () => {
  const account = given(registered(), deposited(5000, 5000))
  const adjusted = (amount: number, bankroll: number): PlayerEvent => ({
    type: 'BankrollAdjusted',
    amount,
    bankroll,
    reason: 'counted again',
  })
  account.when({ type: 'AdjustBankroll', amount: -5000, reason: 'counted again' }).then(adjusted(-5000, 0))
  const up = account.when({ type: 'AdjustBankroll', amount: 7, reason: 'counted again' })
  up.then(adjusted(7, 5007))
  expect(up.state().bankroll).toBe(5007)
})
test('[PL13] never below what is reserved', () => {
  const account = given(registered(), deposited(5000, 5000), reserved())
  account
    .when({ type: 'AdjustBankroll', amount: -4001, reason: 'no' })
    .rejects('below-reserved', { bankroll: 5000, reserved: 1000 })
  account.when({ type: 'AdjustBankroll', amount: -4000, reason: 'yes' }).thenTypes('BankrollAdjusted')
})

const most = 1_000_000_000_000
test('[PL14] an account holds at most 10^12 chips', () => {
  const full = given(registered(), deposited(most, most))
  full.when(deposit(1), { actor: 'administrator' }).rejects('bankroll-limit')
  full.when({ type: 'AdjustBankroll', amount: 1, reason: 'no' }).rejects('bankroll-limit')
})
test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, most + 1, '5', [5]])(
  '[PL14] an amount is a whole number of chips, at least one: not %s',
  amount => expect(Player.commands.DepositFunds.schema.safeParse({ type: 'DepositFunds', amount }).success).toBe(false),
)

test('[PL16] who may send what, and what a stale sender meets', () => {
  const declared = Object.entries(Player.commands).map(([type, { by, merge }]) => [type, `${by.join(' ')}: ${merge}`])
  expect(Object.fromEntries(declared)).toEqual({
    RegisterPlayer: 'engine: STRICT',
    RenamePlayer: 'player: COMMUTATIVE',
    DepositFunds: 'player floor: COMMUTATIVE',
    WithdrawFunds: 'player: MANUAL',
    ReserveFunds: 'player: STRICT',
    ReleaseFunds: 'engine: COMMUTATIVE',
    AdjustBankroll: 'floor: MANUAL',
    ForgetPlayer: 'player floor: STRICT',
  })
})
