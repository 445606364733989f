'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { wordsOf } from '../live/problem-words.ts'
import { useSession } from '../live/use-session.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { PageLink } from '../ui/page-link.tsx'

/** Nobody is signed in: by a recovery code one is oneself again. */
export function Stranger() {
  const router = useRouter()
  const { recover } = useSession(null)
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!code.trim()) return setError('Type the code that you were shown.')
    setBusy(true)
    const answer = await recover(code)
    setBusy(false)
    if (answer.ok) return router.refresh()
    setError(answer.problem.fields.recoveryCode ?? wordsOf(answer.problem))
  }
  return (
    <section className="flex max-w-md flex-col gap-4">
      <p className="text-muted">
        Nobody is signed in in this browser. Take a seat{' '}
        <PageLink href="/" className="text-primary underline">
          in the lobby
        </PageLink>{' '}
        under a new name, or come back with your recovery code.
      </p>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <Field
          label="Recovery code"
          value={code}
          onChange={event => {
            setCode(event.target.value)
            setError(undefined)
          }}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          error={error}
          hint="Five groups of five letters and digits."
        />
        <Button type="submit" look="primary" aria-disabled={busy}>
          {busy ? 'One moment…' : 'Come back'}
        </Button>
      </form>
    </section>
  )
}
