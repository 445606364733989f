import { createHash } from 'node:crypto'

/** A card's code that stands by itself: not in an id, an address, a hash, a longer word or the outline of an icon. */
const code = /(?<![\w+/$-])([2-9TJQKA][cdhs])(?![\w+/=-]|\.\d)/g
/** As a rendered face spells it. */
const face = /card-rank[^>]*>([^<]{1,2})<\/span><span[^>]*card-suit[^>]*>([♣♦♥♠])</g
const suitOf: Readonly<Record<string, string>> = { '♣': 'c', '♦': 'd', '♥': 'h', '♠': 's' }

/** Every card that a text names, by its code or by its face. Rows of a React stream begin with a number and a colon. */
export const cardsIn = (text: string): ReadonlySet<string> => {
  const words = text.replace(/(^|\n|\\n)[0-9a-f]+:/g, '$1')
  const codes = [...words.matchAll(code)].map(([, found]) => found ?? '')
  const faces = [...text.matchAll(face)].map(([, rank, suit]) => `${rank === '10' ? 'T' : rank}${suitOf[suit ?? '']}`)
  return new Set([...codes, ...faces])
}

/** A schema may name them; a value may not stand there. */
const harmless = String.raw`\s*(?:null|\{\\*"(?:type|anyOf|allOf|\$ref)\\*")`
const hidden = new RegExp(String.raw`\\*"(?:private|deck|hole|holeCards|seed)\\*"\s*:(?!${harmless})`)

/** The names of what never leaves, as keys with something in them. */
export const secretKeyIn = (text: string): string | undefined => hidden.exec(text)?.[0]

/** The seed behind one of these commitments, if the text holds it in hex or base64. */
export const seedIn = (text: string, commitments: readonly string[]): string | undefined => {
  const hex = [...text.matchAll(/[0-9a-f]{64}/gi)].map(([found]) => Buffer.from(found, 'hex'))
  const base64 = [...text.matchAll(/[\w+/-]{43}=?/g)].map(([found]) => Buffer.from(found, 'base64'))
  const known = new Set(commitments)
  const seed = [...hex, ...base64].find(bytes => known.has(createHash('sha256').update(bytes).digest('hex')))
  return seed?.toString('hex')
}
