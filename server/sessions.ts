import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { v7 } from 'uuid'
import type { sessionStore } from '@/db/sessions'
import { PlayerId } from '@/domain/ids'
import { DisplayName } from '@/domain/player/display-name'
import type { AccountRow } from '@/domain/projections/player-account'
import type { Engine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { type RecentMap, recentMap } from '@/engine/recent-map'
import { derivedId } from '@/engine/registry'
import type { Caller } from './callers'
import { type Failure, type Result, signInFirst } from './failures'
import type { Instance, SignedIn } from './instance'
import { NoBody, parsed } from './parsed'
import type { RateLimit } from './rate-limit'
import { newRecoveryCode, readRecoveryCode } from './recovery'

const day = 86_400
const guestSeconds = 400 * day
const administrator = { idle: 30 * 60, longest: 8 * 3600 }
/** Milliseconds. */
const rememberedFor = 5000
const welcome = 10_000
const cookies = { player: 'riverbook-session', administrator: 'riverbook-admin' } as const

type Remembered = { readonly caller: Caller; readonly until: number }
type Given = {
  readonly engine: Engine
  readonly store: ReturnType<typeof sessionStore>
  /** SHA-256 of the administrator's token, in hex. */
  readonly administratorHash: string
  /** Cookies only over https, with the name that browsers hold to it. */
  readonly secure: boolean
  readonly now: () => number
  readonly audit: (line: { readonly event: string; readonly from: string }) => void
  readonly limits: { readonly signUps: RateLimit; readonly administrators: RateLimit; readonly recoveries: RateLimit }
}

/** `ended`: players whose sessions are no longer to be taken from memory. */
type Needs = Given & { readonly remembered: RecentMap<Remembered>; readonly ended: RecentMap<true> }

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex')
const sameHash = (a: string, b: string) => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))
const newToken = () => randomBytes(32).toString('base64url')
const refuse = (failure: Failure): { failure: Failure } => ({ failure })

const tooMany = (retryAfter: number) =>
  refuse({
    code: 'RESOURCE_EXHAUSTED',
    message: 'Too many sign-ins from here. Wait a moment.',
    retryable: true,
    retryAfter,
  })

/** Guests and the administrator: a random token in a cookie, its hash in the database (trust.md §3). */
export const makeSessions = (given: Given): Instance['sessions'] => {
  const needs: Needs = { ...given, remembered: recentMap(10_000), ended: recentMap(10_000) }
  const listeners: (() => void)[] = []
  const cookieName = (role: keyof typeof cookies) => `${needs.secure ? '__Host-' : ''}${cookies[role]}`
  const tokenIn = (header: string | null, role: keyof typeof cookies) => readCookie(header, cookieName(role))
  return {
    callerOf: async (cookieHeader, authorization) => {
      const bearer = /^Bearer (\S{1,512})$/.exec(authorization ?? '')?.[1]
      if (bearer) return callerOfBearer(needs, bearer)
      const admin = tokenIn(cookieHeader, 'administrator')
      const token = tokenIn(cookieHeader, 'player')
      const caller: Caller = token ? await callerOfToken(needs, token) : { kind: 'anonymous' }
      if (!admin || !(await isAdministrator(needs, admin))) return caller
      return { kind: 'administrator', ...(caller.kind === 'player' ? { player: caller.player } : {}) }
    },
    signIn: (name, from) => signIn(needs, name, from),
    recover: (code, from) => recover(needs, code, from),
    newRecoveryCode: async (caller, body) => {
      const asked = parsed(NoBody, body ?? {})
      if ('failure' in asked) return asked
      if (caller.kind !== 'player') return signInFirst
      const recoveryCode = newRecoveryCode()
      await needs.store.replaceCode(caller.player, hashOfToken(recoveryCode))
      return { value: { recoveryCode } }
    },
    signInAdministrator: (token, from) => signInAdministrator(needs, token, from),
    onSignOut: listener => listeners.push(listener),
    forget: async player => {
      needs.ended.set(player, true)
      await needs.store.endAll(player)
      for (const listener of listeners) listener()
    },
    signOut: async (header, roles = ['player', 'administrator']) => {
      for (const role of roles) {
        const token = tokenIn(header, role)
        if (!token) continue
        needs.remembered.drop(hashOfToken(token))
        await needs.store.end(hashOfToken(token))
      }
      for (const listener of listeners) listener()
    },
    cookie: (role, token) => {
      const seconds = token === undefined ? 0 : role === 'player' ? guestSeconds : administrator.longest
      const secure = needs.secure ? '; Secure' : ''
      return `${cookieName(role)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
    },
  }
}

const readCookie = (header: string | null, name: string) => {
  const found = header?.split(';').find(part => part.trim().startsWith(`${name}=`))
  const value = found?.slice(found.indexOf('=') + 1).trim()
  return value && /^[\w-]{20,200}$/.test(value) ? value : undefined
}

const callerOfBearer = async (needs: Needs, token: string): Promise<Caller> =>
  sameHash(hashOfToken(token), needs.administratorHash) ? { kind: 'administrator' } : { kind: 'anonymous' }

const isAdministrator = async ({ store }: Needs, token: string) => {
  const hash = hashOfToken(token)
  const session = await store.find(hash)
  if (session?.role !== 'administrator') return false
  await store.slide(hash, administrator.idle, administrator.longest)
  return true
}

/** Remembered for a moment: a session is asked for with every command. Signing out forgets at once. */
const callerOfToken = async (needs: Needs, token: string): Promise<Caller> => {
  const hash = hashOfToken(token)
  const known = needs.remembered.get(hash)
  const isEnded = known?.caller.kind === 'player' && needs.ended.get(known.caller.player)
  if (known && !isEnded && known.until > needs.now()) return known.caller
  const caller = await readCaller(needs, hash)
  needs.remembered.set(hash, { caller, until: needs.now() + rememberedFor })
  return caller
}

const readCaller = async ({ store, engine }: Needs, tokenHash: string): Promise<Caller> => {
  const session = await store.find(tokenHash)
  if (session?.role !== 'player' || !session.player) return { kind: 'anonymous' }
  const account = await engine.row<AccountRow>('player', session.player)
  return { kind: 'player', player: PlayerId.parse(session.player), name: account?.row.name ?? 'Guest' }
}

const signIn = async (
  needs: Needs,
  name: unknown,
  from: string,
): Promise<Result<{ token: string; session: SignedIn }>> => {
  const parsed = DisplayName.safeParse(name)
  if (!parsed.success) {
    const why = parsed.error.issues[0]?.message ?? 'Not a name.'
    return refuse({ code: 'INVALID_ARGUMENT', reason: 'invalid-data', message: why, fields: { name: why } })
  }
  const wait = needs.limits.signUps(from)
  if (wait > 0) return tooMany(wait)
  const player = PlayerId.parse(v7())
  await register(needs.engine, player, parsed.data)
  return { value: await opened(needs, player, parsed.data) }
}

const opened = async ({ store }: Needs, player: PlayerId, name: string) => {
  const token = newToken()
  await store.create({ tokenHash: hashOfToken(token), role: 'player', player, seconds: guestSeconds })
  return { token, session: { player, name, role: 'player' as const } }
}

/** What is no code, what never was one and what was replaced are refused alike. */
const recover = async (
  needs: Needs,
  code: unknown,
  from: string,
): Promise<Result<{ token: string; session: SignedIn }>> => {
  const wait = needs.limits.recoveries(from)
  if (wait > 0) return tooMany(wait)
  const read = typeof code === 'string' ? readRecoveryCode(code) : undefined
  const found = read && (await needs.store.playerOfCode(hashOfToken(read)))
  if (!found) {
    const message = 'This is not a recovery code that is in force.'
    return refuse({ code: 'UNAUTHENTICATED', message, fields: { recoveryCode: message } })
  }
  needs.audit({ event: 'player-recovered', from })
  const player = PlayerId.parse(found)
  const account = await needs.engine.row<AccountRow>('player', player)
  return { value: await opened(needs, player, account?.row.name ?? 'Guest') }
}

const register = async (engine: Engine, player: PlayerId, displayName: string) => {
  const cover = { domain: 'player', root: player, edition: '', correlationId: v7(), ext: null }
  const steps = [
    { type: 'RegisterPlayer', displayName, kind: 'human' },
    { type: 'DepositFunds', amount: welcome },
  ]
  for (const message of steps as readonly Message[]) {
    const commandId = derivedId('sign-in', player, message.type)
    await engine.execute({ cover, message, commandId, actor: 'engine/sign-in' }, { syncMode: 'SIMPLE' })
  }
}

const signInAdministrator = async (needs: Needs, token: unknown, from: string): Promise<Result<{ token: string }>> => {
  const wait = needs.limits.administrators(from)
  if (wait > 0) return tooMany(wait)
  if (typeof token !== 'string' || !sameHash(hashOfToken(token), needs.administratorHash)) {
    return refuse({
      code: 'UNAUTHENTICATED',
      message: 'This is not the token.',
      fields: { token: 'This is not the token.' },
    })
  }
  needs.audit({ event: 'administrator-signed-in', from })
  const session = newToken()
  const row = { tokenHash: hashOfToken(session), role: 'administrator', player: null, seconds: administrator.idle }
  await needs.store.create(row)
  return { value: { token: session } }
}
