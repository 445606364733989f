import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { PrivateParts, StreamName } from '@/engine/message'
import type { Sealed, Vault } from '@/engine/ports'
import type { Client } from './client'
import { subjectKeys } from './schema/events'

type Key = { readonly keyId: string; readonly bytes: Uint8Array }

const nonceBytes = 12
const tagBytes = 16
/** Plain texts are padded to a multiple of this, so that their length says nothing. */
const block = 4096
const mostKeys = 5000

/**
 * AES-256-GCM with one key per stream, wrapped by the installation's key (32 bytes). What is sealed is bound
 * to its stream and event: moved to another row it does not open.
 */
export const postgresVault = ({ db }: Client, installationKey: Uint8Array): Vault => {
  const bySubject = new Map<string, Promise<Key>>()
  const remember = (subject: string, key: Promise<Key>) => {
    if (bySubject.size > mostKeys) bySubject.clear()
    bySubject.set(subject, key)
    key.catch(() => bySubject.delete(subject))
    return key
  }
  const readKey = async (subject: string): Promise<Key | undefined> => {
    const [row] = await db.select().from(subjectKeys).where(eq(subjectKeys.subject, subject))
    return row?.wrapped ? { keyId: row.keyId, bytes: unwrap(installationKey, subject, row.wrapped) } : undefined
  }
  const makeKey = async (subject: string): Promise<Key> => {
    const wrapped = encrypt(installationKey, subject, randomBytes(32))
    const row = { keyId: v7(), subject, wrapped: Buffer.concat([wrapped.nonce, wrapped.ciphertext]) }
    await db.insert(subjectKeys).values(row).onConflictDoNothing()
    const key = await readKey(subject)
    if (!key) throw new Error(`the key of ${subject} is destroyed`)
    return key
  }
  const keyOf = (subject: string) =>
    bySubject.get(subject) ??
    remember(
      subject,
      readKey(subject).then(key => key ?? makeKey(subject)),
    )

  return {
    ...personalParts(db, { readKey, makeKey, installationKey }),
    seal: async (stream, eventId, parts) => {
      const { keyId, bytes } = await keyOf(subjectOf(stream))
      return { keyId, ...encrypt(bytes, boundTo(stream, eventId), padded(parts)) }
    },
    open: async (stream, eventId, sealed): Promise<PrivateParts> => {
      const { bytes } = await keyOf(subjectOf(stream))
      return JSON.parse(decrypt(bytes, boundTo(stream, eventId), sealed).toString('utf8'))
    },
  }
}

/** Another process may destroy a key: none is kept in memory for longer, in milliseconds. */
const trusted = 1000

type Keys = {
  readonly readKey: (subject: string) => Promise<Key | undefined>
  readonly makeKey: (subject: string) => Promise<Key>
  readonly installationKey: Uint8Array
}

/** What was read a moment ago is not read again, and is let go when that moment is over. */
const forAMoment = <T>(read: (name: string) => Promise<T>) => {
  const known = new Map<string, Promise<T>>()
  const find = (name: string): Promise<T> => {
    const found = known.get(name)
    if (found) return found
    const reading = read(name)
    known.set(name, reading)
    const letGo = () => known.get(name) === reading && known.delete(name)
    setTimeout(letGo, trusted).unref()
    reading.catch(letGo)
    return reading
  }
  return { find, clear: () => known.clear() }
}

/** Values under the key of whom they concern, wherever they lie: bound to the key alone, for they travel into rows. */
const personalParts = (
  db: Client['db'],
  { readKey, makeKey, installationKey }: Keys,
): Pick<Vault, 'sealPersonal' | 'openPersonal' | 'forget'> => {
  const bySubject = forAMoment(async subject => (await readKey(subject)) ?? makeKey(subject))
  const byId = forAMoment(async keyId => {
    const [row] = await db.select().from(subjectKeys).where(eq(subjectKeys.keyId, keyId))
    return row?.wrapped ? unwrap(installationKey, row.subject, row.wrapped) : undefined
  })
  return {
    sealPersonal: async (subject, value) => {
      const { keyId, bytes } = await bySubject.find(personal(subject))
      const { nonce, ciphertext } = encrypt(bytes, keyId, Buffer.from(JSON.stringify(value)))
      return { $personal: { key: keyId, nonce: base64(nonce), text: base64(ciphertext) } }
    },
    openPersonal: async ({ $personal: { key, nonce, text } }) => {
      const bytes = await byId.find(key)
      if (!bytes) return undefined
      const sealed = { nonce: Buffer.from(nonce, 'base64'), ciphertext: Buffer.from(text, 'base64') }
      return { value: JSON.parse(decrypt(bytes, key, sealed).toString('utf8')) }
    },
    forget: async subject => {
      const row = { keyId: v7(), subject: personal(subject), wrapped: null, destroyedAt: sql`now()` }
      const gone = { wrapped: null, destroyedAt: sql`coalesce(${subjectKeys.destroyedAt}, now())` }
      await db.insert(subjectKeys).values(row).onConflictDoUpdate({ target: subjectKeys.subject, set: gone })
      bySubject.clear()
      byId.clear()
    },
  }
}

const personal = (subject: string) => `personal/${subject}`
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

const subjectOf = ({ domain, root }: StreamName) => `${domain}/${root}`
const boundTo = ({ domain, root, edition }: StreamName, eventId: string) => `${domain}/${root}/${edition}/${eventId}`

const padded = (parts: PrivateParts) => {
  const text = JSON.stringify(parts)
  const bytes = Buffer.byteLength(text)
  return Buffer.from(text + ' '.repeat(Math.ceil(bytes / block) * block - bytes))
}

const encrypt = (key: Uint8Array, bound: string, plain: Uint8Array): Omit<Sealed, 'keyId'> => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  return { nonce, ciphertext: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) }
}

const decrypt = (key: Uint8Array, bound: string, { nonce, ciphertext }: Omit<Sealed, 'keyId'>): Buffer => {
  const end = ciphertext.length - tagBytes
  const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  cipher.setAuthTag(ciphertext.subarray(end))
  return Buffer.concat([cipher.update(ciphertext.subarray(0, end)), cipher.final()])
}

const unwrap = (key: Uint8Array, subject: string, wrapped: Uint8Array) =>
  decrypt(key, subject, { nonce: wrapped.subarray(0, nonceBytes), ciphertext: wrapped.subarray(nonceBytes) })
