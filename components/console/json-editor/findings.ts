import { jsonLanguage } from '@codemirror/lang-json'
import { inexactIn, parseExactly } from '../json/exact.ts'
import { wrongIn } from '../schema/check.ts'
import type { Schema } from '../schema/schema.ts'

export type Finding = { readonly from: number; readonly to: number; readonly message: string }
type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode']

/** What is wrong with what is written, and where: first as JSON, then as a number, then by the schema. */
export const findingsIn = (text: string, schema: Schema | undefined): readonly Finding[] => {
  if (text.trim() === '') return []
  const tree = jsonLanguage.parser.parse(text)
  const value = readIn(text)
  if (!value) return [noJson(tree.topNode, text.length)]
  const inexact = inexactIn(text).map(({ number, from }) => ({
    from,
    to: from + number.length,
    message: `${number} cannot be kept exactly.`,
  }))
  const root = tree.topNode.firstChild
  const wrong = schema && root ? [...wrongIn(schema, value.parsed)] : []
  const byPlace = wrong.map(([pointer, message]) => ({ ...rangeOf(root as Node, pointer, text), message }))
  return [...inexact, ...byPlace.filter(({ from }) => inexact.every(one => one.from !== from))]
}

const readIn = (text: string) => {
  try {
    return { parsed: parseExactly(text) }
  } catch {
    return undefined
  }
}

const noJson = (top: Node, length: number): Finding => {
  const found: number[] = []
  top.tree?.iterate({ enter: node => void (node.type.isError && found.push(node.from)) })
  const from = Math.min(found[0] ?? length - 1, length - 1)
  return { from, to: from + 1, message: 'From here on it is not JSON.' }
}

const unescaped = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** The value that a pointer leads to; of what is missing, the bracket of what it is missing in. */
const rangeOf = (root: Node, pointer: string, text: string) => {
  let node = root
  for (const step of pointer.split('/').slice(1).map(unescaped)) {
    const next = childOf(node, step, text)
    if (!next) return { from: node.from, to: node.from + 1 }
    node = next
  }
  return { from: node.from, to: node.to }
}

const childOf = (node: Node, step: string, text: string): Node | null => {
  if (node.name === 'Array') return valuesIn(node)[Number(step)] ?? null
  const named = node.getChildren('Property').find(property => {
    const name = property.firstChild
    return name !== null && JSON.parse(text.slice(name.from, name.to)) === step
  })
  return named?.lastChild ?? null
}

const valuesIn = (list: Node): readonly Node[] => {
  const values: Node[] = []
  for (let child = list.firstChild; child; child = child.nextSibling) if (/^[A-Z]/.test(child.name)) values.push(child)
  return values
}
