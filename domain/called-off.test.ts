// A cascade of poker in which something is refused late, and what it had done by then is taken back.
import { expect, test, vi } from 'vitest'
import { type Domain, saga, send } from '@/engine/define'
import type { Message } from '@/engine/message'
import { Chat } from './chat/chat.ts'
import { pokerWith } from './poker.ts'
import { pauses } from './process-managers/pauses.ts'
import { Table } from './table/table.ts'
import { openHouse } from './testing/house.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Speaks in the name of whoever sits down, which the chat refuses: after the seat was taken. */
const usher = saga('usher', Table, {
  PlayerSeated: ({ player }, { root }) => [send(Chat, root, { type: 'PostMessage', player, text: 'Good evening' })],
})
const domain: Domain = { ...pokerWith(pauses), sagas: [...pokerWith(pauses).sagas, usher] }

test('[FL9] [TB31] [HD97] a seat taken in a cascade that is called off is left, and every chip is back', async () => {
  const house = await openHouse(pauses, undefined, domain)
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
