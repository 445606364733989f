// A player is forgotten: what they were called and what they said is gone from wherever it lies, and the log still verifies.
import { expect, test, vi } from 'vitest'
import type { Message } from '@/engine/message'
import type { ChatRow } from './projections/chat.ts'
import { openHouse } from './testing/house.ts'

vi.setConfig({ testTimeout: 60_000 })

const secret = 'Meet me at the old bridge'

test('[PL17] [PL19] [CH6] name and words are unreadable wherever they lie, and every hash holds', async () => {
  const house = await openHouse()
  const table = await house.open()
  const ann = await house.register(1)
  await house.sit(ann, table, { amount: 100, seat: 0 })
  const toChat = (message: object) =>
    house.attempt({ domain: 'chat', root: table, actor: ann, message: message as Message })
  expect(await toChat({ type: 'PostMessage', player: ann, text: secret })).toMatchObject({ status: 'accepted' })
  const forget = { domain: 'player', root: ann, actor: ann, message: { type: 'ForgetPlayer' } }
  expect(await house.attempt(forget)).toMatchObject({ problem: { reason: 'at-a-table' } })

  const said = async () => (await house.engine().row<ChatRow>('chat', table))?.row.messages.map(({ text }) => text)
  const words = async () =>
    JSON.stringify(await house.engine().book({ domain: 'chat', root: table, edition: '' }, {}, { audience: undefined }))
  const named = async () =>
    JSON.stringify(await house.engine().book({ domain: 'player', root: ann, edition: '' }, {}, { audience: undefined }))
  expect([await said(), (await house.account(ann)).name]).toEqual([[secret], 'Player 1'])
  expect([await words(), await named()]).toEqual([expect.stringContaining(secret), expect.stringContaining('Player 1')])

  await house.leave(ann, table)
  expect(await house.attempt(forget)).toMatchObject({ status: 'accepted' })
  expect([await said(), (await house.account(ann)).name]).toEqual([['forgotten'], 'forgotten'])
  expect(`${await words()}${await named()}`).not.toMatch(/old bridge|Player 1/)
  expect(await house.engine().verify()).toMatchObject({ ok: true })
  const rename = { ...forget, message: { type: 'RenamePlayer', displayName: 'Anna' } as Message }
  expect(await house.attempt(rename)).toMatchObject({ problem: { reason: 'player-forgotten' } })

  await house.restart()
  expect([await said(), (await house.account(ann)).name]).toEqual([['forgotten'], 'forgotten'])
  await house.sound()
  await house.close()
})
