// What events of the first days do not tell, told in the way in which it was taken then.
import { z } from 'zod'
import type { Json } from '@/engine/message'

type Fields = { readonly [field: string]: Json }
const HandOver = z.looseObject({
  stacks: z.record(z.string(), z.int()),
  timedOut: z.array(z.string()).default([]),
  acted: z.array(z.string()).optional(),
})

/** Until the table asked for it nobody wrote down who had acted in a hand: whoever was not timed out counted as acting. */
export const withActed = (fields: Fields): Fields => {
  const { stacks, timedOut, acted } = HandOver.parse(fields)
  const inTime = Object.keys(stacks).filter(player => !timedOut.includes(player))
  return { ...fields, timedOut, acted: acted ?? inTime }
}
