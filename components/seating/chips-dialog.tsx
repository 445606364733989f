'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { buyInError } from './buy-in.ts'

type Props = {
  title: string
  about: string
  /** What the button says with the amount behind it: "Sit down with". */
  verb: string
  min: number
  max: number
  start: number
  step: number
  error: string | null
  busy: boolean
  onSubmit: (amount: number) => void
  onClose: () => void
}
const show = (amount: number) => amount.toLocaleString('en-US')

/** How many chips: to sit down with, or to add. */
export function ChipsDialog({ title, about, verb, min, max, start, step, error, busy, onSubmit, onClose }: Props) {
  const [text, setText] = useState(String(start))
  const amount = Number(text.replaceAll(/[\s,.]/g, '') || Number.NaN)
  const wrong = buyInError(amount, min, max)
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong && !busy) onSubmit(amount)
  }
  return (
    <Dialog title={title} about={about} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field
          label="Chips"
          name="amount"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onChange={event => setText(event.target.value)}
          error={error ?? (tried || text !== String(start) ? (wrong ?? undefined) : undefined)}
          hint={`${show(min)} to ${show(max)}`}
        />
        <input
          type="range"
          aria-label="Chips, by slider"
          className="h-11 w-full accent-primary"
          min={min}
          max={max}
          step={step}
          value={wrong ? min : amount}
          onChange={event => setText(event.target.value)}
        />
        <Button type="submit" look="primary" aria-disabled={busy || !!wrong}>
          {busy ? 'One moment…' : `${verb} ${wrong ? '' : show(amount)}`}
        </Button>
      </form>
    </Dialog>
  )
}
