import { pointerOf } from '@/engine/json-value'

/** One line of a value that is drawn as a tree. */
export type Line = {
  readonly pointer: string
  readonly depth: number
  readonly name: string
  /** The value itself, or how many there are below. */
  readonly text: string
  readonly kind: 'text' | 'number' | 'other' | 'branch'
  readonly isOpen: boolean
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const branchText = (value: object) => {
  const count = Object.keys(value).length
  return Array.isArray(value) ? `[${count}]` : `{${count}}`
}
const kindOf = (value: unknown): Line['kind'] =>
  typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'other'

/** Longer texts are cut: the whole is in the raw view. */
const longest = 400
const leafText = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Open down to here, unless somebody said otherwise. */
const openDepth = 2
export type Toggled = ReadonlySet<string>

/** The lines of a tree: what is open is followed by what is below it, `toggled` are those that are not as they begin. */
export const linesOf = (value: unknown, toggled: Toggled = new Set()): readonly Line[] => {
  const lines: Line[] = []
  const walk = (part: unknown, parts: readonly string[]) => {
    const pointer = pointerOf(parts)
    const place = { pointer, depth: parts.length - 1, name: parts.at(-1) ?? '' }
    if (!isBranch(part)) {
      lines.push({ ...place, text: leafText(part), kind: kindOf(part), isOpen: false })
      return
    }
    const isOpen = parts.length <= openDepth !== toggled.has(pointer)
    lines.push({ ...place, text: branchText(part), kind: 'branch', isOpen })
    if (isOpen) for (const [name, child] of Object.entries(part)) walk(child, [...parts, name])
  }
  if (!isBranch(value))
    return [{ pointer: '', depth: 0, name: '', text: leafText(value), kind: kindOf(value), isOpen: false }]
  for (const [name, child] of Object.entries(value)) walk(child, [name])
  return lines
}
