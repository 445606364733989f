'use client'
import { useMemo, useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { Against } from './against.tsx'
import { CompareHeader } from './compare-header.tsx'
import { CompareRows } from './compare-rows.tsx'
import { CompareTables } from './compare-tables.tsx'
import { compare, stateDifferences } from './difference.ts'
import { EditionBanner } from './edition-banner.tsx'
import { type Line, main, markOf } from './lines.ts'
import { Results } from './results.tsx'
import { StateDifferences } from './state-differences.tsx'
import { type Asker, useBranches } from './use-branches.ts'
import { answerWords } from './words.ts'

type Props = { left: HandHistory; right: HandHistory; asker: Asker }

/** Two lines of one hand side by side: what they share, where they part, and where each of them ends. */
export function Compare({ left, right, asker }: Props) {
  const branches = useBranches(right, asker)
  const { list, current, mark } = branches
  const compared = useMemo(() => compare(left, right), [left, right])
  const differences = useMemo(() => stateDifferences(left, right), [left, right])
  const [row, setRow] = useState(compared.rows.length - 1)
  const nameOf = (line: Line) => {
    const branch = list.find(one => one.edition === line)
    if (line === main) return 'What happened'
    return branch ? `${markOf(list, line)?.letter}: ${answerWords(branch)}` : line
  }
  const titles = { left: nameOf(left.edition), right: nameOf(right.edition) }
  return (
    <main className="compare-page">
      <CompareHeader history={right} />
      {right.edition === main ? null : <EditionBanner history={right} branch={current} mark={mark} isCompared />}
      <div className="compare-heads">
        <p>
          <b>{titles.left}</b> ends at #{left.nextSequence - 1}, <b>{titles.right}</b> at #{right.nextSequence - 1}.
          They part behind #{compared.shared - 1}.
        </p>
        <Against {...{ left, right, list, nameOf }} />
      </div>
      <CompareTables {...{ left, right, titles, compared, row }} onRow={setRow} />
      <div className="compare-body">
        <CompareRows {...{ compared, titles, row }} onRow={setRow} />
        <div className="compare-ends">
          <Results {...{ left, right, titles }} />
          <StateDifferences {...{ differences, titles }} />
        </div>
      </div>
    </main>
  )
}
