'use client'
import { useEffect, useRef, useState } from 'react'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import type { Problem } from '../live/http.ts'
import { commandIn } from '../live/use-command.ts'
import { readSettings } from '../settings/settings.ts'
import { answerOf, arm, type PreAction, type PreActionKind, stillArmed } from './pre-action.ts'
import { type Decision, isAllIn, type OwnTurn, ownTurn, spotOf } from './turn.ts'

type Given = {
  table: TableView
  view: SeatView | null
  own: TableSeat | undefined
  live: boolean
  /** Where a branch of the hand is played; without it, the hand itself. */
  edition?: string
  onProblem: (problem: Problem) => void
}
type Sent = { key: string; verb: Decision['verb'] }
export type Question = { kind: 'free-fold' | 'all-in'; key: string; decision: Decision }
type Armed = { hand: string; pre: PreAction }

const keep = (armed: Armed | null, hand: string | undefined, toCall: number): PreAction | null =>
  armed && armed.hand === hand ? stillArmed(armed.pre, toCall) : null

/** The viewer's turn and what becomes of it: one answer per decision, given now or ahead. */
export const useTurn = ({ table, view, own, live, edition = '', onProblem }: Given) => {
  const turn = ownTurn(table, view)
  const spot = table.hand?.phase === 'betting' && own ? spotOf({ ...table, hand: table.hand }, own) : null
  const [sent, setSent] = useState<Sent | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [armed, setArmed] = useState<Armed | null>(null)
  const freeFoldAsked = useRef(false)
  const pre = keep(armed, table.hand?.hand, spot?.toCall ?? 0)
  const sending = turn !== null && sent?.key === turn.key ? sent.verb : null
  const inert = !turn || !live || sending !== null

  const submit = async (to: OwnTurn, { verb, amount }: Decision) => {
    if (!own) return
    setQuestion(null)
    setSent({ key: to.key, verb })
    const sized = verb === 'bet' || verb === 'raise'
    const answer = await commandIn(edition)('PlayerAction', to.hand, {
      player: own.player,
      action: verb,
      decision: to.decision,
      ...(sized && amount !== undefined ? { amount } : {}),
    })
    if (answer.ok) return
    setSent(now => (now?.key === to.key ? null : now))
    onProblem(answer.problem)
  }
  const act = (decision: Decision | null) => {
    if (inert || !turn || !own || !decision) return
    const key = turn.key
    if (decision.verb === 'fold' && turn.legal.check && !freeFoldAsked.current) {
      return setQuestion({ kind: 'free-fold', key, decision })
    }
    if (readSettings().confirmAllIn === 'on' && isAllIn(decision, turn.legal, own.stack)) {
      return setQuestion({ kind: 'all-in', key, decision })
    }
    void submit(turn, decision)
  }
  const confirm = () => {
    if (question?.kind === 'free-fold') freeFoldAsked.current = true
    if (turn && question?.key === turn.key) void submit(turn, question.decision)
  }
  const armFor = (kind: PreActionKind | null) => {
    if (!table.hand || !spot) return
    const next = kind === null || kind === pre?.kind ? null : arm(kind, spot.toCall)
    setArmed(next && { hand: table.hand.hand, pre: next })
  }
  useAnswerAhead({ turn, pre, armed, live, disarm: () => setArmed(null), submit })
  const asked = question && question.key === turn?.key ? question : null
  return { turn, spot, sending, inert, pre, armFor, act, asked, confirm, dismiss: () => setQuestion(null) }
}
export type Turn = ReturnType<typeof useTurn>

type Ahead = {
  turn: OwnTurn | null
  pre: PreAction | null
  armed: Armed | null
  live: boolean
  disarm: () => void
  submit: (to: OwnTurn, decision: Decision) => Promise<void>
}
/** Gives the answer that was armed, once, when the turn comes; forgets it when its price is gone. */
const useAnswerAhead = ({ turn, pre, armed, live, disarm, submit }: Ahead) => {
  useEffect(() => {
    if (armed && !pre) return disarm()
    if (!turn || !pre || !live) return
    disarm()
    const verb = answerOf(pre, turn.legal)
    if (verb) void submit(turn, { verb })
  })
}
