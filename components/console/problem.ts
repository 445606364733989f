import type { Problem } from '../live/http.ts'

/** Why not, in the server's own words, with what is wrong field by field. */
export const problemWords = ({ detail, fields = {} }: Problem): string => {
  const wrong = Object.entries(fields).map(([field, what]) => `${field}: ${what}`)
  return wrong.length > 0 ? wrong.join(' ') : detail
}

/** What a query threw, in words. */
export const errorWords = (error: Error): string => {
  const { problem } = error as Error & { problem?: Problem }
  return problem ? `${problemWords(problem)} (${problem.status || 'no answer'})` : error.message
}

export const isMissing = (error: unknown): boolean => (error as { problem?: Problem } | null)?.problem?.status === 404
