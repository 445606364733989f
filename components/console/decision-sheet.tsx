'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Problem } from '../live/http.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/lazy.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { problemWords } from './problem.ts'

type Props = {
  title: string
  about?: string
  /** On the button: what happens, with its number where there is one. */
  confirm: string
  /** Whether a reason is asked for, which is kept for ever. */
  reason?: 'asked' | 'none'
  /** Something else is missing. */
  isIncomplete?: boolean
  /** Resolves when it is done: with what went wrong, or with nothing. */
  onConfirm: (reason: string) => Promise<Problem | null>
  onClose: () => void
  children?: ReactNode
}
const longestReason = 500

/** Nothing that changes something happens before this sheet is confirmed; it stays open until there is an answer. */
export function DecisionSheet({ reason: asks = 'asked', ...props }: Props) {
  const { title, about, confirm, isIncomplete = false, onConfirm, onClose, children } = props
  const [reason, setReason] = useState('')
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isReady = !isIncomplete && (asks === 'none' || reason.trim() !== '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isSending || !isReady) return
    setSending(true)
    setProblem(null)
    const wrong = await onConfirm(reason.trim())
    setSending(false)
    if (wrong) setProblem(wrong)
    else onClose()
  }
  return (
    <Dialog title={title} {...(about ? { about } : {})} onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
        {children}
        {asks === 'asked' ? (
          <TextArea
            label="Reason"
            rows={2}
            required
            maxLength={longestReason}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            below={<p className="text-muted text-xs">Kept for ever, with your name.</p>}
          />
        ) : null}
        {problem ? (
          <p role="alert" className="text-error text-sm">
            {problemWords(problem)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" aria-disabled={!isReady || isSending}>
            {isSending ? 'Sending…' : confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
