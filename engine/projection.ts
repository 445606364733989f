// Whether a projection moves: an operator may let it stand still, and so does a rebuild for a moment.
import { z } from 'zod'
import { aggregate } from './define.ts'
import { derivedId } from './registry.ts'

/** `hold` names who lets it stand: `operator`, or a rebuild's operation. It moves when nobody does. */
const held = { name: z.string(), hold: z.string(), reason: z.string().max(500).optional() }
const PauseProjection = z.strictObject({ type: z.literal('PauseProjection'), ...held })
const ResumeProjection = z.strictObject({ type: z.literal('ResumeProjection'), ...held })
const ProjectionPaused = z.strictObject({ type: z.literal('ProjectionPaused'), ...held })
const ProjectionResumed = z.strictObject({ type: z.literal('ProjectionResumed'), ...held })
type Command = z.infer<typeof PauseProjection | typeof ResumeProjection>
type Event = z.infer<typeof ProjectionPaused | typeof ProjectionResumed>

export type ProjectionState = { readonly holds: { readonly [hold: string]: true } }

export const ProjectionControl = aggregate<Command, Event, ProjectionState>({
  domain: 'projection',
  stateVersion: 1,
  initial: { holds: {} },
  evolve: {
    ProjectionPaused: ({ holds }, { hold }) => ({ holds: { ...holds, [hold]: true } }),
    ProjectionResumed: ({ holds }, { hold }) => ({
      holds: Object.fromEntries(Object.entries(holds).filter(([one]) => one !== hold)) as ProjectionState['holds'],
    }),
  },
  commands: {
    PauseProjection: { schema: PauseProjection, merge: 'COMMUTATIVE', by: ['engine'] },
    ResumeProjection: { schema: ResumeProjection, merge: 'COMMUTATIVE', by: ['engine'] },
  },
  events: {
    ProjectionPaused: { schema: ProjectionPaused, version: 1 },
    ProjectionResumed: { schema: ProjectionResumed, version: 1 },
  },
  decide: {
    PauseProjection: ({ type: _, ...asked }, { holds }) =>
      holds[asked.hold] ? [] : [{ type: 'ProjectionPaused', ...asked }],
    ResumeProjection: ({ type: _, ...asked }, { holds }) =>
      holds[asked.hold] ? [{ type: 'ProjectionResumed', ...asked }] : [],
  },
})

export const projectionRoot = (name: string): string => derivedId('projection', name)
