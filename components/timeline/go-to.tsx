'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Dialog } from '../ui/lazy.tsx'

type Props = { head: number; onGo: (from: string) => void; onClose: () => void }

const strange = 'A number, such as 1204, or a time, such as 2026-11-25 10:02.'

/** `1204` or `#1204` is a position; anything that reads as a time is one, in the reader's own zone. */
export const placeOf = (text: string): string | undefined => {
  const [, position] = /^#?\s*([\d,]{1,20})$/.exec(text.trim()) ?? []
  if (position) return `pos:${Number(position.replaceAll(',', ''))}`
  const time = new Date(text.trim())
  return text.trim() === '' || Number.isNaN(time.getTime()) ? undefined : `time:${time.toISOString()}`
}

export function GoTo({ head, onGo, onClose }: Props) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | undefined>()
  const go = (event: FormEvent) => {
    event.preventDefault()
    const place = placeOf(text)
    if (place) onGo(place)
    else setError(strange)
  }
  return (
    <Dialog title="Go to" about={`The log goes from #1 to #${head.toLocaleString('en-US')}.`} onClose={onClose}>
      <form onSubmit={go} className="flex flex-col gap-4">
        <Field
          label="# or time"
          value={text}
          error={error}
          onChange={({ target }) => setText(target.value)}
          autoComplete="off"
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary">
            Go
          </Button>
          <Button onClick={() => onGo('oldest')}>Oldest</Button>
          <Button onClick={() => onGo('')}>Newest</Button>
        </div>
      </form>
    </Dialog>
  )
}
