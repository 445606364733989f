const tones = ['a', 'b', 'c', 'd', 'e'] as const
export type Tone = (typeof tones)[number]
/** How a branch of history is known at a glance: its letter is its own, colour and dash come again after the fifth. */
export type Mark = { readonly letter: string; readonly tone: Tone }

const letters = 26
const letterOf = (place: number) => {
  const round = Math.floor(place / letters)
  return `${String.fromCharCode(65 + (place % letters))}${round === 0 ? '' : round + 1}`
}
/** By the order in which they were made. */
export const markAt = (place: number): Mark => ({
  letter: letterOf(place),
  tone: tones[place % tones.length] ?? 'a',
})
