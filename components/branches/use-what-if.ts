'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { type Decision, decisionFrom, type Spot } from '../replay/spot.ts'
import { markOf } from './lines.ts'
import { isDeckOpen } from './question.ts'
import { type Asker, mayFork, useBranches } from './use-branches.ts'
import { useForkKeys } from './use-fork-keys.ts'
import { answerWords } from './words.ts'

type Given = { spot: Spot; asker: Asker; onTold: (text: string) => void }

/** The first decision from here on that this viewer may answer differently. */
const ownFrom = ({ history, moments, at }: Spot, asker: Asker): Decision | null => {
  let found = decisionFrom({ history, moments }, at)
  while (found && asker.kind !== 'administrator' && found.player !== history.viewer)
    found = decisionFrom({ history, moments }, found.at + 1)
  return found
}

/** Everything about branches that the replay of a hand shows. */
export const useWhatIf = ({ spot, asker, onTold }: Given) => {
  const { history, moments, at, jump } = spot
  const [asked, setAsked] = useState<Decision | null>(null)
  const [runs, setRuns] = useQueryState('runs', parseAsString)
  const branches = useBranches(history, asker)
  const { list, current, forks } = branches
  const may = mayFork(history, asker)
  const own = may ? ownFrom(spot, asker) : null
  const isOpen = own !== null && own.at === moments.length - 1
  const ask = () => {
    if (!may) return onTold('What could have been is asked by whoever played, once the hand is over.')
    if (isOpen) return onTold('This decision is open: answer it with the buttons below.')
    if (!own) return onTold('From here on nothing was asked of you.')
    if (own.at !== at) jump(own.at)
    setAsked(own)
  }
  const keys = useForkKeys({ history, branches, at, onAsk: ask, onTold })
  const deck = current ? current.deck : isDeckOpen(history, asker.kind === 'administrator') ? 'same' : 'dealt-anew'
  return {
    ...branches,
    ...keys,
    branches,
    may,
    deck: deck as 'same' | 'dealt-anew',
    asked,
    ask,
    /** Whether the question belongs to the very moment that is shown. */
    isHere: own?.at === at && !isOpen,
    close: () => setAsked(null),
    runs,
    showRuns: (operation: string | null) => {
      setAsked(null)
      void setRuns(operation, { history: 'replace' })
    },
    marks: forks.map(fork => ({
      at: fork.at,
      key: fork.line,
      tone: markOf(list, fork.line)?.tone,
      title: fork.branch ? answerWords(fork.branch) : 'What happened',
    })),
  }
}
export type WhatIf = ReturnType<typeof useWhatIf>
