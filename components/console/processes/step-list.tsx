'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowRight, ArrowUpRight, Check, CircleX, Clock, Hourglass, type LucideIcon, TimerOff } from 'lucide-react'
import type { EventBook, ProcessTold } from '@/server/instance'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { ReadFailed } from '../listing.tsx'
import { StreamLink } from '../stream-link.tsx'
import { type Step, stepsOf } from './steps.ts'
import { dueWords } from './words.ts'

type Props = { row: ProcessTold; first: EventBook | undefined; now: number }

const shown = 50
const looks: Readonly<Record<Step['kind'], { Icon: LucideIcon; side: 'in' | 'out' | 'time'; words: string }>> = {
  took: { Icon: ArrowRight, side: 'in', words: 'came in' },
  accepted: { Icon: Check, side: 'out', words: 'was accepted' },
  refused: { Icon: CircleX, side: 'out', words: 'was refused' },
  owes: { Icon: ArrowUpRight, side: 'out', words: 'is sent; its answer is waited for' },
  elapsed: { Icon: Clock, side: 'time', words: 'ran out' },
  cancelled: { Icon: TimerOff, side: 'time', words: 'was cancelled' },
  waits: { Icon: Hourglass, side: 'time', words: 'is waited for' },
}

/** An instance step by step, oldest first: events come in at the left, commands go out at the right, time is in between. */
export function StepList({ row, first, now }: Props) {
  const { process, key, nextSequence, step, steps } = row
  const from = Math.max(0, nextSequence - shown)
  const query = useQuery({
    queryKey: ['process-events', process, key, nextSequence],
    queryFn: () => get<EventBook>(`/api/streams/${process}/${key}?from=${from}`),
    placeholderData: keepPreviousData,
    ...(first?.nextSequence === nextSequence ? { initialData: first } : {}),
  })
  return (
    <section className="desk-section" aria-labelledby="step-by-step">
      <h2 id="step-by-step">Step by step</h2>
      <ol className="step-names" aria-label="Steps that it knows">
        {steps.map(name => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
      <p>
        <PageLink className="desk-link" href={`/admin/streams/${process}/${key}`}>
          {from > 0 ? `All ${whole(nextSequence)} events, of which the last ${shown} follow` : 'Its stream'}
        </PageLink>
      </p>
      <ReadFailed what="Its events" query={query} />
      <ol className="steps" aria-label="What happened, and what it waits for">
        {stepsOf(query.data?.pages ?? [], row).map(one => (
          <StepRow key={keyOf(one)} step={one} process={process} now={now} />
        ))}
      </ol>
    </section>
  )
}

const keyOf = (step: Step) =>
  'sequence' in step ? step.sequence : `${step.kind} ${step.what} ${'label' in step ? step.label : ''}`

function StepRow({ step, process, now }: { step: Step; process: string; now: number }) {
  const { Icon, side, words } = looks[step.kind]
  return (
    <li data-side={side} data-kind={step.kind}>
      <span className="step-sign">
        <Icon size={15} aria-hidden />
      </span>
      <div>
        <p>
          <strong>{step.what}</strong> {words}
          {step.kind === 'waits'
            ? `: ${step.dueAt >= now ? 'runs out' : 'should have run out'} ${dueWords(step, now)}`
            : ''}
        </p>
        <p className="step-more">
          {'sequence' in step && step.kind !== 'took' ? <span>#{step.sequence}</span> : null}
          {step.kind === 'took' ? <StreamLink {...step.from} /> : null}
          {step.kind === 'owes' ? <StreamLink {...step.to} /> : null}
          {'label' in step ? <span>as {step.label}</span> : null}
          {'reason' in step && step.reason !== null ? <span>{step.reason}</span> : null}
          {'by' in step && step.by !== `engine/${process}` ? <span>by {step.by}</span> : null}
          {'at' in step ? <When at={step.at} /> : null}
        </p>
      </div>
    </li>
  )
}
