'use client'
import { useCallback, useState } from 'react'
import type { HandCommand } from '@/domain/hand/commands'
import type { PlayerCommand } from '@/domain/player/commands'
import type { TableCommand } from '@/domain/table/commands'
import type { Of } from '@/engine/message'
import { type Answer, newId, type Problem, post } from './http.ts'

/** What the screens ask for, and of which aggregate. */
const domainOf = {
  ReserveFunds: 'player',
  DepositFunds: 'player',
  PlayerAction: 'hand',
  RevealCards: 'hand',
  CreateTable: 'table',
  SitOut: 'table',
  SitIn: 'table',
  LeaveTable: 'table',
} as const
type Asked = keyof typeof domainOf
type Fields<T extends Asked> = Omit<Of<PlayerCommand | TableCommand | HandCommand, T>, 'type'>

/** A hand is its own workflow; everything else starts one. */
const correlationOf = (type: Asked, root: string) => (domainOf[type] === 'hand' ? root : newId())

/** Where the next page reads what this wrote, the answer waits for the read models. */
const readNext: readonly Asked[] = ['CreateTable', 'ReserveFunds', 'DepositFunds']
const syncOf = (type: Asked) => (readNext.includes(type) ? { syncMode: 'SIMPLE' } : {})

/** Sends commands into an edition; `''` is main. */
export const commandIn =
  (edition: string) =>
  <T extends Asked>(type: T, root: string, data: Fields<T>): Promise<Answer<unknown>> =>
    post(`/api/commands/${domainOf[type]}/${root}/${type}`, {
      data,
      correlationId: correlationOf(type, root),
      ...syncOf(type),
      ...(edition === '' ? {} : { edition }),
    })
export const command = commandIn('')

/** One command at a time: `pending` names it, `problem` says why the last one did not happen. */
export const useCommand = () => {
  const [pending, setPending] = useState<Asked | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = useCallback(async <T extends Asked>(type: T, root: string, data: Fields<T>) => {
    setPending(type)
    setProblem(null)
    const answer = await command(type, root, data)
    setPending(null)
    if (!answer.ok) setProblem(answer.problem)
    return answer
  }, [])
  const clear = useCallback(() => setProblem(null), [])
  return { send, pending, problem, clear }
}
