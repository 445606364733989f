// A cascade of poker in which something is refused late, and what it had done by then is taken back.
import { expect, test, vi } from 'vitest'
import { type Domain, saga, send } from '@/engine/define'
import type { Message } from '@/engine/message'
import { Chat } from './chat/chat.ts'
import type { PlayerId } from './ids.ts'
import { pokerWith } from './poker.ts'
import type { LedgerRow } from './projections/ledger.ts'
import { Table } from './table/table.ts'
import { type House, openHouse, quick, seated } from './testing/house.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Speaks in the name of whoever comes, goes or brings chips, which the chat refuses: after it was done. */
const greet = ({ player }: { player: PlayerId }, { root }: { root: string }) => [
  send(Chat, root, { type: 'PostMessage', player, text: 'Good evening' }),
]
const refusedAfter = (
  ...types: readonly ('PlayerSeated' | 'PlayerLeft' | 'AddChipsQueued' | 'ChipsAdded')[]
): Domain => {
  const usher = saga('usher', Table, Object.fromEntries(types.map(type => [type, greet])))
  return { ...pokerWith(quick), sagas: [...pokerWith(quick).sagas, usher] }
}

test('[FL9] [TB31] [HD97] a seat taken in a cascade that is called off is left, and every chip is back', async () => {
  const house = await openHouse(quick, undefined, refusedAfter('PlayerSeated'))
  const table = await house.open()
  const ann = await house.register(1)
  const message = { type: 'ReserveFunds', table, purpose: 'buy-in', amount: 500, seat: 2 } as Message
  const handling = { syncMode: 'CASCADE', cascadeErrorMode: 'COMPENSATE' } as const
  const answer = await house.attempt({ domain: 'player', root: ann, actor: ann, message, handling })
  expect(answer).toMatchObject({ status: 'accepted', chain: { refusals: [{ entry: { outcome: 'refused' } }] } })
  expect(await house.typesOf('table')).toEqual(['TableCreated', 'PlayerSeated', 'PlayerLeft'])
  expect(await house.account(ann)).toMatchObject({ bankroll: 10_000, available: 10_000, reservations: [] })
  const letters = await house.engine().page<{ subject: string }>('dead-letters', { limit: 10 })
  expect(letters.map(({ row }) => row.subject)).toEqual(['chat/PostMessage'])
  await house.close()
})

const calledOff = { syncMode: 'CASCADE', cascadeErrorMode: 'COMPENSATE' } as const
const lettersOf = async (house: House) =>
  (await house.engine().page<{ subject: string }>('dead-letters', { limit: 50 })).map(({ row }) => row.subject)

test('[FL9] [TB33] [PL22] chips that wait come back, those on the table stay, who left has left; the books balance', async () => {
  const house = await openHouse(quick, undefined, refusedAfter('PlayerLeft', 'AddChipsQueued', 'ChipsAdded'))
  const table = await house.open()
  const [ann, bob] = await seated(house, table, [1000, 1000])
  if (!ann || !bob) throw new Error('nobody sits')
  const topUp = (player: PlayerId, amount: number) => {
    const message = { type: 'ReserveFunds', table, purpose: 'top-up', amount } as Message
    return house.attempt({ domain: 'player', root: player, actor: player, message, handling: calledOff })
  }
  expect(await topUp(ann, 300)).toMatchObject({ status: 'accepted', chain: { refusals: [{}] } })
  expect(await house.stackOf(table, ann)).toBe(1300)
  await house.wait(1000)
  expect((await house.row(table)).hand).toMatchObject({ turn: {} })
  expect(await topUp(bob, 400)).toMatchObject({ status: 'accepted', chain: { refusals: [{}] } })
  await house.wait(0)
  expect(await house.account(bob)).toMatchObject({ bankroll: 10_000, available: 9000 })
  await house.act(table, 'fold')
  await house.wait(1000)
  const cid = await house.register(3)
  await house.sit(cid, table, { amount: 500, seat: 4 })
  const message = { type: 'LeaveTable', player: cid } as Message
  await house.attempt({ domain: 'table', root: table, actor: cid, message, handling: calledOff })
  expect(await house.account(cid)).toMatchObject({ bankroll: 10_000, available: 10_000, reservations: [] })
  expect(new Set(await lettersOf(house))).toEqual(new Set(['chat/PostMessage']))
  const books = await house.engine().row<LedgerRow>('ledger', 'all')
  expect(books?.row).toMatchObject({ balance: 0, lowest: 0, alarm: null })
  await house.close()
})
