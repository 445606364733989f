/** A seat as its sentence tells it: "Seat 3, Dana, 12,450 chips, bet 120, to act". */
export type SeatRead = {
  readonly seat: number
  readonly who: string
  readonly stack: number
  readonly says: readonly string[]
}

/** What a table shows at one moment, taken from its accessibility tree: what a screen reader would find there. */
export type Reading = {
  readonly connection: string
  readonly hand: number
  readonly board: string
  readonly pot: number
  readonly sidePots: readonly string[]
  /** What else is said in the middle: who won, or what is being waited for. */
  readonly status: string
  readonly seats: readonly SeatRead[]
  /** The viewer's own cards in words; empty while there are none. */
  readonly cards: string
  /** It is the viewer's turn, and the buttons say so. */
  readonly mine: boolean
  /** Somebody has won. */
  readonly over: boolean
  readonly log: readonly string[]
}

const numberIn = (text: string) => Number(text.replaceAll(',', ''))

/** `- paragraph: "Side 40 · Ann"` → `Side 40 · Ann`; without a text of its own, nothing. */
const textOf = (line: string): string => {
  const text = /^\s*- \w+(?: \[[^\]]*\])*: (.*)$/.exec(line)?.[1] ?? ''
  return text.startsWith('"') ? JSON.parse(text) : text
}
const seatOf = (sentence: string): SeatRead => {
  const [seat = '', who = '', , ...says] = sentence.split(', ')
  return { seat: numberIn(seat.replace('Seat ', '')), who, stack: stackIn(sentence), says }
}
const stackIn = (sentence: string) => numberIn(/, ([\d,]+) chips/.exec(sentence)?.[1] ?? '')

/** The lines under one heading of the tree, by its indentation. */
const under = (lines: readonly string[], opening: RegExp): readonly string[] => {
  const start = lines.findIndex(line => opening.test(line))
  if (start < 0) return []
  const depth = (line: string) => line.search(/\S/)
  const rest = lines.slice(start + 1)
  const end = rest.findIndex(line => depth(line) <= depth(lines[start] ?? ''))
  return end < 0 ? rest : rest.slice(0, end)
}
const paragraphs = (lines: readonly string[]) => lines.filter(line => /^\s*- paragraph: /.test(line)).map(textOf)

const isBoard = (text: string) => /^(No board cards yet\.|Flop: )/.test(text)
const isPot = (text: string) => /^Pot [\d,]+$/.test(text)
const isSidePot = (text: string) => /^(Main|Side( \d+)?) [\d,]+/.test(text)

/** Reads the accessibility tree of a table's `main`. */
export const readingOf = (tree: string): Reading => {
  const lines = tree.split('\n')
  const felt = under(lines, /^\s*- region "Table":/)
  const seats = under(felt, /^\s*- list "Seats/)
  const middle = paragraphs(felt.filter(line => !seats.includes(line)))
  const status = middle.filter(text => !isBoard(text) && !isPot(text) && !isSidePot(text)).join(' ')
  const head = paragraphs(lines).find(text => text.startsWith('NL ')) ?? ''
  const answers = under(lines, /^\s*- group "Answer":/)
  return {
    connection: head.split(' ').at(-1) ?? '',
    hand: numberIn(/#([\d,]+)/.exec(head)?.[1] ?? '0'),
    board: middle.find(isBoard) ?? '',
    pot: numberIn(middle.find(isPot)?.replace('Pot ', '') ?? '0'),
    sidePots: middle.filter(isSidePot),
    status,
    seats: paragraphs(seats)
      .filter(text => /^Seat \d+, .* chips/.test(text))
      .map(seatOf),
    cards: /^Your cards: (.*)\.$/.exec(paragraphs(seats).find(text => text.startsWith('Your cards')) ?? '')?.[1] ?? '',
    mine: answers.some(line => /- button "(Check|Call)[^[]*$/.test(line)),
    over: /\b(wins|split) [\d,]+/.test(status),
    log: under(lines, /^\s*- list "Hand log"/).map(textOf),
  }
}

/** Every chip that the table shows. What was won lies on the stacks already, and is still told as the pot. */
export const chipsIn = ({ seats, pot, over }: Reading): number =>
  seats.reduce((total, { stack }) => total + stack, over ? 0 : pot)

/** What every viewer must see alike; `you` is told by name. */
export const publicIn = ({ hand, board, pot, sidePots, status, seats }: Reading, viewer: string) => ({
  hand,
  board,
  pot,
  sidePots,
  status,
  seats: seats
    .map(({ seat, who, stack, says }) => ({ seat, who: who === 'you' ? viewer : who, stack, says }))
    .toSorted((one, other) => one.seat - other.seat),
})

export const seatOfYou = ({ seats }: Reading): SeatRead | undefined => seats.find(({ who }) => who === 'you')

/** The log from the line that opened this hand on; all of it where that line is no longer there. */
export const logOfHand = ({ log }: Reading, hand: number): readonly string[] => {
  const from = log.lastIndexOf(`Hand ${hand}`)
  const next = log.lastIndexOf(`Hand ${hand + 1}`)
  return log.slice(Math.max(0, from), next < 0 ? undefined : next)
}

/** Chips that were brought to the table in these lines, as by a bot that had lost everything. */
export const broughtIn = (lines: readonly string[]): number =>
  lines
    .map(line => / (?:adds|sits down with) ([\d,]+)$/.exec(line)?.[1] ?? '0')
    .reduce((total, amount) => total + numberIn(amount), 0)
