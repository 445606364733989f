'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { problemWords } from '../problem.ts'

const named = /^([a-z][a-z0-9-]{0,63})\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i

/** Walks the chain of hashes, which nobody can change without being noticed. It is long work, and changes nothing. */
export function VerifyPanel() {
  const router = useRouter()
  const [stream, setStream] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [sending, setSending] = useState(false)
  const verify = async (event: FormEvent) => {
    event.preventDefault()
    if (sending) return
    const [, domain, root] = named.exec(stream) ?? []
    if (stream && !root) return setWrong('A domain, a slash, and a root; or nothing, for the whole log.')
    setSending(true)
    const answer = await post<{ operation: string }>('/api/verifications', root ? { stream: { domain, root } } : {})
    setSending(false)
    if (answer.ok) router.push(`/admin/operations/${answer.value.operation}` as Route)
    else setWrong(problemWords(answer.problem))
  }
  return (
    <section className="desk-section" aria-labelledby="chain">
      <h2 id="chain">Hash chain</h2>
      <form className="verify-form" onSubmit={event => void verify(event)}>
        <Field
          label="Stream"
          placeholder="domain/root, or nothing for the whole log"
          value={stream}
          autoComplete="off"
          spellCheck={false}
          maxLength={101}
          error={wrong}
          onChange={({ target }) => {
            setStream(target.value.trim())
            setWrong(undefined)
          }}
        />
        <Button type="submit" aria-disabled={sending}>
          {stream ? 'Verify this stream' : 'Verify the whole log'}
        </Button>
      </form>
    </section>
  )
}
