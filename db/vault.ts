import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
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
