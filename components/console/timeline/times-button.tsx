'use client'
import { CalendarClock } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { Density } from '@/server/instance'
import type { Changes, Filter } from '../../timeline/question.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/lazy.tsx'
import { instantOf, localOf } from './density.ts'

type Props = { filter: Filter; span: Density['span'] | undefined; onNarrow: (changes: Changes) => void }

/** What the brush does, as two dates. */
export function TimesButton({ filter, span, onNarrow }: Props) {
  const button = useRef<HTMLSpanElement>(null)
  const [isOpen, setOpen] = useState(false)
  const narrow = (changes: Changes) => {
    setOpen(false)
    onNarrow(changes)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const put = new FormData(event.currentTarget)
    narrow({ since: instantOf(String(put.get('since'))), until: instantOf(String(put.get('until'))) })
  }
  const isTimed = filter.since !== undefined || filter.until !== undefined
  return (
    <span ref={button}>
      <Button look="quiet" className="px-3" aria-expanded={isOpen} aria-label="Times" onClick={() => setOpen(true)}>
        <CalendarClock size={18} aria-hidden /> <span className="max-md:hidden">Times</span>
      </Button>
      {isOpen ? (
        <Popover title="Recorded between" anchor={button} onClose={() => setOpen(false)}>
          <form onSubmit={submit} className="flex flex-col gap-3 p-1">
            <Moment name="since" label="After" value={filter.since ?? span?.from} />
            <Moment name="until" label="Up to" value={filter.until ?? span?.to} />
            <div className="flex gap-2">
              <Button type="submit" look="primary" className="flex-1">
                Show
              </Button>
              <Button disabled={!isTimed} onClick={() => narrow({ since: null, until: null })}>
                All times
              </Button>
            </div>
          </form>
        </Popover>
      ) : null}
    </span>
  )
}

function Moment({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-muted text-xs">{label}</span>
      <input
        type="datetime-local"
        step={1}
        name={name}
        className="field"
        defaultValue={value === undefined || Number.isNaN(Date.parse(value)) ? '' : localOf(value)}
      />
    </label>
  )
}
