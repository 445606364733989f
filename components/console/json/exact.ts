/** Strings, which are passed over, and whole numbers of so many digits that they may be too long. */
const longNumbers = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

const isInexact = (number: string) => number[0] !== '"' && !Number.isSafeInteger(Number(number))

/** Whole numbers that JavaScript would silently make others of, and where they stand. */
export const inexactIn = (text: string): readonly { readonly number: string; readonly from: number }[] =>
  [...text.matchAll(longNumbers)].flatMap(({ 0: number, index: from }) => (isInexact(number) ? [{ number, from }] : []))

/** JSON, but for such numbers: they stay the text that they are, which is no number to any schema. Throws as JSON.parse. */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text.replaceAll(longNumbers, found => (isInexact(found) ? `"${found}"` : found)))
