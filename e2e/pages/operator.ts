import type { BrowserContextOptions } from '@playwright/test'
import { expectDone, until } from '../testing/play.ts'
import { administrator, guest, type Player, visitor } from '../testing/visitor.ts'

const token = process.env.ADMIN_TOKEN ?? ''

/** A browser that asks as an operator, whatever it asks for. */
export const asOperator: BrowserContextOptions = { extraHTTPHeaders: { authorization: `Bearer ${token}` } }
/** A browser that is signed in as an operator: a socket is known by its cookie alone. */
export const signedIn = async (base: string): Promise<BrowserContextOptions> => {
  const reply = await until(async () => {
    const answer = await visitor(base).post('/api/admin/session', { token }, { origin: base })
    return answer.status === 429 ? undefined : expectDone(answer)
  }, 'a sign-in that is not one too many')
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(reply.headers.get('set-cookie') ?? '') ?? []
  const place = { domain: new URL(base).hostname, path: '/', expires: -1 }
  const cookie = { name, value, ...place, httpOnly: true, secure: false, sameSite: 'Lax' as const }
  return { storageState: { cookies: [cookie], origins: [] } }
}
export const operatorOf = (base: string) => administrator(base, token)

type Stale = { readonly amount: number; readonly correlationId?: string }

/** A withdrawal from a screen that had seen one event less, and its dead letter once that is listed. */
export const staleWithdrawal = async (player: Player, { amount, correlationId }: Stale): Promise<string> => {
  const reply = await player.send(
    { domain: 'player', root: player.player, type: 'WithdrawFunds' },
    { data: { amount }, fields: { sequence: 1, ...(correlationId ? { correlationId } : {}) } },
  )
  if (reply.status !== 409) throw new Error(`it does not wait: ${reply.status} ${reply.text}`)
  const { deadLetterId } = reply.json as unknown as { deadLetterId: string }
  const operator = operatorOf(player.base)
  await until(async () => {
    const rows = await operator.read(`/api/query/dead-letters/${deadLetterId}`)
    return rows.status === 200
  }, 'the dead letter is listed')
  return deadLetterId
}

export const waiting = async (base: string, stale: Stale = { amount: 800 }) => {
  const player = await guest(base)
  return { player, id: await staleWithdrawal(player, stale) }
}

export const eventsOf = async ({ read, player }: Player): Promise<readonly { type: string; data: object }[]> => {
  const { pages } = expectDone(await read(`/api/streams/player/${player}`)).json as unknown as {
    pages: { type: string; data: object }[]
  }
  return pages
}
