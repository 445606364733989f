import type { Node } from './outline.ts'

export type Box = { readonly node: Node; readonly x: number; readonly y: number }
export type Edge = { readonly from: Box; readonly to: Box }
export type Drawing = {
  readonly boxes: readonly Box[]
  readonly edges: readonly Edge[]
  readonly width: number
  readonly height: number
}

export const boxWidth = 196
export const boxHeight = 52
const stepX = boxWidth + 44
const stepY = boxHeight + 14

/** Causes to the left of what came of them, each level with the middle of that: everything has one cause at most. */
export const drawn = (nodes: readonly Node[]): Drawing => {
  const edges: Edge[] = []
  let rows = 0
  let depth = 0
  /** The box of a thing, and after it those of all that came of it. */
  const placed = (node: Node, level: number): readonly [Box, ...Box[]] => {
    depth = Math.max(depth, level)
    const below = node.children.map(child => placed(child, level + 1))
    const [first, last] = [below[0]?.[0], below.at(-1)?.[0]]
    const y = first && last ? (first.y + last.y) / 2 : rows++ * stepY
    const box = { node, x: level * stepX, y }
    for (const [to] of below) edges.push({ from: box, to })
    return [box, ...below.flat()]
  }
  const boxes = nodes.flatMap(node => placed(node, 0))
  return { boxes, edges, width: depth * stepX + boxWidth, height: Math.max(0, rows - 1) * stepY + boxHeight }
}

/** Everything that it came of, and everything that came of it, by id; nothing else. */
export const kinOf = (nodes: readonly Node[], id: string): ReadonlySet<string> => {
  const kin = new Set<string>()
  const addAll = (node: Node) => {
    kin.add(node.id)
    node.children.forEach(addAll)
  }
  const look = (node: Node): boolean => {
    if (node.id === id) {
      addAll(node)
      return true
    }
    const leads = node.children.some(look)
    if (leads) kin.add(node.id)
    return leads
  }
  nodes.some(look)
  return kin
}
