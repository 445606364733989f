'use client'
import { useRouter } from 'next/navigation'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import { compareHref, type Line, main } from './lines.ts'

type Props = {
  left: HandHistory
  right: HandHistory
  list: readonly BranchTold[]
  nameOf: (line: Line) => string
}

/** The line that the other one is held against. */
export function Against({ left, right, list, nameOf }: Props) {
  const router = useRouter()
  const open = list.filter(({ status, edition }) => status === 'open' && edition !== right.edition)
  const lines = [...new Set([main, left.edition, ...open.map(({ edition }) => edition)])]
  if (lines.length < 2) return null
  return (
    <label className="compare-against">
      Against
      <select
        className="pace"
        value={left.edition}
        onChange={({ target }) => router.replace(compareHref(right.hand, right.edition, target.value) as never)}
      >
        {lines.map(line => (
          <option key={line} value={line}>
            {nameOf(line)}
          </option>
        ))}
      </select>
    </label>
  )
}
