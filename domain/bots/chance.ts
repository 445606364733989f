// Chance made from a seed: the same seed gives the same numbers, so a decision asked twice is answered alike.

/** The next number from 0 up to, but without, 1. */
export type Chance = () => number

const golden = 0x9e3779b9

/** Spreads every bit of a word over all of its bits (the finaliser of MurmurHash3). */
const mixed = (word: number) => {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}

const absorbed = (seed: string, salt: number) => {
  let word = mixed(salt)
  for (let index = 0; index < seed.length; index++) word = mixed(word ^ (seed.charCodeAt(index) + golden))
  return word
}

/** Marsaglia's xorshift with 128 bits of state. Good enough to play by; not for shuffling a deck. */
export const chanceOf = (seed: string): Chance => {
  let [a, b, c, d] = [absorbed(seed, 1), absorbed(seed, 2), absorbed(seed, 3), absorbed(seed, 4) | 1]
  return () => {
    const moved = a ^ (a << 11)
    a = b
    b = c
    c = d
    d = (d ^ (d >>> 19) ^ moved ^ (moved >>> 8)) >>> 0
    return d / 0x1_0000_0000
  }
}

/** How long a bot seems to think: 0.6 to 1.5 seconds. */
export const thoughtMilliseconds = (chance: Chance): number => 600 + Math.floor(chance() * 901)
