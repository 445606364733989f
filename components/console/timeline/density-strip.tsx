'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Density } from '@/server/instance'
import { get } from '../../live/http.ts'
import type { Changes, Filter } from '../../timeline/question.ts'
import { type Brush, barWords, densityQuestion, densityWords, isSpanned } from './density.ts'
import { DensityBars } from './density-bars.tsx'
import { TimesButton } from './times-button.tsx'

type Props = { filter: Filter; onNarrow: (changes: Changes) => void }

/** While the log grows, so often. */
const againMs = 15_000

/** How what is asked for is spread over time; a part of it, brushed or put in as two dates, is what is shown then. */
export function DensityStrip({ filter, onNarrow }: Props) {
  const question = densityQuestion(filter)
  const [brush, setBrush] = useState<Brush | null>(null)
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['density', question],
    queryFn: () => get<Density>(`/api/timeline/density?${question}`),
    placeholderData: keepPreviousData,
    refetchInterval: filter.until === undefined && againMs,
  })
  const spanned = data && isSpanned(data) ? data : undefined
  return (
    <section className="density" aria-label="Events over time" aria-busy={!data || isPlaceholderData}>
      {spanned ? (
        <DensityBars density={spanned} brush={brush} onBrush={setBrush} onChoose={onNarrow} />
      ) : (
        <div className="density-bars" />
      )}
      <TimesButton filter={filter} span={spanned?.span} onNarrow={onNarrow} />
      <p className="density-words">
        {error ? (
          <span role="alert" className="text-error">
            How they are spread over time could not be read.{' '}
            <button type="button" className="underline" onClick={() => void refetch()}>
              Try again
            </button>
          </span>
        ) : spanned ? (
          brush ? (
            barWords(spanned, brush)
          ) : (
            densityWords(spanned, filter)
          )
        ) : data ? (
          'No events yet.'
        ) : (
          'Counting…'
        )}
      </p>
    </section>
  )
}
