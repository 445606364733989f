import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionRow } from '@/db/sessions'
import { administrator, type Desk, failureIn, nobody, openDesk, valueIn } from '../testing/desk.ts'
import type { Caller } from './callers.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery.ts'
import { hashOfToken, makeSessions } from './sessions.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const sessionsOver = (limit: () => number) => {
  const rows = new Map<string, SessionRow>()
  const codes = new Map<string, string>()
  const store = {
    create: async ({ tokenHash, ...row }: SessionRow & { tokenHash: string }) => void rows.set(tokenHash, row),
    find: async (hash: string) => rows.get(hash),
    replaceCode: async (player: string, hash: string) => void codes.set(player, hash),
    playerOfCode: async (hash: string) => [...codes].find(([, one]) => one === hash)?.[0],
  }
  const sessions = makeSessions({
    engine: desk.engine,
    store: store as never,
    administratorHash: hashOfToken('x'),
    secure: false,
    now: () => 0,
    audit: () => {},
    limits: { signUps: () => 0, administrators: () => 0, recoveries: limit },
  })
  return { sessions, codes }
}
const tokenIn = (answer: { readonly token: string }) => `riverbook-session=${answer.token}`

test('[QS76] a recovery code signs in elsewhere, until there is another one', async () => {
  const { sessions, codes } = sessionsOver(() => 0)
  const here = valueIn(await sessions.signIn('Ann', 'here'))
  const ann = await sessions.callerOf(tokenIn(here))
  const { recoveryCode: old } = valueIn(await sessions.newRecoveryCode(ann))
  const there = valueIn(await sessions.recover(old.toLowerCase().replaceAll('-', ' '), 'there'))
  expect(there.session).toMatchObject({ player: here.session.player, name: 'Ann' })
  expect(await sessions.callerOf(tokenIn(there))).toEqual(ann)
  const { recoveryCode } = valueIn(await sessions.newRecoveryCode(ann))
  expect(failureIn(await sessions.recover(old, 'there')).code).toBe('UNAUTHENTICATED')
  expect(valueIn(await sessions.recover(recoveryCode, 'there')).session.player).toBe(here.session.player)
  expect(JSON.stringify([...codes])).not.toContain(recoveryCode)
})

test('[QS76] what is no code, and what never was one, are refused alike; who tries too often has to wait', async () => {
  const { sessions } = sessionsOver(() => 0)
  const wrong = [newRecoveryCode(), 'AAAAA', '', 7, undefined, { $ne: 1 }]
  const refused = await Promise.all(wrong.map(async code => failureIn(await sessions.recover(code, 'here'))))
  expect(new Set(refused.map(failure => JSON.stringify(failure))).size).toBe(1)
  expect(refused[0]).toMatchObject({ code: 'UNAUTHENTICATED' })
  const busy = sessionsOver(() => 30).sessions
  expect(failureIn(await busy.recover(newRecoveryCode(), 'here'))).toMatchObject({ retryAfter: 30 })
})

test('[QS76] for a new code nothing is said but that it is wanted', async () => {
  const { sessions } = sessionsOver(() => 0)
  const ann = await sessions.callerOf(tokenIn(valueIn(await sessions.signIn('Ann', 'here'))))
  expect(failureIn(await sessions.newRecoveryCode(ann, { code: 'mine' })).fields).toHaveProperty('code')
})

test('[QS76] only who plays has a code', async () => {
  const { sessions } = sessionsOver(() => 0)
  for (const caller of [nobody, administrator] as Caller[])
    expect(failureIn(await sessions.newRecoveryCode(caller)).code).toBe('UNAUTHENTICATED')
})

test('[QS76] a code reads as it was written down', () => {
  const code = newRecoveryCode()
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(readRecoveryCode(` ${code.toLowerCase()} `)).toBe(code)
  expect(readRecoveryCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code)
  expect(readRecoveryCode(`${code}7`)).toBeUndefined()
})
