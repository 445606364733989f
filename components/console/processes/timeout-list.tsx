'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProcessTold } from '@/server/instance'
import { post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { When } from '../../ui/when.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { dueWords } from './words.ts'

type Action = 'fire' | 'cancel'
type Props = { process: string; id: string; due: ProcessTold['due']; now: number }

const words = {
  fire: {
    button: 'Fire now',
    about: 'It runs out at once, as if its time had come. What follows from that cannot be taken back.',
  },
  cancel: {
    button: 'Cancel',
    about: 'It never runs out. The process waits for what else it listens for, if anything.',
  },
} as const

/** What is scheduled, by when it is due. Letting it run out now, or never, has a reason and is on record. */
export function TimeoutList({ process, id, due, now }: Props) {
  const [open, setOpen] = useState<{ readonly name: string; readonly action: Action } | null>(null)
  const client = useQueryClient()
  const act = async (reason: string) => {
    if (!open) return null
    const path = [process, id, 'timeouts', open.name, open.action].map(encodeURIComponent).join('/')
    const answer = await post(`/api/processes/${path}`, { reason })
    await client.invalidateQueries({ queryKey: ['process', process, id] })
    return answer.ok ? null : answer.problem
  }
  const sorted = [...due].sort((a, b) => a.dueAt - b.dueAt)
  return (
    <section className="desk-section" aria-labelledby="timeouts">
      <h2 id="timeouts">Timeouts</h2>
      {due.length === 0 ? <p className="text-muted">None is scheduled.</p> : null}
      <ul className="lines">
        {sorted.map(({ name, dueAt }) => (
          <li key={name} className="flex-wrap py-1.5">
            <strong>{name}</strong>
            <span>
              {dueAt >= now ? 'runs out' : 'should have run out'} {dueWords({ dueAt }, now)}
            </span>
            <When at={new Date(dueAt).toISOString()} className="text-muted" />
            <span className="ml-auto flex gap-2">
              {(['fire', 'cancel'] as const).map(action => (
                <Button
                  key={action}
                  aria-label={`${words[action].button} ${name}`}
                  onClick={() => setOpen({ name, action })}
                >
                  {words[action].button}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {open ? (
        <DecisionSheet
          title={`${open.action === 'fire' ? 'Fire' : 'Cancel'} ${open.name}`}
          about={words[open.action].about}
          confirm={open.action === 'fire' ? 'Fire now' : 'Cancel the timeout'}
          onConfirm={act}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  )
}
