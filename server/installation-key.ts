import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The 32 bytes that wrap every other key: kept beside the database, not in it, readable by its owner only.
 * Without this file the hidden cards in a backup stay hidden.
 */
export const installationKey = (folder: string): Uint8Array => {
  const file = join(folder, 'installation.key')
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes`)
  return key
}
