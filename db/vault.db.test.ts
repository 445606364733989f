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
