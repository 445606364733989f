import type { Engine } from '@/engine/engine'
import { grouped } from '@/engine/grouped'
import type { Lease, Ports } from '@/engine/ports'
import { asked, NoQuery } from '../asked'
import { forAdministrators } from '../sending/orders'
import type { Reads } from './reads'
import type { Sample, Vitals } from './vitals'

export type VitalGiven = {
  readonly engine: Engine
  readonly ports: Pick<Ports, 'checkpoints'>
  readonly vitals: Vitals
}
/** A process that is alive: it holds consumers, and renews them every second. */
export type AliveProcess = { readonly owner: string; readonly isHere: boolean; readonly consumers: readonly string[] }
export type VitalsTold = {
  readonly startedAt: number
  readonly everyMs: number
  readonly samples: readonly Omit<Sample, 'consumers'>[]
  readonly processes: readonly AliveProcess[]
}

/** The process that answers, as it was in the last minutes; and which others there are. */
export const makeVitalReads = ({ engine, ports, vitals }: VitalGiven): Pick<Reads, 'vitals'> => ({
  vitals: forAdministrators(async (_, { query }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const here = new Set(engine.status().flatMap(({ name, isHere }) => (isHere ? [name] : [])))
    const told: VitalsTold = {
      startedAt: vitals.startedAt,
      everyMs: vitals.everyMs,
      samples: vitals.samples().map(({ consumers: _, ...sample }) => sample),
      processes: processesOf(await ports.checkpoints.leases(), here),
    }
    return { value: told }
  }),
})

const processesOf = (leases: readonly Lease[], here: ReadonlySet<string>): readonly AliveProcess[] =>
  [...grouped(leases, ({ owner }) => owner)].map(([owner, held]) => ({
    owner,
    isHere: held.some(({ name }) => here.has(name)),
    consumers: held.map(({ name }) => name).sort(),
  }))
