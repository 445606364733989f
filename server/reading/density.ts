import { type Density as Counted, densityOf } from '@/engine/density'
import type { Engine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { asked, DensityQuery } from '../asked'
import { nothingHere } from '../operating/failures'
import { forAdministrators } from '../sending/orders'
import type { Reads } from './reads'
import { logFields, makePositionAt } from './timeline'
import { mayGoOver } from './who-may-read'

/** `from` and `to` are where the bars begin and end; null where there is no event at all. */
export type Density = Counted & { readonly span: { readonly from: string; readonly to: string } | null }

const bars = 60

type Given = {
  readonly engine: Engine
  readonly ports: { readonly events: Pick<Ports['events'], 'density' | 'search'> }
}

/** How the log is spread over time, as far as administrators ask for it. */
export const densityReads = ({ engine, ports: { events } }: Given): Pick<Reads, 'density'> => {
  const positionAt = makePositionAt(engine)
  const read = async ({ since, until, ...fields }: DensityQuery): Promise<Density> => {
    const [[first], [last]] = await Promise.all([events.search({ after: 0, limit: 1 }), events.search({ limit: 1 })])
    if (!first || !last) return { ...densityOf(bars, []), span: null }
    const from = since ?? atMillisecond(first.recordedAt, -1)
    const to = until ?? atMillisecond(last.recordedAt, 1)
    if (Date.parse(from) >= Date.parse(to)) return { ...densityOf(bars, []), span: { from, to } }
    const [after, upTo] = await Promise.all([since ? positionAt(since) : 0, until ? positionAt(until) : last.position])
    const counted = await events.density({ ...logFields(fields), after, before: upTo + 1, from, to, bars })
    return { ...counted, span: { from, to } }
  }
  return {
    density: forAdministrators(async (caller, { query }) => {
      const wanted = asked(DensityQuery, query)
      if ('failure' in wanted) return wanted
      if (!(await mayGoOver(engine, caller, wanted.value.edition))) return nothingHere
      return { value: await read(wanted.value) }
    }),
  }
}

/** A whole number of milliseconds, as browsers have them: so far on that what was recorded then lies within. */
const atMillisecond = (recordedAt: string, step: number) => new Date(Date.parse(recordedAt) + step).toISOString()
