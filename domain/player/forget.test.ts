import { expect, test } from 'vitest'
import { changedFields } from '@/engine/merge'
import { scenario, stateAfter } from '@/engine/testing/scenario'
import type { PlayerCommand } from './commands.ts'
import type { PlayerEvent } from './events.ts'
import { deposited, noon, registered, reserved } from './player.fixture.ts'
import { Player } from './player.ts'

const given = scenario(Player, { now: noon, actor: 'a-player' })
const forgotten: PlayerEvent = { type: 'PlayerForgotten' }
const forget: PlayerCommand = { type: 'ForgetPlayer' }

test('[PL17] who sits nowhere is forgotten, once', () => {
  given(registered(), deposited(100, 100)).when(forget).then(forgotten)
  given(registered(), forgotten).when(forget).then()
  given().when(forget).rejects('player-not-found')
})
test('[PL17] not at a table', () =>
  given(registered(), deposited(5000, 5000), reserved()).when(forget).rejects('at-a-table'))
const after: readonly PlayerCommand[] = [
  { type: 'RenamePlayer', displayName: 'Bob' },
  { type: 'DepositFunds', amount: 1 },
  { type: 'WithdrawFunds', amount: 1 },
]
test.each(after)('[PL17] nobody acts in the account any more: $type', command =>
  given(registered(), deposited(100, 100), forgotten).when(command).rejects('player-forgotten'),
)
test('[PL17] the key is destroyed by the event that says so', () =>
  expect(Player.events.PlayerForgotten.forgets?.({ type: 'PlayerForgotten' }, 'root')).toBe('root'))

test('[PL18] with three waiting a fourth is refused', () => {
  expect(Player.mostReviews).toMatchObject({ most: 3, refused: { rejected: { reason: 'too-many-reviews' } } })
})
test('[PL18] withdrawals and adjustments are reviewed, and nothing else', () => {
  const manual = Object.entries(Player.commands).filter(([, { merge }]) => merge === 'MANUAL')
  expect(manual.map(([type]) => type)).toEqual(['WithdrawFunds', 'AdjustBankroll'])
})
test('[PL19] a name is personal wherever it stands', () => {
  const { commands, events } = Player
  for (const one of [commands.RegisterPlayer, commands.RenamePlayer, events.PlayerRegistered, events.PlayerRenamed]) {
    expect(one.personal?.fields).toEqual(['displayName'])
    expect(one.personal?.subject({} as never, 'root')).toBe('root')
  }
})
test('[PL20] a rename and a deposit change different fields, two reservations the same ones', () => {
  const start = stateAfter(Player, [registered(), deposited(5000, 5000)])
  const changed = (event: PlayerEvent) => changedFields(start, stateAfter({ ...Player, initial: start }, [event]))
  const [rename, deposit] = [changed({ type: 'PlayerRenamed', displayName: 'Bob' }), changed(deposited(1, 5001))]
  expect(rename.filter(field => deposit.includes(field))).toEqual([])
  expect(Player.commands.ReserveFunds.merge).toBe('STRICT')
})
test('[PL21] the first event of a UTC day is a milestone', () => {
  const when = (previousAt: string, at: string) =>
    Player.milestone?.(registered(), { before: Player.initial, previousAt, at })
  expect(when('2026-11-24T23:59:59.000000Z', '2026-11-25T00:00:00.000000Z')).toBe(true)
  expect(when('2026-11-25T00:00:00.000000Z', '2026-11-25T10:00:00.000000Z')).toBe(false)
})
