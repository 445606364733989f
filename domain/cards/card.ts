// A card is two characters: rank and suit, as in "Ah".
import { z } from 'zod'

export const ranks = '23456789TJQKA'
export const suits = 'cdhs'

/** All 52 in the fixed order that every shuffle starts from: deuces to aces, clubs, diamonds, hearts, spades. */
export const cards: readonly Card[] = [...ranks].flatMap(rank => [...suits].map(suit => `${rank}${suit}` as Card))

export const Card = z
  .string()
  .regex(/^[2-9TJQKA][cdhs]$/)
  .brand<'Card'>()
export type Card = z.infer<typeof Card>

export const rankWords: Record<string, string> = {
  '2': 'two',
  '3': 'three',
  '4': 'four',
  '5': 'five',
  '6': 'six',
  '7': 'seven',
  '8': 'eight',
  '9': 'nine',
  T: 'ten',
  J: 'jack',
  Q: 'queen',
  K: 'king',
  A: 'ace',
}
const suitWords: Record<string, string> = { c: 'clubs', d: 'diamonds', h: 'hearts', s: 'spades' }

/** For screen readers: "queen of clubs". */
export const spoken = (card: Card): string => `${rankWords[card.charAt(0)]} of ${suitWords[card.charAt(1)]}`
