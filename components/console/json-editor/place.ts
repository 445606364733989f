import { isMembers, type Schema } from '../schema/schema.ts'

/** Where one writes in JSON that is not whole yet: in what, whether a name or a value comes, and where it begins. */
export type Place = {
  readonly path: readonly string[]
  readonly expects: 'name' | 'value'
  readonly from: number
  /** That this object has already. */
  readonly names: readonly string[]
}
type Frame = {
  readonly isList: boolean
  item: number
  /** Of the member that is being written. */
  key: string | undefined
  hasColon: boolean
  readonly names: string[]
}

const words = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g
const isSign = (word: string) => /^[{}[\],:]$/.test(word)
const isClosed = (word: string) => word.length > 1 && word.endsWith('"')

export const placeAt = (text: string, position: number): Place | undefined => {
  const frames: Frame[] = []
  let open: { readonly place: Place | undefined; readonly frame: Frame | undefined } | undefined
  for (const { 0: word, index } of text.matchAll(words)) {
    const end = index + word.length
    if (!open && (isSign(word) ? index >= position : end >= position)) {
      const isBehind = isClosed(word) && end === position
      open = { place: isBehind ? undefined : placeIn(frames, Math.min(index, position)), frame: frames.at(-1) }
      // What is being written is no name yet.
      if (index < position) continue
    }
    if (open && isEnd(word) && frames.at(-1) === open.frame) return open.place
    take(frames, word)
  }
  return open ? open.place : placeIn(frames, position)
}

const isEnd = (word: string) => word === '}' || word === ']'

const placeIn = (frames: readonly Frame[], from: number): Place | undefined => {
  const within = frames.slice(0, -1).map(stepOf)
  const last = frames.at(-1)
  if (!last) return { path: [], expects: 'value', from, names: [] }
  const { isList, key, hasColon, names } = last
  if (!isList && key === undefined) return { path: within, expects: 'name', from, names }
  return isList || hasColon ? { path: [...within, stepOf(last)], expects: 'value', from, names } : undefined
}

const stepOf = ({ isList, item, key }: Frame): string => (isList ? String(item) : (key ?? ''))

const take = (frames: Frame[], word: string): void => {
  const last = frames.at(-1)
  if (word === '{' || word === '[')
    frames.push({ isList: word === '[', item: 0, key: undefined, hasColon: false, names: [] })
  else if (isEnd(word)) frames.pop()
  else if (last && word === ',') Object.assign(last, { item: last.item + 1, key: undefined, hasColon: false })
  else if (last && word === ':') last.hasColon = true
  else if (last && !last.isList && last.key === undefined && isClosed(word)) {
    last.key = nameOf(word)
    last.names.push(last.key)
  }
}

const nameOf = (word: string): string => {
  try {
    return String(JSON.parse(word))
  } catch {
    return word.slice(1, -1)
  }
}

const flat = (schema: Schema): readonly Schema[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(flat),
]

/** What may stand at a place, whichever alternative is meant. */
export const schemasAt = (schema: Schema, path: readonly string[]): readonly Schema[] =>
  path.reduce<readonly Schema[]>(
    (found, step) =>
      found.flatMap(({ properties = {}, additionalProperties, items }) => {
        const next = Object.hasOwn(properties, step) ? properties[step] : additionalProperties
        return [...(isMembers(next) ? flat(next) : []), ...(items && /^\d+$/.test(step) ? flat(items) : [])]
      }),
    flat(schema),
  )
