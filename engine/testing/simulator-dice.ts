// Chance that can be repeated: the same seed throws the same dice, and each purpose has dice of its own.

export type Dice = {
  /** At least 0, less than 1. */
  readonly next: () => number
  readonly below: (count: number) => number
  readonly between: (least: number, most: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

const step = 0x9e3779b9

/** Every bit of the count reaches every bit of the answer. */
const mixed = (count: number): number => {
  let bits = count ^ (count >>> 16)
  bits = Math.imul(bits, 0x21f0aaad)
  bits ^= bits >>> 15
  bits = Math.imul(bits, 0x735a2d97)
  return (bits ^ (bits >>> 15)) >>> 0
}

export const dice = (seed: number, purpose: number): Dice => {
  let count = mixed(mixed(seed) + Math.imul(purpose, step))
  const next = () => {
    count = (count + step) | 0
    return mixed(count) / 0x1_0000_0000
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: probability => probability > 0 && next() < probability,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
  }
}
