// How an aggregate refuses: each reason with the rule that it proves (RULES.md) and its sentence.
import { type Rejection, reject } from '@/engine/decision'
import type { Json, RejectionCode } from '@/engine/message'

type Refusal = { readonly rule: string; readonly message: string; readonly code?: RejectionCode }
type Params = { readonly [name: string]: Json }

export const refusing =
  <Reason extends string>(refusals: { readonly [R in Reason]: Refusal }) =>
  (reason: Reason, params: Params = {}): Rejection =>
    reject(reason, params, refusals[reason])
