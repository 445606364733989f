// Values of JSON: found by a pointer (RFC 6901), told apart.

type Members = { readonly [key: string]: unknown }
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null

/** `/seats/0/stack` of its parts; a part may hold any text. */
export const pointerOf = (parts: readonly (string | number)[]): string =>
  parts.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

export const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Undefined where there is nothing; the empty pointer is the whole. */
export const valueAt = (value: unknown, pointer: string): unknown =>
  partsOf(pointer).reduce<unknown>(
    (from, part) => (isMembers(from) && Object.hasOwn(from, part) ? from[part] : undefined),
    value,
  )

/** Where two values differ, as deep down as both have the same members: pointers, none of the values. */
export const differingAt = (one: unknown, other: unknown, at: readonly (string | number)[] = []): readonly string[] => {
  if (sameValue(one, other)) return []
  if (!isMembers(one) || !isMembers(other) || Array.isArray(one) !== Array.isArray(other)) return [pointerOf(at)]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap(key =>
    differingAt(one[key], other[key], [...at, key]),
  )
}

/** Whatever the order of their members; one that is undefined is one that is not there. */
export const sameValue = (one: unknown, other: unknown): boolean => {
  if (one === other) return true
  if (!isMembers(one) || !isMembers(other) || Array.isArray(one) !== Array.isArray(other)) return false
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(key => sameValue(one[key], other[key]))
}
