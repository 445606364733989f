import type { LogLine, TableView } from '@/domain/projections/table-view'
import { chips, lineText, withCardWords } from './wording.ts'

/** The lines that came after `last`. What is no longer in the log counts as seen. */
export const linesAfter = (log: readonly LogLine[], last: string | undefined): readonly LogLine[] => {
  if (last === undefined) return []
  return log.slice(log.findIndex(line => line.id === last) + 1)
}
const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What a screen reader hears of it: "Eli folds, Fay calls 120. Pot 1,240." */
export const newsText = (lines: readonly LogLine[], { names, hand }: Pick<TableView, 'names' | 'hand'>): string => {
  if (lines.length === 0) return ''
  const told = lines
    .map(line => lineText({ ...line, text: withCardWords(line.text) }, names).replace(/\.$/, ''))
    .join(', ')
  const pot = hand && hand.phase !== 'over' ? ` Pot ${chips(hand.pot)}.` : ''
  return ended(told) + pot
}
/** "2 actions happened while you were away." */
export const missedText = (count: number): string => {
  if (count === 0) return 'Back at the table. You missed nothing.'
  return `Back at the table. ${count === 1 ? '1 action' : `${count} actions`} happened while you were away.`
}
