// What becomes of orders that were sent from a view that is behind, with the whole engine behind them.
import { expect, test, vi } from 'vitest'
import type { Message } from '@/engine/message'
import type { TableId } from '../ids.ts'
import { type House, openHouse } from '../testing/house.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

/** Registered and with chips: two events. Somebody who saw one of them is behind. */
const openAccount = async () => {
  const house = await openHouse()
  const ann = await house.register(1)
  const ask = (message: object, sequence: number) =>
    house.attempt({ domain: 'player', root: ann, actor: ann, message: message as Message, sequence })
  const withdraw = (amount: number, sequence = 1) => ask({ type: 'WithdrawFunds', amount }, sequence)
  const reviews = async () => (await house.account(ann)).reviews
  return { house, ann, ask, withdraw, reviews }
}
const letterOf = async (answer: Promise<object>) => String(((await answer) as { deadLetterId?: string }).deadLetterId)
/** The engine looks again and again whether it is done: time has to go by. */
const decided = async (house: House, decision: Promise<unknown>) => {
  let isUnderWay = true
  void decision.finally(() => {
    isUnderWay = false
  })
  while (isUnderWay) await house.wait(20)
  await decision
}

test('[PL20] a rename from a view without the deposit goes through, and says what both changed', async () => {
  const { house, ann, ask } = await openAccount()
  expect(await ask({ type: 'RenamePlayer', displayName: 'Anna' }, 1)).toMatchObject({
    status: 'accepted',
    merged: { intervening: ['bankroll', 'deposited.amount', 'deposited.day'], mine: ['displayName'] },
  })
  expect(await ask({ type: 'DepositFunds', amount: 5 }, 1)).toMatchObject({
    problem: { code: 'FAILED_PRECONDITION', reason: 'sequence-conflict' },
    retryable: true,
  })
  expect(await house.account(ann)).toMatchObject({ name: 'Anna', bankroll: 10_000 })
  await house.close()
})

test('[PL20] of two reservations from one view the second is refused', async () => {
  const { house, ann, ask } = await openAccount()
  const table = await house.open()
  const reserve = { type: 'ReserveFunds', table, purpose: 'buy-in', amount: 100 }
  expect(await ask(reserve, 2)).toMatchObject({ status: 'accepted' })
  expect(await ask({ ...reserve, purpose: 'top-up' }, 2)).toMatchObject({
    problem: { code: 'ABORTED', reason: 'sequence-conflict' },
  })
  expect((await house.account(ann)).reservations).toHaveLength(1)
  await house.close()
})

test('[PL18] [VW60] a withdrawal from a stale view waits in the account, and is done when a reviewer sends it', async () => {
  const { house, ann, withdraw, reviews } = await openAccount()
  const answer = await withdraw(300)
  expect(answer).toMatchObject({ status: 'rejected', problem: { code: 'ABORTED', reason: 'needs-review' } })
  const letter = await letterOf(Promise.resolve(answer))
  const waiting = { deadLetter: letter, command: 'WithdrawFunds', amount: 300, status: 'open', reason: null }
  expect(await reviews()).toEqual([waiting])
  expect((await house.account(ann)).bankroll).toBe(10_000)
  const { deadLetters } = house.engine()
  await decided(house, deadLetters.resubmit(letter, { actor: 'reviewer', reason: 'looks right' }))
  expect(await reviews()).toEqual([{ ...waiting, status: 'resubmitted', reason: 'looks right' }])
  expect((await house.account(ann)).bankroll).toBe(9700)
  await house.close()
})

test('[PL18] with three waiting a fourth is refused and leaves no trace, until one of them is decided', async () => {
  const { house, withdraw, reviews } = await openAccount()
  const first = await letterOf(withdraw(1))
  for (const amount of [2, 3]) await withdraw(amount)
  expect(await withdraw(4)).toMatchObject({ problem: { reason: 'too-many-reviews', params: { most: 3 } } })
  expect(await reviews()).toMatchObject([3, 2, 1].map(amount => ({ amount, status: 'open' })))
  const { deadLetters } = house.engine()
  await decided(house, deadLetters.discard(first, { actor: 'reviewer', reason: 'sent twice' }))
  expect((await reviews()).at(-1)).toMatchObject({ status: 'discarded', reason: 'sent twice' })
  expect(await withdraw(4)).toMatchObject({ problem: { reason: 'needs-review' } })
  await house.close()
})

const seatsOf = async (house: House, table: TableId) => (await house.row(table)).seats.map(({ seat }) => seat)

test('[TB30] [FL8] two who want one seat from one view both sit, side by side', async () => {
  const house = await openHouse()
  const table = await house.open()
  const people = [await house.register(1), await house.register(2), await house.register(3)]
  for (const player of people.slice(0, 2)) {
    const message = { type: 'ReserveFunds', table, purpose: 'buy-in', amount: 100, seat: 3, tableSequence: 1 }
    await house.toPlayer(player, message as Message)
  }
  expect(await seatsOf(house, table)).toEqual([3, 4])
  const [, , late] = people as [never, never, (typeof people)[number]]
  await house.sit(late, table, { amount: 100, seat: 3 })
  expect(await seatsOf(house, table)).toEqual([3, 4])
  expect((await house.account(late)).lastRelease).toEqual({ table, reason: 'seat-taken' })
  await house.sound()
  await house.close()
})
