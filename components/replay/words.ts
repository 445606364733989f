import type { HandHistory } from '@/domain/replay/history'
import { type Moment, type Stage, wordsOf } from '@/domain/replay/moments'
import { withCardWords, withGlyphs } from '../table/wording.ts'

const stages: Record<Stage, string> = {
  preflop: 'before the flop',
  flop: 'flop',
  turn: 'turn',
  river: 'river',
  showdown: 'showdown',
}
export const stageName = (stage: Stage): string => stages[stage]

const sentence = ({ lines }: Moment, names: HandHistory['names']) => lines.map(line => wordsOf(line, names)).join('. ')
/** As the log shows it: "Dana bets 120". */
export const momentText = (moment: Moment, names: HandHistory['names']): string => withGlyphs(sentence(moment, names))

/** What a screen reader is told of a position: "Event 17 of 42, flop, Dana bets 120". */
export const positionText = (
  { moments, at }: { moments: readonly Moment[]; at: number },
  names: HandHistory['names'],
): string => {
  const moment = moments[at]
  const last = moments.length - 1
  if (!moment) return `Before the first event of ${moments.length}`
  return `Event ${at} of ${last}, ${stageName(moment.stage)}, ${withCardWords(sentence(moment, names))}`
}
