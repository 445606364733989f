import type { TailState } from './stretch.ts'

const numbers = new Intl.NumberFormat('en-US')
export const whole = (value: number): string => numbers.format(value)

const times = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** 10:02:03.417, in the reader's own zone. */
export const clock = (recordedAt: string): string => {
  const fraction = /\.(\d{3})/.exec(recordedAt)?.[1] ?? '000'
  return `${times.format(new Date(recordedAt))}.${fraction}`
}
export const moment = (recordedAt: string): string => moments.format(new Date(recordedAt))

/** The beginning and the end of an id: enough to tell it from its neighbours. */
export const shortened = (id: string): string => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id)

const retryWords = (wait: number) => (wait > 0 ? `retrying in ${Math.ceil(wait / 1000)} s` : 'retrying')
export const tailWords = (state: TailState, now: number): string => {
  if (state.kind === 'live') return 'LIVE'
  if (state.kind === 'behind') return `CATCHING UP · ${whole(state.behind)} behind`
  if (state.kind === 'offline')
    return `OFFLINE since ${minutes.format(state.since)}, ${retryWords(state.nextTry - now)}`
  return state.unseen === 0 ? 'PAUSED' : `PAUSED · ${whole(state.unseen)} new`
}
/** For who does not see it: without figures, so that it is told when it changes and no more. */
export const spokenTail: Readonly<Record<TailState['kind'], string>> = {
  live: 'Following live events',
  paused: 'Paused',
  behind: 'Catching up',
  offline: 'Connection lost, trying again',
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
/** 3 days ago. */
export const ago = (milliseconds: number): string => {
  const [unit, size] = units.find(([, length]) => milliseconds >= length) ?? (['second', 1000] as const)
  return relative.format(-Math.floor(Math.max(0, milliseconds) / size), unit)
}
