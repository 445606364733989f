'use client'
import { useRouter } from 'next/navigation'
import { useId, useMemo, useRef, useState } from 'react'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import type { Decision } from '../replay/spot.ts'
import { PresetRow } from '../table/preset-row.tsx'
import { SizingRow } from '../table/sizing-row.tsx'
import { useSizing } from '../table/use-sizing.ts'
import { chips, nameOf } from '../table/wording.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { lineHref } from './lines.ts'
import { firstOther, type Given, isSized, type Question, questionAt, verbsOf } from './question.ts'
import { useAsking } from './use-asking.ts'
import { answerWords, deckWords } from './words.ts'

type Props = {
  history: HandHistory
  decision: Decision
  deck: BranchTold['deck']
  onRun: (operation: string) => void
  onClose: () => void
}
export const timesAtOnce = 200

const labels = { fold: 'Fold', check: 'Check', call: 'Call', bet: 'Bet', raise: 'Raise' } as const

const about = ({ table, answered }: Question, { player, at }: Decision, viewer: HandHistory['viewer']): string => {
  const who = player === viewer ? 'You' : nameOf(table.names, player)
  return answered ? `${who} answered #${at} with: ${answerWords(answered)}.` : `${who} is asked at #${at}.`
}

/** Another answer to a decision: chosen with the table's own sizes, and played on by hand or by bots. */
export function WhatIfSheet({ history, decision, deck, onRun, onClose }: Props) {
  const router = useRouter()
  const note = useId()
  const amountBox = useRef<HTMLInputElement>(null)
  const question = useMemo(() => questionAt(history, decision), [history, decision])
  const { table, turn, spot, answered } = question
  const sizing = useSizing({ turn, spot }, table.blinds.small)
  const [verb, setVerb] = useState(() => turn && firstOther(turn, answered))
  const [play, setPlay] = useState<BranchTold['play']>('self')
  const asking = useAsking(history, decision)
  if (!turn || !verb) return null
  const sized = isSized(verb)
  const answer: Given = { action: verb, amount: sized ? sizing.amount : null }
  const isSame = answered?.action === verb && (!sized || answered.amount === sizing.amount)
  const wrong = sized ? sizing.wrong : null
  const open = async () => {
    if (isSame || wrong || asking.busy) return
    const edition = await asking.open(answer, play)
    const as = decision.player === history.viewer ? {} : { as: String(decision.seat) }
    if (edition) router.push(lineHref(history.hand, { line: edition }, String(new URLSearchParams(as))) as never)
  }
  const run = async () => {
    if (wrong || asking.busy) return
    const operation = await asking.run(answer, timesAtOnce)
    if (operation) onRun(operation)
  }
  const told = asking.problem ?? (isSame ? 'That is what happened: choose another answer to play it on.' : null)
  return (
    <Dialog title="What if?" about={about(question, decision, history.viewer)} onClose={onClose}>
      <Choice
        label="Answer"
        value={verb}
        options={verbsOf(turn).map(one => [
          one,
          one === 'call' ? `Call ${chips(turn.legal.call ?? 0)}` : labels[one as keyof typeof labels],
        ])}
        onChange={setVerb}
      />
      {sized ? (
        <div className="grid gap-1.5">
          <PresetRow sizing={sizing} inert={false} />
          <SizingRow sizing={sizing} inert={false} amountBox={amountBox} onSubmit={() => void open()} />
          {wrong ? (
            <p role="status" className="font-medium text-error text-sm">
              {wrong}
            </p>
          ) : null}
        </div>
      ) : null}
      <Choice
        label="From there on"
        value={play}
        options={[
          ['self', 'I play on'],
          ['bots', 'Bots play'],
        ]}
        onChange={setPlay}
        hint="Bots play all other seats, from what each of them may see."
      />
      <p className="px-1 text-sm">
        <b>{deckWords[deck]}</b> <span className="text-muted">The real hand stays as it was.</span>
      </p>
      <p id={note} role="status" className="min-h-5 px-1 text-sm text-warn empty:min-h-0">
        {told}
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        <Button
          look="primary"
          aria-disabled={isSame || wrong !== null || asking.busy !== null}
          aria-describedby={note}
          onClick={() => void open()}
        >
          {asking.busy === 'open' ? 'Opening…' : 'Play it on'}
        </Button>
        <Button aria-disabled={wrong !== null || asking.busy !== null} onClick={() => void run()}>
          {asking.busy === 'run' ? 'Starting…' : `Play it ${timesAtOnce} times`}
        </Button>
      </div>
    </Dialog>
  )
}
