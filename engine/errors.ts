// Bugs and races, never rules. Matched by `name`: instances do not cross module copies.

/** A command or event that no domain declares. */
export class UnknownMessage extends Error {
  override readonly name = 'UnknownMessage'
}
/** The log contradicts itself: a hole, a type without a declaration, a broken link. */
export class CorruptStream extends Error {
  override readonly name = 'CorruptStream'
}
/** The store could not be reached in time, or a race was lost too often. The caller may try again. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}
/** A stored event that no path of upcasters brings to today's version. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused'
}
/** A chain of reactions that does not end. */
export class CascadeTooDeep extends Error {
  override readonly name = 'CascadeTooDeep'
}

export const named = (error: unknown, name: string): boolean =>
  error instanceof Object && 'name' in error && error.name === name
