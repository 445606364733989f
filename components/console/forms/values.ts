import { parseExactly } from '../json/exact.ts'
import type { Members, Schema } from '../schema/schema.ts'

const isNumber = /^[-+]?\d+(\.\d+)?$/

/** What was typed as a number; nothing where nothing was; the text itself where it is none, or none that can be told exactly. */
export const numberIn = (typed: string): number | string | undefined => {
  const text = typed.trim()
  if (text === '') return undefined
  const value = Number(text)
  return isNumber.test(text) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text
}

export const jsonOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))
/** What was typed as JSON; nothing where nothing was; the text itself where it is none yet. */
export const jsonIn = (typed: string): unknown => {
  try {
    return typed.trim() === '' ? undefined : parseExactly(typed)
  } catch {
    return typed
  }
}

/** Beyond these no range is meant. */
const isBound = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER

export const rangeWords = ({ minimum, maximum }: Schema): string => {
  const [least, most] = [minimum, maximum].map(bound => (isBound(bound) ? bound.toLocaleString('en') : undefined))
  if (least !== undefined && most !== undefined) return `${least} to ${most}`
  return least !== undefined ? `from ${least}` : most !== undefined ? `up to ${most}` : ''
}

/** The object with this field, or without it. */
export const withField = (members: Members, name: string, value: unknown): Members => {
  const { [name]: _, ...rest } = members
  return value === undefined
    ? rest
    : Object.hasOwn(members, name)
      ? { ...members, [name]: value }
      : { ...rest, [name]: value }
}

export const withItem = (items: readonly unknown[], n: number, value: unknown): readonly unknown[] =>
  items.map((item, at) => (at === n ? value : item))

/** The map with another key at the same place. */
export const renamed = (members: Members, from: string, to: string): Members =>
  Object.hasOwn(members, to)
    ? members
    : Object.fromEntries(Object.entries(members).map(([key, value]) => [key === from ? to : key, value]))
