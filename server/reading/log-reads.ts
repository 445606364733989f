import type { Engine } from '@/engine/engine'
import { asked, isName, NoQuery, TimelineQuery } from '../asked'
import { nothingHere } from '../operating/failures'
import type { Reads } from './reads'
import type { ReadTimeline } from './timeline'
import { mayGoOver } from './who-may-read'
import { workflowOf } from './workflow'

/** The log in its order: for everybody as much of it as they may see. */
export const makeLogReads = ({
  engine,
  timeline,
}: {
  readonly engine: Engine
  readonly timeline: ReadTimeline
}): Pick<Reads, 'timeline' | 'correlation'> => ({
  timeline: async (caller, { query }) => {
    const wanted = asked(TimelineQuery, query)
    if ('failure' in wanted) return wanted
    if (!(await mayGoOver(engine, caller, wanted.value.edition))) return nothingHere
    return { value: await timeline(caller, wanted.value) }
  },
  correlation: async (caller, { query, address }) => {
    const wanted = asked(NoQuery, query)
    if ('failure' in wanted) return wanted
    const found = isName(address.id) ? await workflowOf(engine, caller, address.id) : undefined
    return found && found.commands.length + found.events.length > 0 ? { value: found } : nothingHere
  },
})
