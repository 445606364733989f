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
