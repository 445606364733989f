import type { Density } from '@/server/instance'
import type { Filter } from '../../timeline/question.ts'
import { moment, whole } from '../../timeline/words.ts'

/** The question of the strip: of the list's, all but the words, which are looked for in what is shown. */
export const densityQuestion = ({ q: _, ...filter }: Filter): string => new URLSearchParams(filter).toString()

/** From one bar to another, in whichever order they were touched. */
export type Brush = { readonly anchor: number; readonly at: number }
export const barsIn = ({ anchor, at }: Brush) => ({ first: Math.min(anchor, at), last: Math.max(anchor, at) })

export type Spanned = Density & { readonly span: NonNullable<Density['span']> }
export const isSpanned = (density: Density): density is Spanned => density.span !== null && density.counts.length > 0

const edgeOf = ({ span, counts }: Spanned, bar: number): number => {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
  return Math.round(from + ((to - from) * bar) / counts.length)
}
/** The moments between which these bars lie; those of the strip itself stay as they were told. */
export const timesOf = (density: Spanned, brush: Brush): { readonly since: string; readonly until: string } => {
  const { first, last } = barsIn(brush)
  const { span, counts } = density
  return {
    since: first === 0 ? span.from : new Date(edgeOf(density, first)).toISOString(),
    until: last === counts.length - 1 ? span.to : new Date(edgeOf(density, last + 1)).toISOString(),
  }
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
const counted = (events: number, oneIn: number) =>
  `${oneIn > 1 ? 'about ' : ''}${whole(events)} ${events === 1 ? 'event' : 'events'}`

/** 25 Nov 2026, 10:00:00 to 25 Nov 2026, 10:05:00: about 1,200 events. */
export const barWords = (density: Spanned, brush: Brush): string => {
  const { first, last } = barsIn(brush)
  const events = sum(density.counts.slice(first, last + 1))
  return `${spanWords(timesOf(density, brush))}: ${counted(events, density.oneIn)}`
}
const spanWords = ({ since, until }: { readonly since: string; readonly until: string }) =>
  `${moment(since)} to ${moment(until)}`

/** What the strip shows, for who does not see it, and how it was counted. */
export const densityWords = (density: Spanned, { q }: Filter): string => {
  const { counts, oneIn } = density
  const whole = barWords(density, { anchor: 0, at: counts.length - 1 })
  const how = oneIn > 1 ? `, from 1 in ${oneIn} positions` : ''
  return `${whole}${how}${q ? '; the words that are looked for are not counted' : ''}`
}

/** As a field for dates has it: in the reader's own zone, to the second. */
export const localOf = (instant: string): string => {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
/** Back from there; null where nothing, or no moment, was put in. */
export const instantOf = (local: string): string | null => {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
