import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { v7 } from 'uuid'
import type { z } from 'zod'
import type { sessionStore } from '@/db/sessions'
import { PlayerId } from '@/domain/ids'
import { DisplayName } from '@/domain/player/display-name'
import type { AccountRow } from '@/domain/projections/player-account'
import type { Engine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { Operator, type OperatorEvent, operatorNamed, operatorRoot } from '@/engine/operator'
import { type RecentMap, recentMap } from '@/engine/recent-map'
import { derivedId } from '@/engine/registry'
import type { Instance, SignedIn } from '../instance'
import { type Failure, type Result, signInFirst } from '../operating/failures'
import { AdministratorBody, NoBody, parsed } from '../parsed'
import type { RateLimit } from '../sockets/rate-limit'
import type { Caller } from './callers'
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
    callerOf: async (cookieHeader, authorization, isAttended = true) => {
      const bearer = /^Bearer (\S{1,512})$/.exec(authorization ?? '')?.[1]
      if (bearer) return callerOfBearer(needs, bearer)
      const admin = tokenIn(cookieHeader, 'administrator')
      const token = tokenIn(cookieHeader, 'player')
      const caller: Caller = token ? await callerOfToken(needs, token) : { kind: 'anonymous' }
      const operator = admin ? await administratorOf(needs, admin, isAttended) : undefined
      return operator ? { ...operator, ...(caller.kind === 'player' ? { player: caller.player } : {}) } : caller
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
    signInAdministrator: (body, from) => signInAdministrator(needs, body, from),
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

const administratorOf = async ({ store }: Needs, token: string, isAttended: boolean): Promise<Caller | undefined> => {
  const hash = hashOfToken(token)
  const session = await store.find(hash)
  if (session?.role !== 'administrator') return undefined
  if (isAttended) await store.slide(hash, administrator.idle, administrator.longest)
  return { kind: 'administrator', ...(session.operator === null ? {} : { name: session.operator }) }
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

const signInAdministrator = async (needs: Needs, body: unknown, from: string): Promise<Result<{ token: string }>> => {
  const wait = needs.limits.administrators(from)
  if (wait > 0) return tooMany(wait)
  const asked = parsed(AdministratorBody, body)
  if (isOther(needs, asked)) {
    await tell(needs, operatorNamed(), { type: 'OperatorRefused', from })
    return refuse({
      code: 'UNAUTHENTICATED',
      message: 'This is not the token.',
      fields: { token: 'This is not the token.' },
    })
  }
  if ('failure' in asked) return asked
  const { name } = asked.value
  needs.audit({ event: 'administrator-signed-in', from })
  await tell(needs, operatorNamed(name), { type: 'OperatorSignedIn', operator: operatorNamed(name), from })
  const session = newToken()
  const row = { tokenHash: hashOfToken(session), role: 'administrator', player: null, seconds: administrator.idle }
  await needs.store.create({ ...row, ...(name === undefined ? {} : { operator: name }) })
  return { value: { token: session } }
}

/** What is no text is no token; a name that cannot be is told before anybody tries the token. */
const isOther = ({ administratorHash }: Needs, asked: Result<z.infer<typeof AdministratorBody>>): boolean =>
  'failure' in asked
    ? asked.failure.fields?.name === undefined
    : !sameHash(hashOfToken(asked.value.token), administratorHash)

/** Who came in, and who was turned away, stands in the log before anything is answered. */
const tell = ({ engine }: Needs, actor: string, event: OperatorEvent) =>
  engine.recordFact({
    cover: { domain: Operator.domain, root: operatorRoot(actor), edition: '', correlationId: '', ext: null },
    event,
    externalId: v7(),
    actor,
  })
