import type { VitalsTold } from '@/server/instance'
import { Trend } from '../consumers/trend.tsx'
import { plotsOf } from './words.ts'

/** The last minutes of the process that answers. */
export function Plots({ samples, every }: { samples: VitalsTold['samples']; every: string }) {
  return (
    <section className="desk-section" aria-labelledby="plots">
      <h2 id="plots">This process, looked at every {every}</h2>
      <div className="plots">
        {plotsOf(samples).map(({ title, points, now, most, least }) => (
          <figure key={title}>
            <figcaption>
              {title} <b>{now}</b> <span>at most {most}</span>
            </figcaption>
            <Trend size="plot" label={`${title}: ${now}, at most ${most}`} points={points} least={least} />
          </figure>
        ))}
      </div>
    </section>
  )
}
