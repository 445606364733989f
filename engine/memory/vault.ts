// The vault in memory: private parts are not hidden, personal ones are gone with their subject's key.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../canonical.ts'
import type { Vault } from '../ports.ts'

const text = new TextDecoder()

/** The bytes of private parts are the canonical text, so that hashes mean something: memory is not a way out. */
export const memoryVault = (): Vault => ({
  ...personalParts(),
  seal: async (_, __, parts) => ({
    keyId: 'memory',
    nonce: new Uint8Array(),
    ciphertext: utf8ToBytes(canonical(parts)),
  }),
  open: async (_, __, sealed) => JSON.parse(text.decode(sealed.ciphertext)),
})

type Key = { readonly keyId: string; readonly secret: string }

/** Keys that count, so that the same run writes the same bytes: they are secret only as long as nobody looks here. */
const personalParts = (): Pick<Vault, 'sealPersonal' | 'openPersonal' | 'forget'> => {
  const bySubject = new Map<string, Key | 'destroyed'>()
  const byId = new Map<string, Key>()
  let made = 0
  const keyOf = (subject: string): Key => {
    const found = bySubject.get(subject)
    if (found === 'destroyed') throw new Error(`the key of ${subject} is destroyed`)
    if (found) return found
    const key = { keyId: `key-${++made}`, secret: `${made} ${subject}` }
    bySubject.set(subject, key)
    byId.set(key.keyId, key)
    return key
  }
  let sealed = 0
  return {
    sealPersonal: async (subject, value) => {
      const { keyId, secret } = keyOf(subject)
      const nonce = String(++sealed)
      const plain = utf8ToBytes(canonical(value))
      return { $personal: { key: keyId, nonce, text: bytesToHex(mixed(plain, `${secret} ${nonce}`)) } }
    },
    openPersonal: async ({ $personal }) => {
      const key = byId.get($personal.key)
      if (!key) return undefined
      const plain = mixed(hexToBytes($personal.text), `${key.secret} ${$personal.nonce}`)
      return { value: JSON.parse(text.decode(plain)) }
    },
    forget: async subject => {
      const found = bySubject.get(subject)
      if (found && found !== 'destroyed') byId.delete(found.keyId)
      bySubject.set(subject, 'destroyed')
    },
  }
}

/** With a stream of bytes that follows from a text; twice gives what was there. */
const mixed = (bytes: Uint8Array, from: string): Uint8Array => {
  let block = new Uint8Array()
  return bytes.map((byte, index) => {
    if (index % 32 === 0) block = sha256(utf8ToBytes(`${from} ${index}`)) as typeof block
    return byte ^ (block[index % 32] ?? 0)
  })
}
