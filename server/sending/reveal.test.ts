import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Hand } from '@/domain/hand/hand'
import type { Caller } from '../callers/callers.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const reveal = (caller: Caller, hand: string, reason = 'A complaint') =>
  desk.operations.reveal(caller, { body: { domain: 'hand', root: hand, reason }, address: {} })
const looksAt = async (hand: string) =>
  (await desk.engine.presented({ domain: 'hand', root: hand, edition: '' }, { audience: undefined })).filter(
    ({ type }) => type === 'AdminSecretViewed',
  )

test('[SE35] an administrator is shown hidden cards once it is on record who looks and why', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob])
  const { state } = await desk.engine.state(Hand, hand)
  const told = valueIn(await reveal(administrator, hand)) as { seats: { player: string; cards: string[] }[] }
  expect(told).toMatchObject({ hand, board: [], deck: null })
  expect(told.seats.map(({ player, cards }) => [player, cards])).toEqual(
    state.seats.map(({ player, cards }) => [player, cards]),
  )
  expect((await looksAt(hand)).map(({ data }) => data)).toEqual([{ who: 'administrator', why: 'A complaint' }])
  await desk.engine.settled()
  expect((await desk.engine.state(Hand, hand)).state.turn).toEqual(state.turn)
})

test('[SE35] nobody who plays is, as an administrator neither; without a reason nobody is', async () => {
  const [ann, bob, cat] = [await desk.register(), await desk.register('Bob'), await desk.register('Cat')]
  const { hand } = await dealt(desk, [ann, bob])
  expect(failureIn(await reveal({ kind: 'administrator', player: ann.player }, hand)).reason).toBe('seated-there')
  expect(failureIn(await reveal(ann, hand)).code).toBe('PERMISSION_DENIED')
  expect(failureIn(await reveal(nobody, hand)).code).toBe('UNAUTHENTICATED')
  expect(Object.keys(failureIn(await reveal(administrator, hand, ' ')).fields ?? {})).toEqual(['reason'])
  expect(failureIn(await reveal(administrator, randomUUID())).code).toBe('NOT_FOUND')
  const forged = { data: { who: 'x', why: 'y' }, externalId: 'forged' }
  const fact = { domain: 'hand', root: hand, type: 'AdminSecretViewed' }
  expect(failureIn(await desk.fact(administrator, fact, forged))).toMatchObject({ reason: 'recorded-by-reveal' })
  const named = (body: object) =>
    desk.operations.reveal(administrator, { body: { ...body, reason: 'Why' }, address: {} })
  expect(failureIn(await named({ domain: 'table', root: hand })).code).toBe('NOT_FOUND')
  for (const unnamed of [{}, { domain: 'hand' }, { root: hand }, { hand, domain: 'hand', root: hand }])
    expect(Object.keys(failureIn(await named(unnamed)).fields ?? {})).toEqual(['root'])
  expect(await looksAt(hand)).toEqual([])
  valueIn(await reveal({ kind: 'administrator', player: cat.player }, hand))
  expect(await looksAt(hand)).toHaveLength(1)
})
