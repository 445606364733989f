import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { expectDone, openTable, rowOf, until } from './testing/play.ts'
import { guest, type Player, type Reply } from './testing/visitor.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'

const account = async (who: Player) => {
  const row = await rowOf<{ bankroll: number }>(who, 'player', who.player)
  return row?.bankroll ?? 0
}
const deposit = (who: Player, amount: number, key: string, fields: object = {}) =>
  who.send({ domain: 'player', root: who.player, type: 'DepositFunds' }, { data: { amount }, key, fields })

type Book = { readonly pages: readonly { eventId: string; sequence: number }[]; readonly nextSequence: number }
const bookOf = (reply: Reply) => expectDone(reply).json as unknown as Book
const expectReused = (reply: Reply) =>
  expect([reply.status, reply.json?.code, reply.json?.reason]).toEqual([
    422,
    'INVALID_ARGUMENT',
    'idempotency-key-reused',
  ])

test('[SE20] the same key a hundred times at once has one effect and one answer', async () => {
  const ann = await guest(base)
  const key = randomUUID()
  const before = bookOf(await deposit(ann, 1, randomUUID()))
  const replies = await Promise.all(Array.from({ length: 100 }, () => deposit(ann, 100, key)))
  const [first] = replies.map(bookOf)
  for (const reply of replies) expect(bookOf(reply)).toEqual(first)
  expect(bookOf(await deposit(ann, 1, randomUUID())).pages[0]?.sequence).toBe(before.nextSequence + 1)
  await until(async () => (await account(ann)) === 10_102, 'every deposit, each once')
})

test('[SE20] the answer stays what it was, whatever came after', async () => {
  const ann = await guest(base)
  const key = randomUUID()
  const first = bookOf(await deposit(ann, 5, key))
  await deposit(ann, 7, randomUUID())
  expect(bookOf(await deposit(ann, 5, key))).toEqual(first)
  expect(bookOf(await deposit(ann, 5, key, { syncMode: 'SIMPLE' })).pages).toEqual(first.pages)
})

test('[SE21] a used key stands for no other command: not with other data, of another type, to another root', async () => {
  const ann = await guest(base)
  const key = randomUUID()
  const first = bookOf(await deposit(ann, 5, key))
  expectReused(await deposit(ann, 6, key))
  const other = { domain: 'player', root: ann.player, type: 'WithdrawFunds' }
  expectReused(await ann.send(other, { data: { amount: 5 }, key, fields: { sequence: 3 } }))
  const table = await openTable(ann)
  expectReused(await ann.send({ domain: 'table', root: table, type: 'ResumeTable' }, { key }))
  expect(bookOf(await deposit(ann, 5, key))).toEqual(first)
  await until(async () => (await account(ann)) === 10_005, 'one deposit')
})

test('[SE21] two bodies under one key at once: one is done, the other refused', async () => {
  const ann = await guest(base)
  const key = randomUUID()
  const replies = await Promise.all([11, 12, 11, 12, 11, 12].map(amount => deposit(ann, amount, key)))
  const done = replies.filter(({ status }) => status === 200)
  expect(done).toHaveLength(3)
  for (const reply of replies) if (reply.status !== 200) expectReused(reply)
  for (const reply of done) expect(reply.json).toEqual(done[0]?.json)
})

test('[SE22] a key is its caller’s own: another player’s same key is another command', async () => {
  const [ann, bob] = [await guest(base), await guest(base)]
  const key = randomUUID()
  const [anns, bobs] = [bookOf(await deposit(ann, 5, key)), bookOf(await deposit(bob, 5, key))]
  expect(bobs.pages[0]?.eventId).not.toBe(anns.pages[0]?.eventId)
  const stolen = await bob.send(
    { domain: 'player', root: ann.player, type: 'DepositFunds' },
    { data: { amount: 5 }, key },
  )
  expect([stolen.status, stolen.text.includes(anns.pages[0]?.eventId ?? '')]).toEqual([403, false])
  await until(async () => (await account(ann)) === 10_005 && (await account(bob)) === 10_005, 'one deposit each')
})

test('[SE23] what a rule refused is decided again under its key', async () => {
  const ann = await guest(base)
  const key = randomUUID()
  const withdraw = (sequence: number) =>
    ann.send(
      { domain: 'player', root: ann.player, type: 'WithdrawFunds' },
      { data: { amount: 10_050 }, key, fields: { sequence } },
    )
  expect([(await withdraw(2)).status, (await withdraw(2)).json?.reason]).toEqual([422, 'insufficient-funds'])
  expectDone(await deposit(ann, 100, randomUUID()))
  const done = bookOf(await withdraw(3))
  expect(bookOf(await withdraw(3))).toEqual(done)
  await until(async () => (await account(ann)) === 50, 'one withdrawal')
})
