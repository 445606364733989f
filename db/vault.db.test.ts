import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { derivedId } from '@/engine/registry'
import { connect } from './client'
import { testDatabase } from './testing/database'
import { postgresVault } from './vault'

let database: Awaited<ReturnType<typeof testDatabase>>
let client: ReturnType<typeof connect>
const key = randomBytes(32)
const stream = (name: string) => ({ domain: 'hand', root: derivedId(name), edition: '' })
const parts = { ann: { cards: ['Ah', 'Kd'] }, nobody: { deck: 'secret' } }

beforeAll(async () => {
  database = await testDatabase()
  client = connect(database.url, { role: database.role })
})
afterAll(async () => {
  await client.close()
  await database.drop()
})

test('[VT1] two processes that need a new key at the same time agree on one', async () => {
  const vaults = Array.from({ length: 8 }, () => postgresVault(client, key))
  const sealed = await Promise.all(vaults.map((vault, n) => vault.seal(stream('race'), derivedId('event', n), parts)))
  expect(new Set(sealed.map(({ keyId }) => keyId)).size).toBe(1)
  const opened = sealed.map((one, n) => postgresVault(client, key).open(stream('race'), derivedId('event', n), one))
  expect(await Promise.all(opened)).toEqual(sealed.map(() => parts))
})

test('[VT2] a key that could not be read is asked for again', async () => {
  let isDown = true
  const flaky = new Proxy(client.db, {
    get: (target, name) => {
      if (isDown) throw new Error('no connection')
      return Reflect.get(target, name)
    },
  })
  const vault = postgresVault({ ...client, db: flaky }, key)
  await expect(vault.seal(stream('flaky'), derivedId('event'), parts)).rejects.toThrow('no connection')
  isDown = false
  const sealed = await vault.seal(stream('flaky'), derivedId('event'), parts)
  expect(await vault.open(stream('flaky'), derivedId('event'), sealed)).toEqual(parts)
})

test('[VT3] what is sealed opens for its own event only, with the key of the installation only', async () => {
  const vault = postgresVault(client, key)
  const sealed = await vault.seal(stream('own'), derivedId('event'), parts)
  await expect(vault.open(stream('own'), derivedId('other'), sealed)).rejects.toThrow()
  await expect(postgresVault(client, randomBytes(32)).open(stream('own'), derivedId('event'), sealed)).rejects.toThrow()
  const ciphertext = Uint8Array.from(sealed.ciphertext, (byte, index) => (index === 40 ? byte ^ 1 : byte))
  await expect(vault.open(stream('own'), derivedId('event'), { ...sealed, ciphertext })).rejects.toThrow()
})

test('[VT4] the length of what is sealed does not tell what it is', async () => {
  const vault = postgresVault(client, key)
  const long = { ann: { cards: ['Ah', 'Kd', 'Qs', 'Jc'] }, nobody: { deck: 'x'.repeat(500) } }
  const lengths = await Promise.all(
    [parts, long].map(async each => (await vault.seal(stream('length'), derivedId('event'), each)).ciphertext.length),
  )
  expect(new Set(lengths).size).toBe(1)
})

test('[VT5] a destroyed key has no bytes left, and no other one takes its place', async () => {
  const vault = postgresVault(client, key)
  const { $personal } = await vault.sealPersonal('ann', 'Ann Example')
  const row = () => client.raw`select key_id, wrapped, destroyed_at from subject_keys where subject = 'personal/ann'`
  const [before] = await row()
  expect(before).toMatchObject({ key_id: $personal.key, wrapped: expect.any(Uint8Array), destroyed_at: null })
  await vault.forget('ann')
  const [gone] = await row()
  expect(gone).toMatchObject({ key_id: $personal.key, wrapped: null, destroyed_at: expect.any(Date) })
  await vault.forget('ann')
  await expect(postgresVault(client, key).sealPersonal('ann', 'again')).rejects.toThrow('destroyed')
  expect(await row()).toEqual([gone])
})

test('[VT6] a personal part that was changed does not open, nor with another key', async () => {
  const vault = postgresVault(client, key)
  const [bob, cid] = await Promise.all(['bob', 'cid'].map(subject => vault.sealPersonal(subject, subject)))
  if (!bob || !cid) throw new Error('nothing was sealed')
  const opened = (change: object) => vault.openPersonal({ $personal: { ...bob.$personal, ...change } })
  expect(await opened({})).toEqual({ value: 'bob' })
  await expect(opened({ text: cid.$personal.text })).rejects.toThrow()
  await expect(opened({ nonce: cid.$personal.nonce })).rejects.toThrow()
  await expect(opened({ key: cid.$personal.key })).rejects.toThrow()
  await expect(postgresVault(client, randomBytes(32)).openPersonal(bob)).rejects.toThrow()
})
