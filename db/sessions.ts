import { and, eq, gt, sql } from 'drizzle-orm'
import type { Client } from './client'
import { recoveryCodes, sessions, settings } from './schema/sessions'

export type SessionRow = { readonly role: string; readonly player: string | null; readonly operator: string | null }
type NewSession = {
  readonly tokenHash: string
  readonly role: string
  readonly player: string | null
  readonly operator?: string
  readonly seconds: number
}

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`

/** Who is signed in, by the hash of the token. */
export const sessionStore = ({ db }: Client) => ({
  create: async ({ tokenHash, role, player, operator, seconds }: NewSession) => {
    await db.insert(sessions).values({ tokenHash, role, player, operator, expiresAt: inSeconds(seconds) })
  },
  find: async (tokenHash: string): Promise<SessionRow | undefined> => {
    const rows = await db
      .select({ role: sessions.role, player: sessions.player, operator: sessions.operator })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`)))
    return rows[0]
  },
  /** A session in use lives on for `seconds`, but not past `longest` seconds after it began. */
  slide: async (tokenHash: string, seconds: number, longest: number) => {
    await db
      .update(sessions)
      .set({
        seenAt: sql`now()`,
        expiresAt: sql`least(${inSeconds(seconds)}, ${sessions.createdAt} + make_interval(secs => ${longest}))`,
      })
      .where(eq(sessions.tokenHash, tokenHash))
  },
  endAll: async (player: string) => {
    await db.delete(sessions).where(eq(sessions.player, player))
    await db.delete(recoveryCodes).where(eq(recoveryCodes.player, player))
  },
  end: async (tokenHash: string) => {
    await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash))
  },
  /** The one before, if there is one, is gone. */
  replaceCode: async (player: string, codeHash: string) => {
    await db
      .insert(recoveryCodes)
      .values({ player, codeHash })
      .onConflictDoUpdate({ target: recoveryCodes.player, set: { codeHash, createdAt: sql`now()` } })
  },
  playerOfCode: async (codeHash: string): Promise<string | undefined> => {
    const rows = await db
      .select({ player: recoveryCodes.player })
      .from(recoveryCodes)
      .where(eq(recoveryCodes.codeHash, codeHash))
    return rows[0]?.player
  },
})

/** A value of the installation: the first one that is written stays. */
export const settingStore = ({ db }: Client) => ({
  keepFirst: async (name: string, value: string): Promise<string> => {
    await db.insert(settings).values({ name, value }).onConflictDoNothing()
    const rows = await db.select().from(settings).where(eq(settings.name, name))
    return rows[0]?.value ?? value
  },
})
