// The deck that a seed stands for: the same seed gives the same order for ever.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { type Card, cards } from './card.ts'

export const algorithm = 'hmac-sha256-fisher-yates-1'
export const seedBytes = 32

/** Published before the deal: SHA-256 of the seed, in hex. */
export const commitmentOf = (seed: string): string => bytesToHex(sha256(hexToBytes(seed)))

const wordsPerBlock = 8
const words = 2 ** 32

/** The n-th 32-bit word of HMAC-SHA256(seed, counter), the counter being four bytes, big-endian, from 0. */
const stream = (seed: Uint8Array): (() => number) => {
  let block = new DataView(new ArrayBuffer(0))
  let drawn = 0
  return () => {
    if (drawn % wordsPerBlock === 0) {
      const counter = new Uint8Array(4)
      new DataView(counter.buffer).setUint32(0, drawn / wordsPerBlock)
      const bytes = hmac(sha256, seed, counter)
      block = new DataView(bytes.buffer, bytes.byteOffset)
    }
    return block.getUint32((drawn++ % wordsPerBlock) * 4)
  }
}

/** Evenly below `limit`: words in the last, incomplete run of `limit` are drawn again. */
const below = (limit: number, next: () => number): number => {
  const fair = words - (words % limit)
  let word = next()
  while (word >= fair) word = next()
  return word % limit
}

/** Fisher–Yates from the last place down; [0] is dealt first. */
export const shuffle = (seed: string): Card[] => {
  const deck = [...cards]
  const next = stream(hexToBytes(seed))
  for (let last = deck.length - 1; last > 0; last--) {
    const chosen = below(last + 1, next)
    ;[deck[last], deck[chosen]] = [deck[chosen] as Card, deck[last] as Card]
  }
  return deck
}
