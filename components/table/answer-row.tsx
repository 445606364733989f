'use client'
import clsx from 'clsx'
import { aggressive, type Decision, isAllIn, passive, type Verb } from './turn.ts'
import type { Sizing } from './use-sizing.ts'
import type { Turn } from './use-turn.ts'
import { chips } from './wording.ts'

type Answer = { look: string; verbs: readonly Verb[]; decision: Decision | null; top: string; amount?: string }

const words: Record<Verb, string> = { fold: 'Fold', check: 'Check', call: 'Call', bet: 'Bet', raise: 'Raise to' }

const middle = ({ turn, spot }: Turn): Answer => {
  const decision = turn ? passive(turn.legal) : null
  const price = decision?.amount ?? (turn ? 0 : (spot?.toCall ?? 0))
  const top = price > 0 ? 'Call' : 'Check'
  return {
    look: 'answer-pass',
    verbs: ['check', 'call'],
    decision,
    top,
    ...(price > 0 ? { amount: chips(price) } : {}),
  }
}
const right = ({ turn, spot }: Turn, { wrong, amount }: Sizing): Answer => {
  const raise = turn?.legal.raise
  const verbs = ['bet', 'raise'] as const
  const idle = (spot?.level ?? 0) > 0 ? 'Raise' : 'Bet'
  if (!turn || !raise) return { look: 'answer-raise', verbs, decision: null, top: idle }
  if (wrong) return { look: 'answer-raise', verbs, decision: null, top: idle, amount: wrong }
  const decision = aggressive(turn.legal, amount)
  const allIn = decision !== null && isAllIn(decision, turn.legal, 0)
  return { look: 'answer-raise', verbs, decision, top: allIn ? 'All-in' : words[raise.kind], amount: chips(amount) }
}

function AnswerButton({ answer, turn }: { answer: Answer; turn: Turn }) {
  const { decision, top, amount } = answer
  const sending = turn.sending !== null && answer.verbs.includes(turn.sending)
  return (
    <button
      type="button"
      className={clsx('tray-button answer', answer.look)}
      data-turn={turn.turn !== null}
      data-sending={sending}
      aria-disabled={turn.inert || !decision}
      onClick={() => turn.act(decision)}
    >
      {sending ? (
        <span>sending…</span>
      ) : (
        <>
          <span>{top}</span>
          {amount ? <b> {amount}</b> : null}
        </>
      )}
    </button>
  )
}

/** Fold, check or call, bet or raise: always these, always in this order. A press makes all three inert. */
export function AnswerRow({ turn, sizing }: { turn: Turn; sizing: Sizing }) {
  const fold: Answer = { look: 'answer-fold', verbs: ['fold'], decision: { verb: 'fold' }, top: 'Fold' }
  return (
    <fieldset className="tray-row-3" aria-label="Answer">
      <AnswerButton answer={fold} turn={turn} />
      <AnswerButton answer={middle(turn)} turn={turn} />
      <AnswerButton answer={right(turn, sizing)} turn={turn} />
    </fieldset>
  )
}
