// What every vault promises of personal parts. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Vault } from '../ports.ts'
import { streamOf } from './drafts.ts'
import type { Harness, MakeHarness } from './harness.ts'

export const vaultContract = (name: string, make: MakeHarness) =>
  describe(`vault: ${name}`, () => {
    let harness: Harness
    let vault: Vault
    beforeAll(async () => {
      harness = await make()
      vault = harness.ports.vault
    })
    afterAll(() => harness.close())

    test('[PV1] what is sealed for a subject opens as it was, and does not say what it is', async () => {
      for (const value of ['Ann Example', 'žß漢"\\\n👩‍👩‍👧', '', 7, null, { list: ['Ann', 1], deep: { a: true } }]) {
        const cipher = await vault.sealPersonal('ann', value)
        expect(await vault.openPersonal(structuredClone(cipher))).toEqual({ value })
        expect(JSON.stringify(cipher)).not.toContain('Ann')
      }
    })

    test('[PV2] one value sealed twice is not the same twice', async () => {
      const [one, two] = await Promise.all([1, 2].map(() => vault.sealPersonal('bea', 'Bea Example')))
      expect(one?.$personal.key).toBe(two?.$personal.key)
      expect(one?.$personal.text).not.toBe(two?.$personal.text)
    })

    test('[PV3] who is forgotten cannot be read any more, in other processes within a moment; others can', async () => {
      const other = (await harness.another()).vault
      const ciphers = [await vault.sealPersonal('cid', 'Cid'), await other.sealPersonal('cid', { mail: 'cid@x' })]
      const kept = await vault.sealPersonal('dan', 'Dan')
      for (const cipher of ciphers) expect(await other.openPersonal(cipher)).toBeDefined()
      await vault.forget('cid')
      for (const cipher of ciphers) expect(await vault.openPersonal(cipher)).toBeUndefined()
      for (const cipher of ciphers)
        await expect.poll(() => other.openPersonal(cipher), { timeout: 5000 }).toBeUndefined()
      expect(await other.openPersonal(kept)).toEqual({ value: 'Dan' })
    })

    test('[PV4] a destroyed key is never made anew, also where there was none', async () => {
      const other = (await harness.another()).vault
      await vault.sealPersonal('eve', 'Eve')
      await vault.forget('eve')
      await vault.forget('eve')
      await vault.forget('never met')
      for (const subject of ['eve', 'never met']) {
        await expect(vault.sealPersonal(subject, 'back')).rejects.toThrow('destroyed')
        await expect(other.sealPersonal(subject, 'back')).rejects.toThrow('destroyed')
      }
    })

    test('[PV5] forgetting a subject leaves private parts of a stream that has its name', async () => {
      const stream = streamOf('namesake')
      const subject = `${stream.domain}/${stream.root}`
      const sealed = await vault.seal(stream, 'event', { ann: { cards: ['Ah'] } })
      await vault.sealPersonal(subject, 'somebody')
      await vault.forget(subject)
      expect(await vault.open(stream, 'event', sealed)).toEqual({ ann: { cards: ['Ah'] } })
      expect(await vault.seal(stream, 'event', {})).toBeDefined()
    })
  })
