// Strength of five to seven cards: a number that grows with it, the five that play, and its words.
import { type Card, ranks, suits } from './card.ts'
import { rankWords } from './spoken.ts'

/** A hand is its category, then up to five ranks in order of weight, four bits each. */
const category = {
  highCard: 0,
  pair: 1,
  twoPair: 2,
  threeOfAKind: 3,
  straight: 4,
  flush: 5,
  fullHouse: 6,
  fourOfAKind: 7,
  straightFlush: 8,
} as const

const codes = (alphabet: string): Uint8Array => {
  const table = new Uint8Array(128)
  for (let n = 0; n < alphabet.length; n++) table[alphabet.charCodeAt(n)] = n
  return table
}
const rankCode = codes(ranks)
const suitCode = codes(suits)

const rankSets = 1 << ranks.length
const ace = ranks.length - 1
const wheel = 0b1_0000_0000_1111
const size = new Uint8Array(rankSets)
/** Highest rank of the best straight in a set of ranks, or 0: a straight never ends on a deuce. */
const straightTo = new Uint8Array(rankSets)
/** The five highest ranks of a set, four bits each. */
const topFive = new Uint32Array(rankSets)

const highest = (set: number): number => 31 - Math.clz32(set)

/** The `count` highest ranks of a set as nibbles, then nothing, `width` in all. */
const packed = (set: number, count: number, width: number): number => {
  let rest = set
  let value = 0
  for (let n = 0; n < width; n++) {
    const top = n < count && rest !== 0 ? highest(rest) : 0
    value = (value << 4) | top
    if (n < count) rest &= ~(1 << top)
  }
  return value
}
const straightIn = (set: number): number => {
  for (let high = ace; high >= 4; high--) if (((set >> (high - 4)) & 31) === 31) return high
  return (set & wheel) === wheel ? 3 : 0
}
for (let set = 0; set < rankSets; set++) {
  size[set] = (size[set >> 1] as number) + (set & 1)
  straightTo[set] = straightIn(set)
  topFive[set] = packed(set, 5, 5)
}

const strength = (kind: number, kickers: number): number => (kind << 20) | kickers

const flushRank = (suit: number): number => {
  const straight = straightTo[suit] as number
  return straight ? strength(category.straightFlush, straight << 16) : strength(category.flush, topFive[suit] as number)
}

const fourRank = (all: number, four: number): number => {
  const top = highest(four)
  return strength(category.fourOfAKind, (top << 16) | (highest(all & ~(1 << top)) << 12))
}

const threeRank = (all: number, three: number): number => {
  const top = highest(three)
  return strength(category.threeOfAKind, (top << 16) | (packed(all & ~(1 << top), 2, 2) << 8))
}

const pairRank = (all: number, twos: number): number => {
  const high = highest(twos)
  const rest = twos & ~(1 << high)
  if (rest === 0) return strength(category.pair, (high << 16) | (packed(all & ~twos, 3, 3) << 4))
  const low = highest(rest)
  const kicker = highest(all & ~(1 << high) & ~(1 << low))
  return strength(category.twoPair, (high << 16) | (low << 12) | (kicker << 8))
}

/** By sets of ranks, one per suit. */
const rankOfSuits = (sets: readonly [number, number, number, number]): number => {
  const [c, d, h, s] = sets
  for (const suit of sets) if ((size[suit] as number) >= 5) return flushRank(suit)
  const all = c | d | h | s
  const twos = (c & d) | (h & s) | ((c | d) & (h | s))
  if (twos === 0) return runOrHigh(all)
  const threes = (c & d & (h | s)) | (h & s & (c | d))
  const four = c & d & h & s
  if (four) return fourRank(all, four)
  return matched(all, twos, threes)
}

const runOrHigh = (all: number): number => {
  const straight = straightTo[all] as number
  return straight ? strength(category.straight, straight << 16) : strength(category.highCard, topFive[all] as number)
}

const matched = (all: number, twos: number, threes: number): number => {
  const under = threes ? twos & ~(1 << highest(threes)) : 0
  if (under) return strength(category.fullHouse, (highest(threes) << 16) | (highest(under) << 12))
  const straight = straightTo[all] as number
  if (straight) return strength(category.straight, straight << 16)
  return threes ? threeRank(all, threes) : pairRank(all, twos)
}

/** For five to seven cards; the higher number wins, equal numbers tie. */
export const rankOf = (cards: readonly Card[]): number => {
  let c = 0
  let d = 0
  let h = 0
  let s = 0
  for (const card of cards) {
    const bit = 1 << (rankCode[card.charCodeAt(0)] as number)
    const suit = suitCode[card.charCodeAt(1)]
    if (suit === 0) c |= bit
    else if (suit === 1) d |= bit
    else if (suit === 2) h |= bit
    else s |= bit
  }
  return rankOfSuits([c, d, h, s])
}

const without = (cards: readonly Card[], count: number): readonly (readonly Card[])[] =>
  count === 0
    ? [cards]
    : cards.flatMap((_, n) => without(cards.slice(n + 1), count - 1).map(rest => [...cards.slice(0, n), ...rest]))

const place = (card: Card): number => ranks.indexOf(card.charAt(0))

/** Sets of the same rank first, then high to low; the ace of a straight to five last. */
const inOrder = (five: readonly Card[], rank: number): Card[] => {
  const count = (card: Card) => five.filter(other => other.charAt(0) === card.charAt(0)).length
  const toFive = [category.straight, category.straightFlush].some(kind => rank === strength(kind, 3 << 16))
  const weight = (card: Card) => count(card) * 20 + (toFive && place(card) === ace ? -1 : place(card))
  return five.toSorted((one, other) => weight(other) - weight(one))
}

/** The five of five to seven cards that play, heaviest first; of equal ones those that are named first. */
export const bestFive = (cards: readonly Card[]): Card[] => {
  const rank = rankOf(cards)
  const five = without(cards, cards.length - 5).findLast(some => rankOf(some) === rank)
  return inOrder(five ?? cards, rank)
}

const one = (rank: number): string => rankWords[ranks.charAt(rank)] ?? ''
const many = (rank: number): string => (one(rank) === 'six' ? 'sixes' : `${one(rank)}s`)
const run = (high: number): string => `${one(high === 3 ? ace : high - 4)} to ${one(high)}`

const words: readonly ((first: number, second: number) => string)[] = [
  first => `high card, ${one(first)}`,
  first => `pair of ${many(first)}`,
  (first, second) => `two pair, ${many(first)} and ${many(second)}`,
  first => `three of a kind, ${many(first)}`,
  first => `straight, ${run(first)}`,
  first => `flush, ${one(first)} high`,
  (first, second) => `full house, ${many(first)} over ${many(second)}`,
  first => `four of a kind, ${many(first)}`,
  first => (first === ace ? 'royal flush' : `straight flush, ${run(first)}`),
]

/** "two pair, aces and nines". */
export const describe = (cards: readonly Card[]): string => {
  const rank = rankOf(cards)
  return words[rank >> 20]?.((rank >> 16) & 15, (rank >> 12) & 15) ?? ''
}

/** Words for two cards of one rank; null where two cards say nothing yet. */
export const pairOf = ([first, second, ...others]: readonly Card[]): string | null => {
  if (!first || !second || others.length > 0 || place(first) !== place(second)) return null
  return `pair of ${many(place(first))}`
}
