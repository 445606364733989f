import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import type { Json } from '@/engine/message'

const amounts = new Set([
  'amount',
  'stack',
  'pot',
  'added',
  'streetTotal',
  'toCall',
  'minRaiseTo',
  'maxRaiseTo',
  'rake',
])
const perPlayer = new Set(['stacks', 'changes'])
const fields = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same event with every amount in big blinds, to two places. Blinds themselves stay in chips. */
const scaled = (value: Json, big: number, isAmount = false): Json => {
  if (isAmount && typeof value === 'number') return Math.round((100 * value) / big) / 100
  if (Array.isArray(value)) return value.map(each => scaled(each, big))
  if (!fields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      if (perPlayer.has(key) && fields(field)) {
        return [
          key,
          Object.fromEntries(Object.entries(field).map(([player, chips]) => [player, scaled(chips, big, true)])),
        ]
      }
      return [key, key === 'blinds' ? field : scaled(field, big, amounts.has(key))]
    }),
  )
}

/** The hand as it would be told in big blinds: the log, the seats and the pots follow from its events. */
export const inBigBlinds = (history: HandHistory): HandHistory => {
  const big = dealOf(history)?.blinds.big ?? 1
  return {
    ...history,
    pages: history.pages.map(page => ({ ...page, data: scaled(page.data, big) as typeof page.data })),
  }
}
