'use client'
import { type FormEvent, useState } from 'react'
import type { Answer } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import type { Session } from '../live/use-session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  /** What happens next, as the button says it. */
  then: string
  enter: (name: string) => Promise<Answer<NonNullable<Session>>>
  onEntered: (session: NonNullable<Session>) => void
  onClose: () => void
}
const nameKey = 'riverbook.name'
const remembered = () => {
  try {
    return localStorage.getItem(nameKey) ?? ''
  } catch {
    return ''
  }
}
const remember = (name: string) => {
  try {
    localStorage.setItem(nameKey, name)
  } catch {
    // The server knows the name; the browser only saves the typing.
  }
}

/** A guest is a name. The cookie that comes with it is the account. */
export function NameDialog({ then, enter, onEntered, onClose }: Props) {
  const [name, setName] = useState(remembered)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!name.trim()) return setError('A name needs at least one character.')
    setBusy(true)
    const answer = await enter(name.trim())
    setBusy(false)
    if (!answer.ok) return setError(Object.values(answer.problem.fields)[0] ?? wordsOf(answer.problem))
    remember(answer.value.name)
    onEntered(answer.value)
  }
  return (
    <Dialog
      title="What shall we call you?"
      about="No sign-up. Play chips only; your seat is kept by this browser."
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field
          label="Name"
          name="name"
          value={name}
          onChange={event => {
            setName(event.target.value)
            setError(undefined)
          }}
          maxLength={40}
          autoComplete="nickname"
          enterKeyHint="go"
          error={error}
          hint="1 to 20 letters, digits, spaces and _ - ."
        />
        <Button type="submit" look="primary" aria-disabled={busy}>
          {busy ? 'One moment…' : then}
        </Button>
      </form>
    </Dialog>
  )
}
