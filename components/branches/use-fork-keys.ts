'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { tell } from '../announce/announcer.ts'
import { replayKeys } from '../keys/shortcuts.ts'
import { useShortcuts } from '../keys/use-shortcuts.ts'
import { compareHref, type Line, lineHref, main, markOf } from './lines.ts'
import type { Branches } from './use-branches.ts'
import { answerWords } from './words.ts'

type Given = {
  history: HandHistory
  branches: Branches
  at: number
  onAsk: () => void
  onTold: (text: string) => void
}

/** At a fork ↑ and ↓ choose among the lines, → goes into the chosen one; Shift+← leaves the line that one is in. */
export const useForkKeys = ({ history, branches, at, onAsk, onTold }: Given) => {
  const router = useRouter()
  const { hand, edition } = history
  const { list, forks, current } = branches
  const [choice, setChoice] = useState<{ at: number; line: Line } | null>(null)
  const here = forks.filter(fork => fork.at === at)
  const chosen = choice?.at === at ? choice.line : here.length > 0 ? edition : null
  const lines: readonly Line[] = [edition, ...here.map(({ line }) => line)]
  const nameOf = (line: Line) => {
    const branch = list.find(one => one.edition === line)
    return branch ? `Line ${markOf(list, line)?.letter}: ${answerWords(branch)}` : 'What happened'
  }
  const choose = (steps: 1 | -1) => () => {
    const line = lines[(lines.indexOf(chosen ?? edition) + steps + lines.length) % lines.length] ?? edition
    setChoice({ at, line })
    tell(`${nameOf(line)}.`)
  }
  const goTo = (line: Line, to: number) => router.push(lineHref(hand, { line, at: to }, location.search) as never)
  const compare = () => {
    const other = edition !== main ? edition : (here[0]?.line ?? list.findLast(one => one.status === 'open')?.edition)
    if (other === undefined) onTold('There is nothing to compare yet: no branch was taken from this hand.')
    else router.push(compareHref(hand, other) as never)
  }
  useShortcuts(
    {
      fork: onAsk,
      compare,
      ...(here.length > 0 ? { 'branch-before': choose(-1), 'branch-after': choose(1) } : {}),
      ...(chosen !== null && chosen !== edition ? { 'next-event': () => goTo(chosen, at + 1) } : {}),
      ...(current && at > current.at ? { 'previous-street': () => goTo(current.parent, current.at) } : {}),
    },
    replayKeys,
  )
  return { here, chosen }
}
