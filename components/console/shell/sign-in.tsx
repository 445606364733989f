'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { post } from '../../live/http.ts'
import { wordsOf } from '../../live/problem-words.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { PageLink } from '../../ui/page-link.tsx'

/** The console of nobody: the token, and nothing of what is behind it. */
export function SignIn() {
  const router = useRouter()
  const [token, setToken] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (!token.trim()) return setError('Paste the token.')
    setBusy(true)
    const answer = await post('/api/admin/session', { token: token.trim() })
    setBusy(false)
    if (answer.ok) return router.refresh()
    setError(answer.problem.fields.token ?? wordsOf(answer.problem))
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-5 p-6">
      <h1 className="font-semibold text-2xl">Console</h1>
      <p className="text-muted">For operators of this server. The session lasts eight hours, or half an hour unused.</p>
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field
          label="Administrator’s token"
          type="password"
          value={token}
          onChange={({ target }) => {
            setToken(target.value)
            setError(undefined)
          }}
          autoComplete="current-password"
          error={error}
        />
        <Button type="submit" look="primary" aria-disabled={busy}>
          {busy ? 'One moment…' : 'Sign in'}
        </Button>
      </form>
      <PageLink href="/" className="inline-flex min-h-11 items-center self-start text-muted underline">
        To the tables
      </PageLink>
    </main>
  )
}
