import type { z } from 'zod'
import type { Caller } from '../callers/callers'
import { administratorsOnly, nothingHere, type Result, signInFirst } from '../operating/failures'
import { parsed } from '../parsed'
import type { Act, Read } from '../reading/reads'

/** Read for administrators; to everybody else there is no such thing. */
export const forAdministrators =
  <P extends string = never>(read: Read<P>): Read<P> =>
  async (caller, question) =>
    caller.kind === 'administrator' ? read(caller, question) : nothingHere

export type Ordered<P extends string, T> = { readonly body: T; readonly address: Readonly<Record<P, string>> }

const nobody = async () => false

/** An order that only administrators give, and whom `others` names, with a body of this shape. */
export const order =
  <P extends string, T>(
    schema: z.ZodType<T>,
    work: (caller: Caller, asked: Ordered<P, T>) => Promise<Result<unknown>>,
    others: (caller: Caller, address: Ordered<P, T>['address']) => Promise<boolean> = nobody,
  ): Act<P> =>
  async (caller, { body, address }) => {
    if (caller.kind === 'anonymous') return signInFirst
    if (caller.kind === 'player' && !(await others(caller, address))) return administratorsOnly
    const request = parsed(schema, body ?? {})
    return 'failure' in request ? request : work(caller, { body: request.value, address })
  }
