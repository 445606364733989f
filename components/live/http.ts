import { v7 } from 'uuid'
import { isAttended } from './attended.ts'

/** What the server answers instead of a result (problem+json), or why it could not be asked. */
export type Problem = {
  status: number
  code: string
  reason: string
  detail: string
  params: Record<string, unknown>
  fields: Record<string, string>
  retryable: boolean
  rule?: string
  /** There it waits for review. */
  deadLetterId?: string
}
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Time-ordered, so that ids made here sort as they were made. */
export const newId = (): string => v7()

const unreachable: Problem = {
  status: 0,
  code: 'UNAVAILABLE',
  reason: 'unreachable',
  detail: 'The server could not be reached.',
  params: {},
  fields: {},
  retryable: true,
}
const problemOf = async (response: Response): Promise<Problem> => {
  const body = await response.json().catch(() => ({}))
  return {
    ...unreachable,
    code: 'INTERNAL',
    reason: body.code ?? 'internal',
    detail: 'The server could not do this.',
    retryable: false,
    ...body,
    status: response.status,
  }
}
const ask = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
  try {
    const response = await fetch(path, { credentials: 'same-origin', ...init })
    if (!response.ok) return { ok: false, problem: await problemOf(response) }
    return { ok: true, value: response.status === 204 ? (undefined as T) : await response.json() }
  } catch {
    return { ok: false, problem: unreachable }
  }
}
const pauses = [300, 1200]
const pause = (ms: number) => new Promise(done => setTimeout(done, ms))
const worthAnotherTry = ({ status, retryable }: Problem) =>
  retryable && (status === 0 || status === 409 || status === 503)

/** Asks again where asking again may help, always under the same key: the server does it at most once. */
const persist = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
  let answer = await ask<T>(path, init)
  for (const wait of pauses) {
    if (answer.ok || !worthAnotherTry(answer.problem)) return answer
    await pause(wait)
    answer = await ask<T>(path, init)
  }
  return answer
}
/** Under one key it is done once, however often it is asked. */
const order =
  (method: 'POST' | 'DELETE') =>
  <T>(path: string, body: unknown, key = newId()): Promise<Answer<T>> =>
    persist<T>(path, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
export const post = order('POST')
export const remove = order('DELETE')

/** For queries: throws what went wrong, with the problem beside it. */
export const get = async <T>(path: string): Promise<T> => {
  const answer = await ask<T>(path, isAttended() ? {} : { headers: { 'x-unattended': '1' } })
  if (answer.ok) return answer.value
  throw Object.assign(new Error(answer.problem.detail), { problem: answer.problem })
}
