import { pino } from 'pino'

/** The one logger. It never sees private parts: the journal carries ids, names and reasons only. */
export const makeLog = (level: string) => pino({ level, base: null })
export type Log = ReturnType<typeof makeLog>
