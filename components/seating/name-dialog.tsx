'use client'
import { useState } from 'react'
import type { Answer } from '../live/http.ts'
import type { Session } from '../live/use-session.ts'
import { Dialog } from '../ui/dialog.tsx'
import { OneFieldForm } from '../ui/one-field-form.tsx'

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
  const [first] = useState(remembered)
  return (
    <Dialog
      title="What shall we call you?"
      about="No sign-up. Play chips only; your seat is kept by this browser."
      onClose={onClose}
    >
      <OneFieldForm
        field={{
          label: 'Name',
          name: 'name',
          maxLength: 40,
          autoComplete: 'nickname',
          enterKeyHint: 'go',
          hint: '1 to 20 letters, digits, spaces and _ - .',
        }}
        first={first}
        missing="A name needs at least one character."
        confirm={then}
        send={enter}
        onDone={session => {
          remember(session.name)
          onEntered(session)
        }}
      />
    </Dialog>
  )
}
