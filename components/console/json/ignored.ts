import type { Change } from './diff.ts'

/** What differs in any two lines of history, and seldom matters. */
export const ignorable = ['times', 'ids'] as const
export type Ignored = (typeof ignorable)[number]

const writtenTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Milliseconds look like any number: the field has to say that it is a time. */
const nameOfTime = /(At|Until|Since|time)$/i

const is: Readonly<Record<Ignored, (value: unknown, pointer: string) => boolean>> = {
  times: (value, pointer) =>
    typeof value === 'string' ? writtenTime.test(value) : typeof value === 'number' && nameOfTime.test(pointer),
  ids: value => typeof value === 'string' && uuid.test(value),
}

/** One time or one id became another; that one came or went is told. */
export const isIgnored = ({ kind, pointer, before, after }: Change, ignored: readonly Ignored[]): boolean =>
  kind === 'changed' && ignored.some(one => is[one](before, pointer) && is[one](after, pointer))
