'use client'
import { useState } from 'react'
import { type Problem, post } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import { Button } from '../ui/button.tsx'

const copy = (text: string) => navigator.clipboard?.writeText(text).catch(() => {})

/** The code that opens this account in another browser. It is shown once, and the one before ends. */
export function Recovery() {
  const [code, setCode] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const make = async () => {
    if (busy) return
    setBusy(true)
    const answer = await post<{ recoveryCode: string }>('/api/session/recovery', {})
    setBusy(false)
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) setCode(answer.value.recoveryCode)
  }
  return (
    <section aria-labelledby="recovery" className="flex flex-col items-start gap-3">
      <div>
        <h2 id="recovery" className="font-semibold text-lg">
          Recovery code
        </h2>
        <p className="max-w-prose text-muted text-sm">
          Your account is kept by a cookie of this browser. A recovery code opens it in another one. It is shown once; a
          new one ends the one before.
        </p>
      </div>
      <div role="status" className="empty:hidden">
        {code ? (
          <p className="flex flex-wrap items-center gap-2">
            <code className="select-all break-all rounded-lg border border-control bg-background px-3 py-2 font-mono text-base">
              {code}
            </code>
            <Button onClick={() => copy(code)}>Copy</Button>
            <span className="w-full text-muted text-sm">Write it down now: nobody can show it again.</span>
          </p>
        ) : null}
      </div>
      <Button aria-disabled={busy} onClick={() => void make()}>
        {code ? 'Make another code' : 'Make a recovery code'}
      </Button>
      {problem ? (
        <p role="alert" className="font-medium text-error text-sm">
          {wordsOf(problem)}
        </p>
      ) : null}
    </section>
  )
}
