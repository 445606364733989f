import type { Json } from '@/engine/message'
import type { BookPage } from '../reading/event-book'

/** Why something was not done, whatever the way out says of it. */
export type Failure = {
  readonly code:
    | 'INVALID_ARGUMENT'
    | 'UNAUTHENTICATED'
    | 'PERMISSION_DENIED'
    | 'NOT_FOUND'
    | 'FAILED_PRECONDITION'
    | 'ABORTED'
    | 'RESOURCE_EXHAUSTED'
    | 'UNAVAILABLE'
    | 'INTERNAL'
  readonly message: string
  readonly reason?: string
  readonly rule?: string
  readonly params?: { readonly [name: string]: Json }
  readonly fields?: { readonly [path: string]: string }
  readonly retryable?: boolean
  readonly correlationId?: string
  /** Where a stale sender stands now: the pages that it has not seen, as far as it may see them. */
  readonly book?: { readonly nextSequence: number; readonly pages?: readonly BookPage[]; readonly truncated?: boolean }
  /** There it waits for review. */
  readonly deadLetterId?: string
  /** Seconds. */
  readonly retryAfter?: number
}
export type Failed = { readonly failure: Failure }
export type Result<T> = { readonly value: T } | Failed

export const failed = (failure: Failure): Failed => ({ failure })
export const notFound = (what: string) => failed({ code: 'NOT_FOUND', message: `There is no ${what} here.` })
/** One answer for what is not there and for what this caller may not know of. */
export const nothingHere = notFound('such thing')
export const notAllowed = (message: string) => failed({ code: 'PERMISSION_DENIED', message })
export const administratorsOnly = notAllowed('Administrators only.')
export const signInFirst = failed({ code: 'UNAUTHENTICATED', message: 'Say who you are first.' })
export const invalid = (fields: Record<string, string>) =>
  failed({ code: 'INVALID_ARGUMENT', reason: 'invalid-data', message: Object.values(fields).join(' '), fields })
export const tooMany = (retryAfter: number) =>
  failed({ code: 'RESOURCE_EXHAUSTED', message: 'Too many at once.', retryable: true, retryAfter })
