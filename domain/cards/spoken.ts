// A card in words, for screen readers. Free of zod, so that screens can load it.
import type { Card } from './card.ts'

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
