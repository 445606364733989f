import { afterEach, expect, test, vi } from 'vitest'
import { get } from '@/components/live/http'
import type { SessionRow } from '@/db/sessions'
import { openDesk, valueIn } from '../testing/desk.ts'
import { hashOfToken, makeSessions } from './sessions.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('[SE45] an administrator’s session runs on towards its end while nobody sits at the page that asks', async () => {
  const desk = await openDesk()
  const rows = new Map<string, SessionRow>()
  let slides = 0
  const store = {
    create: async ({ tokenHash, ...row }: SessionRow & { tokenHash: string }) => void rows.set(tokenHash, row),
    find: async (hash: string) => rows.get(hash),
    slide: async () => void slides++,
  }
  const sessions = makeSessions({
    engine: desk.engine,
    store: store as never,
    administratorHash: hashOfToken('the token'),
    secure: false,
    now: () => 0,
    audit: () => {},
    limits: { signUps: () => 0, administrators: () => 0, recoveries: () => 0 },
  })
  const { token } = valueIn(await sessions.signInAdministrator({ token: 'the token' }, 'here'))
  const cookie = sessions.cookie('administrator', token)
  expect(await sessions.callerOf(cookie, null, false)).toMatchObject({ kind: 'administrator' })
  expect(slides).toBe(0)
  expect(await sessions.callerOf(cookie)).toMatchObject({ kind: 'administrator' })
  expect(slides).toBe(1)
  await desk.engine.stop()
})

test('[SE45] a page says so when it asks by itself, two minutes after the last sign of somebody', async () => {
  const asked: (string | null)[] = []
  vi.stubGlobal('fetch', async (_: string, { headers }: RequestInit) => {
    asked.push(new Headers(headers).get('x-unattended'))
    return new Response('{}')
  })
  // Other tests of this process may have loaded the page's modules before: time goes on from now.
  const now = performance.now()
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.advanceTimersByTime(now)
  await get('/api/health')
  vi.advanceTimersByTime(180_000)
  await get('/api/health')
  expect(asked).toEqual([null, '1'])
})
