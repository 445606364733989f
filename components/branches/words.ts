import type { BranchTold } from '@/domain/branch/told'
import { chips } from '../table/wording.ts'

type Answered = Pick<BranchTold, 'action' | 'amount'>

/** "raise to 240" */
export const answerWords = ({ action, amount }: Answered): string => {
  if (amount === null) return action
  return action === 'raise' ? `raise to ${chips(amount)}` : `${action} ${chips(amount)}`
}
const signed = (amount: number) => (amount === 0 ? '±0' : `${amount > 0 ? '+' : '−'}${chips(Math.abs(amount))}`)
const tenths = (amount: number) => Math.round(amount * 10) / 10
/** "+40 bb", to a tenth. */
export const bigBlinds = (amount: number, big: number): string => `${signed(tenths(amount / big))} bb`
export const wonWords = (result: number): string => {
  if (result === 0) return 'Even'
  return `${result > 0 ? 'Won' : 'Lost'} ${chips(Math.abs(result))}`
}
/** "+40 bb compared with what happened" */
export const comparedWords = (
  { result, onMain }: Pick<BranchTold, 'result' | 'onMain'>,
  big: number,
): string | null => {
  if (result === null) return null
  return result === onMain
    ? 'the same as what happened'
    : `${bigBlinds(result - onMain, big)} compared with what happened`
}
export const deckWords: Record<BranchTold['deck'], string> = {
  same: 'Same deck: all of its cards are open.',
  'dealt-anew': 'Unseen cards are dealt anew.',
}

const day = 86_400_000
const units = [
  ['day', day],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
/** "3 hours ago" */
export const ageWords = (since: string, now: number): string => {
  const age = now - Date.parse(since)
  const unit = units.find(([, length]) => age >= length)
  return unit ? relative.format(-Math.floor(age / unit[1]), unit[0]) : 'just now'
}
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
export const dateWords = (moment: string): string => date.format(new Date(moment))
