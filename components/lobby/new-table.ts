import type { z } from 'zod'
import type { CreateTable } from '@/domain/table/commands'

export type NewTable = Omit<z.infer<typeof CreateTable>, 'type'>
export type Wish = {
  name: string
  smallBlind: string
  seats: number
  actionSeconds: number
  visibility: NewTable['visibility']
}
export type Wrong = Partial<Record<keyof Wish, string>>

export const firstWish: Wish = { name: '', smallBlind: '50', seats: 6, actionSeconds: 20, visibility: 'private' }

const whole = (text: string) => Number(text.replaceAll(/[\s,.]/g, '') || Number.NaN)

/** What is wrong with a wish, by field. The server decides in the end; this spares a way there and back. */
export const wrongWith = ({ name, smallBlind }: Wish): Wrong => {
  const small = whole(smallBlind)
  return {
    ...(name.trim() ? {} : { name: 'A table needs a name.' }),
    ...(Number.isSafeInteger(small) && small >= 1 && small <= 1_000_000
      ? {}
      : { smallBlind: 'A whole number from 1 to 1,000,000.' }),
  }
}
/** Blinds are one to two; buy-ins 40 to 100 big blinds. */
export const tableOf = ({ name, smallBlind, seats, actionSeconds, visibility }: Wish): NewTable => {
  const small = whole(smallBlind)
  return {
    name: name.trim(),
    variant: 'texas-holdem',
    smallBlind: small,
    bigBlind: small * 2,
    ante: { kind: 'none', amount: 0 },
    minBuyIn: small * 2 * 40,
    maxBuyIn: small * 2 * 100,
    seats,
    actionSeconds,
    timeBankSeconds: 60,
    reveal: 'shown-only',
    visibility,
    rake: null,
  }
}
