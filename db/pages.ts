import type { Json, Page } from '@/engine/message'
import { recorded } from './recorded'
import type { events } from './schema/events'

/** An event as the store has it → as it was written. */
export const pageOf = (row: typeof events.$inferSelect): Page => ({
  ...row,
  data: row.data as Page['data'],
  ext: (row.ext ?? null) as Json,
  recordedAt: recorded(row.recordedAt),
})
