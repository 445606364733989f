import type { ConsumerRow, RebuildFacts } from '@/server/instance'
import { whole } from '../../timeline/words.ts'

export const standingWords: Readonly<Record<ConsumerRow['standing'], string>> = {
  live: 'Live',
  'catching-up': 'Catching up',
  rebuilding: 'Rebuilding',
  paused: 'Paused',
  stalled: 'Stalled',
  failed: 'Failed',
}
export const kindWords: Readonly<Record<ConsumerRow['kind'], string>> = {
  projector: 'projection',
  saga: 'saga',
  'process-manager': 'process manager',
}

/** 4 s, 1 m 38 s, 2 h 5 m, 3 d 4 h: what a length of time comes to, in two words at most. */
export const span = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const units: readonly (readonly [number, string])[] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ]
  const first = units.findIndex(([size]) => seconds >= size)
  if (first < 0) return milliseconds > 0 ? 'under 1 s' : '0 s'
  const [size, unit] = units[first] ?? [1, 's']
  const next = units[first + 1]
  const rest = next ? Math.floor((seconds % size) / next[0]) : 0
  return `${Math.floor(seconds / size)} ${unit}${next && rest > 0 ? ` ${rest} ${next[1]}` : ''}`
}

export const lagWords = ({ lag, lagMs }: Pick<ConsumerRow, 'lag' | 'lagMs'>): string =>
  lag === 0 ? 'at the head' : `${whole(lag)} ${lag === 1 ? 'event' : 'events'}, ${span(lagMs)}`

const forRate = 60_000

/** At the speed of the last minute, how long until it is at the head; undefined where it does not come nearer. */
export const millisecondsLeft = ({ lag, trend }: Pick<ConsumerRow, 'lag' | 'trend'>): number | undefined => {
  const last = trend.at(-1)
  const first = last && trend.find(([at]) => at >= last[0] - forRate)
  if (!first || !last || lag === 0 || first[1] <= last[1]) return undefined
  return (lag * (last[0] - first[0])) / (first[1] - last[1])
}

/** What is wrong or unusual, in one sentence; nothing where nothing is. */
export const whyWords = (row: ConsumerRow): string | undefined => {
  const left = millisecondsLeft(row)
  if (row.standing === 'paused') return 'An operator lets it stand still.'
  if (row.standing === 'failed') return `It broke and is tried again: ${row.breakdown}`
  if (row.standing === 'stalled') return 'It has not moved for ten seconds, though there is something to do.'
  if (row.standing === 'rebuilding') return 'It is made anew; readers see the old rows.'
  if (row.standing === 'catching-up')
    return left === undefined ? 'It does not come nearer.' : `About ${span(left)} left.`
  return undefined
}

/** How long making it anew takes, at the speed of the last time. */
export const expectedWords = ({ events, perSecond }: Pick<RebuildFacts, 'events' | 'perSecond'>): string =>
  perSecond === null
    ? 'not known: nothing was rebuilt here yet'
    : `about ${span((1000 * events) / perSecond)}, at the ${whole(perSecond)} events a second of the last rebuild`

const order: readonly ConsumerRow['standing'][] = ['failed', 'stalled', 'paused', 'rebuilding', 'catching-up', 'live']

/** Who needs somebody comes first. */
export const worstFirst = (rows: readonly ConsumerRow[]): readonly ConsumerRow[] =>
  [...rows].sort(
    (a, b) =>
      order.indexOf(a.standing) - order.indexOf(b.standing) ||
      b.parked - a.parked ||
      b.lagMs - a.lagMs ||
      a.name.localeCompare(b.name),
  )
