'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { reconnect } from '../../live/use-view.ts'
import { Field } from '../../ui/field.tsx'
import { OneFieldForm } from '../../ui/one-field-form.tsx'
import { PageLink } from '../../ui/page-link.tsx'

/** The console of nobody: the token, a name to sign with, and nothing of what is behind it. */
export function SignIn() {
  const router = useRouter()
  const [name, setName] = useState('')
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-5 p-6">
      <h1 className="font-semibold text-2xl">Console</h1>
      <p className="text-muted">For operators of this server. The session lasts eight hours, or half an hour unused.</p>
      <OneFieldForm
        field={{ label: 'Administrator’s token', type: 'password', autoComplete: 'current-password' }}
        missing="Paste the token."
        confirm="Sign in"
        send={token => post('/api/admin/session', { token, name })}
        onDone={() => {
          reconnect()
          router.refresh()
        }}
      >
        <Field
          label="Your name"
          value={name}
          maxLength={40}
          onChange={({ target }) => setName(target.value)}
          autoComplete="nickname"
          hint="Stands beside whatever you do, in a log that others read. Without one you are “administrator”."
        />
      </OneFieldForm>
      <PageLink href="/" className="inline-flex min-h-11 items-center self-start text-muted underline">
        To the tables
      </PageLink>
    </main>
  )
}
