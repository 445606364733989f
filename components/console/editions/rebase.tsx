'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Ordered } from '@/engine/editions'
import { post } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { errorWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'
import { usePlan } from './use-plan.ts'

/** `what-if` is followed by `what-if-2`, that by `what-if-3`. */
export const nextName = (name: string): string => {
  const [, stem = name, number = '1'] = /^(.*?)-(\d{1,4})$/.exec(name) ?? []
  return `${stem.slice(0, 58)}-${Number(number) + 1}`
}

/** What was ordered in it is ordered again in a new edition, on main as it is now; that one can be merged. */
export function Rebase({ name }: { name: string }) {
  const { data: plan, error, refetch } = usePlan(name)
  if (error)
    return (
      <div role="alert" className="empty">
        <p>Its commands could not be read. {errorWords(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    )
  if (!plan)
    return (
      <p role="status" className="empty">
        Reading its commands…
      </p>
    )
  if (plan.commands.length === 0)
    return (
      <p role="status" className="empty">
        Nothing was ordered in it: there is nothing to run again.
      </p>
    )
  return <Wizard name={name} commands={plan.commands} />
}

function Wizard({ name, commands }: { name: string; commands: readonly Ordered[] }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [into, setInto] = useState(() => nextName(name))
  const [isAsked, setAsked] = useState(false)
  const router = useRouter()
  const chosen = commands.filter(({ commandId }) => !left.has(commandId))
  const toggle = (id: string) =>
    setLeft(held => new Set(held.has(id) ? [...held].filter(one => one !== id) : [...held, id]))
  const begin = async (reason: string) => {
    const some = left.size > 0 ? { commands: chosen.map(({ commandId }) => commandId) } : {}
    const answer = await post<{ operation: string }>(`/api/editions/${name}/rebase`, { into, reason, ...some })
    if (!answer.ok) return answer.problem
    router.push(`/admin/operations/${answer.value.operation}` as Route)
    return null
  }
  const words = `${whole(chosen.length)} of ${whole(commands.length)} ${commands.length === 1 ? 'command' : 'commands'}`
  return (
    <section className="panel" aria-label="Rebase">
      <fieldset>
        <legend className="mb-2 font-semibold">1. What is run again, in this order</legend>
        <ol className="commands">
          {commands.map(({ commandId, type, domain, root }) => (
            <li key={commandId}>
              <label>
                <input type="checkbox" checked={!left.has(commandId)} onChange={() => toggle(commandId)} />
                <strong>{type}</strong>
              </label>
              <StreamLink domain={domain} root={root} edition={name} />
            </li>
          ))}
        </ol>
      </fieldset>
      <div className="mt-4 flex max-w-md flex-col gap-3">
        <Field
          label="2. Into a new edition"
          value={into}
          maxLength={64}
          autoComplete="off"
          hint="It shows main as it is now. What comes of each command is told; merging is a step of its own."
          onChange={({ target }) => setInto(target.value)}
        />
        <Button
          look="primary"
          className="self-start"
          disabled={chosen.length === 0 || into === ''}
          onClick={() => setAsked(true)}
        >
          Run {words} again
        </Button>
      </div>
      {isAsked ? (
        <DecisionSheet
          title={`Rebase ${name} into ${into}`}
          about={`${words} are run again on main as it is now. Main itself is not touched.`}
          confirm="Run again"
          onConfirm={begin}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </section>
  )
}
