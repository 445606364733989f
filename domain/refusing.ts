// How an aggregate refuses: each reason with the rule that it proves (RULES.md) and its sentence.
import { type Rejection, reject } from '@/engine/decision'
import type { Refusals } from '@/engine/define'
import type { Json } from '@/engine/message'

type Params = { readonly [name: string]: Json }

/** The table itself goes along, for the aggregate's declaration. */
export const refusing = <Reasons extends Refusals>(refusals: Reasons) =>
  Object.assign(
    (reason: keyof Reasons & string, params: Params = {}): Rejection => reject(reason, params, refusals[reason]),
    { refusals },
  )
