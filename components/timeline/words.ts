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

export const tailWords = (state: TailState): string => {
  if (state.kind === 'live') return 'LIVE'
  if (state.kind === 'behind') return `CATCHING UP · ${whole(state.behind)} behind`
  if (state.kind === 'offline') return `OFFLINE since ${minutes.format(state.since)}, retrying`
  return state.unseen === 0 ? 'PAUSED' : `PAUSED · ${whole(state.unseen)} new`
}
/** For who does not see it: without figures, so that it is told when it changes and no more. */
export const spokenTail: Readonly<Record<TailState['kind'], string>> = {
  live: 'Following live events',
  paused: 'Paused',
  behind: 'Catching up',
  offline: 'Connection lost, trying again',
}
