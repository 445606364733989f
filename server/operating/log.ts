import { pino } from 'pino'

/** The one logger. It never sees private parts: the journal carries ids, names and reasons only. */
export const makeLog = (level: string) => pino({ level, base: null })
export type Log = ReturnType<typeof makeLog>

const id = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** An id as it is; of anything else that a caller may have chosen, that there was something. */
export const idIn = (text: string): string => (id.test(text) ? text : text === '' ? '' : 'not-an-id')

/** What a line of the journal may say in the log. Payloads and texts that name people or cards are not among it. */
const told = new Set([
  'event',
  'consumer',
  'subject',
  'stream',
  'reason',
  'projection',
  'process',
  'key',
  'domain',
  'root',
  'position',
  'attempts',
  'fingerprint',
])
const longestError = 2000

export const lineOf = (line: { readonly event: string; readonly [field: string]: unknown }): object => ({
  ...Object.fromEntries(Object.entries(line).filter(([name]) => told.has(name))),
  ...(typeof line.correlationId === 'string' ? { correlationId: idIn(line.correlationId) } : {}),
  ...('error' in line ? { error: withoutValues(String(line.error)) } : {}),
})

/** A store's error repeats the statement with what was written, and names the row that was in the way. */
const withoutValues = (text: string): string =>
  text
    .replace(/\bparams: [\s\S]*?(?=\n\s+at |$)/, 'params: [left out]')
    .replace(/\((?:[^()]*)\)=\((?:[^()]*)\)/g, '(…)=(…)')
    .slice(0, longestError)

/** What went wrong, and why: never with what. */
export const describedError = (error: unknown): string => {
  const text = withoutValues(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const cause = error instanceof Error ? error.cause : undefined
  return cause === undefined ? text : `${text}\nbecause of ${describedError(cause)}`
}
