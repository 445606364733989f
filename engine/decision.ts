// What a command comes to: the events it causes, or a rejection that names the rule.
import type { Json, Message, Problem, RejectionCode } from './message.ts'

export type Rejection = { readonly rejected: Problem }

/** `[]` means "already so": nothing is appended and the caller is told that all is well. */
export type Decision<E extends Message> = readonly E[] | Rejection

type Details = { code?: RejectionCode; rule?: string; message?: string; params?: { readonly [name: string]: Json } }

/** A refusal by a rule. `reason` is stable and kebab-case; `params` are the rule's own figures. */
export const reject = (reason: string, params: Details['params'] = {}, details: Details = {}): Rejection => ({
  rejected: {
    code: details.code ?? 'FAILED_PRECONDITION',
    reason,
    params,
    message: details.message ?? sentence(reason),
    ...(details.rule ? { rule: details.rule } : {}),
  },
})

export const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && 'rejected' in value

const sentence = (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1).replaceAll('-', ' ')}.`
