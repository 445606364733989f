type Fields = { readonly [name: string]: unknown }
export type Mark = 'added' | 'removed' | 'changed'
/** One line of a value as it is shown; `mark` says how it differs from the value it is held against. */
export type Line = { path: string; depth: number; name: string; text: string; mark: Mark | null }
export type Difference = { path: string; before: unknown; after: unknown; mark: Mark }
/** What a value is held against, and whether that came before it or after it. */
export type Against = { readonly value: unknown; readonly is: 'before' | 'after' }

const isHolder = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isHolder(value) ? Object.entries(value) : []
const below = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isEmpty = (value: unknown) => isHolder(value) && Object.keys(value).length === 0

/** A name that the other value does not have is absent, whatever it would hold. */
const absent = Symbol('absent')
const memberOf = (value: unknown, name: string): unknown =>
  isHolder(value) && Object.hasOwn(value, name) ? value[name] : absent

const shown = (value: unknown): string => {
  if (value === undefined) return '–'
  if (!isHolder(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`
  return isEmpty(value) ? '{}' : ''
}

const markOf = (value: unknown, other: unknown, is: Against['is']): Mark | null => {
  if (other === absent) return is === 'before' ? 'added' : 'removed'
  if (isHolder(value) && isHolder(other) && !isEmpty(value) && !isEmpty(other)) return null
  return isSame(value, other) ? null : 'changed'
}

/** A value line by line; with `against`, what is added, removed or changed is marked on its own line. */
export const linesOf = (value: unknown, against?: Against): readonly Line[] => {
  const walk = (held: unknown, other: unknown, place: { path: string; depth: number }): Line[] =>
    membersOf(held).flatMap(([name, member]) => {
      const path = below(place.path, name)
      const there = memberOf(other, name)
      const mark = against ? markOf(member, there, against.is) : null
      const line = { path, depth: place.depth, name, text: shown(member), mark }
      return [line, ...walk(member, mark === null ? there : member, { path, depth: place.depth + 1 })]
    })
  if (!isHolder(value)) return [{ path: '', depth: 0, name: '', text: shown(value), mark: null }]
  return walk(value, against?.value, { path: '', depth: 0 })
}

/** Every path at which two values differ, as deep down as they can be told apart. */
export const differencesOf = (before: unknown, after: unknown, path = ''): readonly Difference[] => {
  if (isSame(before, after)) return []
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after, mark: 'changed' }]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name): readonly Difference[] => {
    const [was, is] = [memberOf(before, name), memberOf(after, name)]
    const at = below(path, name)
    if (was === absent) return [{ path: at, before: undefined, after: is, mark: 'added' }]
    if (is === absent) return [{ path: at, before: was, after: undefined, mark: 'removed' }]
    return differencesOf(was, is, at)
  })
}
