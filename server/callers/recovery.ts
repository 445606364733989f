import { randomInt } from 'node:crypto'

/** Without letters that are taken for each other: 25 of them are 125 bits. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 5
const groupLength = 5
const alike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** "7QK2M-…": five groups of five, to be written down. */
export const newRecoveryCode = (): string => {
  const letter = () => letters.charAt(randomInt(letters.length))
  const group = () => Array.from({ length: groupLength }, letter).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** As people type it: in any case, with any separators, O for nought. Undefined where it cannot be a code. */
export const readRecoveryCode = (typed: string): string | undefined => {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[OIL]/g, letter => alike[letter] ?? letter)
  if (plain.length !== groups * groupLength || [...plain].some(letter => !letters.includes(letter))) return undefined
  return plain.match(/.{5}/g)?.join('-')
}
