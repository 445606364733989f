'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { placeOf } from '../../timeline/go-to.tsx'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'

type Props = { total: number; onJump: (to: number) => void; onClose: () => void }

const strange = 'A number, such as 17, or a time, such as 2026-11-25 10:02.'

/** To an event by its number, or to a time: which event that is, the server says. */
export function GoToMoment({ total, onJump, onClose }: Props) {
  const [router, path, query] = [useRouter(), usePathname(), useSearchParams()]
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const go = (event: FormEvent) => {
    event.preventDefault()
    const [kind, ...rest] = placeOf(text)?.split(':') ?? []
    if (!kind) return setError(strange)
    onClose()
    if (kind === 'pos') return onJump(Number(rest[0]))
    const next = new URLSearchParams(query)
    next.delete('at')
    next.set('t', rest.join(':'))
    router.push(`${path}?${next}` as never)
  }
  return (
    <Dialog title="Go to" about={`The stream goes from #0 to #${whole(total - 1)}.`} onClose={onClose}>
      <form onSubmit={go} className="flex flex-col gap-4">
        <Field
          label="# or time"
          value={text}
          error={error}
          onChange={({ target }) => setText(target.value)}
          autoComplete="off"
        />
        <Button type="submit" look="primary">
          Go
        </Button>
      </form>
    </Dialog>
  )
}
