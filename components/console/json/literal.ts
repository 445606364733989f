const isName = /^[A-Za-z_$][\w$]*$/

/** In single quotes, with whatever JSON escapes. */
const text = (value: string) => `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** A value as one would write it in the source of a test. */
export const literalOf = (value: unknown): string => {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${isName.test(name) ? name : text(name)}: ${literalOf(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
