'use client'
import { type ComponentProps, type FormEvent, type ReactNode, useState } from 'react'
import type { Answer } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'

type Props<T> = {
  field: Omit<ComponentProps<typeof Field>, 'value' | 'onChange' | 'error'>
  first?: string
  /** Said where nothing was typed. */
  missing: string
  confirm: string
  send: (typed: string) => Promise<Answer<T>>
  onDone: (value: T) => void
  /** What may be said beside it. */
  children?: ReactNode
}

/** One thing to type and send; what is wrong with it stands beside it. */
export function OneFieldForm<T>({ field, first = '', missing, confirm, send, onDone, children }: Props<T>) {
  const [typed, setTyped] = useState(first)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!typed.trim()) return setError(missing)
    setBusy(true)
    const answer = await send(typed.trim())
    setBusy(false)
    if (answer.ok) return onDone(answer.value)
    setError(Object.values(answer.problem.fields)[0] ?? wordsOf(answer.problem))
  }
  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4" noValidate>
      <Field
        {...field}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setError(undefined)
        }}
        error={error}
      />
      {children}
      <Button type="submit" look="primary" aria-disabled={busy}>
        {busy ? 'One moment…' : confirm}
      </Button>
    </form>
  )
}
