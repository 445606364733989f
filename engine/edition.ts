// Branches of history: an aggregate says where an edition diverges from main, and whether it is still to be seen.
import { z } from 'zod'
import { type Decision, reject } from './decision.ts'
import type { Elapsed } from './define.ts'
import { aggregate, processManager, projector, send } from './define.ts'
import { millisecondsOf, type Of, type StreamName } from './message.ts'
import type { Cut, Listed } from './ports.ts'
import { derivedId, properName } from './registry.ts'

export const EditionName = z.string().regex(properName, 'Lower-case letters, digits and dashes, at most 64.')

const Point = z.strictObject({ domain: z.string(), root: z.uuid().optional(), sequence: z.int().min(0) })
/**
 * `explicit`: per domain, or per root, the number of the edition's first own event. `position`: one cut through every
 * stream, that event included; `at` is the time from which it was resolved.
 */
export const Divergence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('implicit') }),
  z.strictObject({ kind: z.literal('explicit'), points: z.array(Point).min(1).max(1000) }),
  z.strictObject({ kind: z.literal('position'), position: z.int().min(0), at: z.string().optional() }),
])
export type Divergence = z.infer<typeof Divergence>

const reason = z.string().trim().min(1).max(500)
const CreateEdition = z.strictObject({
  type: z.literal('CreateEdition'),
  name: EditionName,
  owner: z.string().min(1).max(128),
  purpose: z.string().max(500),
  divergence: Divergence,
})
const DiscardEdition = z.strictObject({ type: z.literal('DiscardEdition'), reason })
const RestoreEdition = z.strictObject({ type: z.literal('RestoreEdition') })
const PurgeEdition = z.strictObject({ type: z.literal('PurgeEdition') })
const MergeEdition = z.strictObject({ type: z.literal('MergeEdition'), reason: reason.optional() })
type Command = z.infer<
  typeof CreateEdition | typeof DiscardEdition | typeof RestoreEdition | typeof PurgeEdition | typeof MergeEdition
>

const EditionCreated = CreateEdition.extend({ type: z.literal('EditionCreated') })
const EditionDiscarded = DiscardEdition.extend({ type: z.literal('EditionDiscarded'), name: EditionName })
const EditionRestored = z.strictObject({ type: z.literal('EditionRestored') })
/** The record stays; the events go (engine.md §13). */
const EditionPurged = z.strictObject({ type: z.literal('EditionPurged'), name: EditionName })
/** Stored together with what came of it on main. */
const EditionMerged = MergeEdition.extend({ type: z.literal('EditionMerged'), name: EditionName })
export type EditionEvent = z.infer<
  typeof EditionCreated | typeof EditionDiscarded | typeof EditionRestored | typeof EditionPurged | typeof EditionMerged
>

export type EditionState = {
  /** What was merged is still to be read; nothing is written into it any more. */
  readonly status: 'none' | 'open' | 'discarded' | 'purged' | 'merged'
  readonly name: string
  readonly owner: string
  readonly purpose: string
  readonly divergence: Divergence
}

const exists = (state: EditionState, then: () => Decision<EditionEvent>): Decision<EditionEvent> =>
  state.status === 'none' ? reject('edition-unknown', {}, { code: 'NOT_FOUND' }) : then()

export const Edition = aggregate<Command, EditionEvent, EditionState>({
  domain: 'edition',
  stateVersion: 1,
  initial: { status: 'none', name: '', owner: '', purpose: '', divergence: { kind: 'implicit' } },
  evolve: {
    EditionCreated: (_, { type: __, ...created }) => ({ status: 'open', ...created }),
    EditionDiscarded: state => ({ ...state, status: 'discarded' }),
    EditionRestored: state => ({ ...state, status: 'open' }),
    EditionPurged: state => ({ ...state, status: 'purged' }),
    EditionMerged: state => ({ ...state, status: 'merged' }),
  },
  commands: {
    CreateEdition: { schema: CreateEdition, merge: 'STRICT', by: ['engine'] },
    DiscardEdition: { schema: DiscardEdition, merge: 'STRICT', by: ['engine'] },
    RestoreEdition: { schema: RestoreEdition, merge: 'STRICT', by: ['engine'] },
    PurgeEdition: { schema: PurgeEdition, merge: 'STRICT', by: ['engine'] },
    MergeEdition: { schema: MergeEdition, merge: 'STRICT', by: ['engine'] },
  },
  events: {
    EditionCreated: { schema: EditionCreated, version: 1 },
    EditionDiscarded: { schema: EditionDiscarded, version: 1 },
    EditionRestored: { schema: EditionRestored, version: 1 },
    EditionPurged: { schema: EditionPurged, version: 1 },
    EditionMerged: { schema: EditionMerged, version: 1 },
  },
  decide: {
    CreateEdition: ({ type: _, ...asked }, { status, name }) =>
      status === 'none' ? [{ type: 'EditionCreated', ...asked }] : reject('edition-exists', { name }),
    DiscardEdition: ({ reason }, state) =>
      exists(state, () => {
        if (state.status === 'merged') return reject('edition-merged', { name: state.name })
        return state.status === 'open' ? [{ type: 'EditionDiscarded', name: state.name, reason }] : []
      }),
    MergeEdition: ({ type: _, ...why }, { status, name }) =>
      status === 'open'
        ? [{ type: 'EditionMerged', name, ...why }]
        : reject('edition-unknown', {}, { code: 'NOT_FOUND' }),
    RestoreEdition: (_, state) =>
      exists(state, () => {
        if (state.status === 'purged') return reject('edition-purged', { name: state.name })
        return state.status === 'discarded' ? [{ type: 'EditionRestored' }] : []
      }),
    PurgeEdition: (_, state) => {
      if (state.status === 'open') return reject('edition-in-use', { name: state.name })
      return state.status === 'discarded' ? [{ type: 'EditionPurged', name: state.name }] : []
    },
  },
})

/** The stream that an edition's own history lies in. */
export const editionRoot = (name: string): string => derivedId('edition', name)

/** The command that closes an edition, inside it: whoever is on the way there is excluded by it. */
export const closingId = (name: string): string => derivedId('edition-merged', name)

/** The order that makes an edition main's, for whoever has decided that it may be. */
export const mergingOf = (name: string, why: { readonly reason?: string }) => ({
  cover: { domain: Edition.domain, root: editionRoot(name), edition: '', correlationId: '', ext: null },
  message: { type: 'MergeEdition', ...why },
})

/** What of main lies below an edition's own events in one stream. */
export const cutIn = (divergence: Divergence, { domain, root }: Pick<StreamName, 'domain' | 'root'>): Cut => {
  if (divergence.kind === 'position') return { upToPosition: divergence.position }
  if (divergence.kind === 'implicit') return {}
  const ofDomain = divergence.points.filter(point => point.domain === domain)
  const point = ofDomain.find(one => one.root === root) ?? ofDomain.find(one => one.root === undefined)
  return point ? { beforeSequence: point.sequence } : {}
}

/** For so long a discarded edition can be restored, in milliseconds. */
export const regret = 30 * 86_400_000

type Keeping =
  | { readonly step: 'kept' }
  | { readonly step: 'regrettable' | 'purging'; readonly root: string; readonly due: number }
type Input = Of<EditionEvent, 'EditionDiscarded' | 'EditionRestored' | 'EditionPurged'> | Elapsed<'regret'>

/** Purges a discarded edition when it cannot be restored any more. */
export const editionPurge = processManager<Input, Keeping>('edition-purge', [Edition], {
  correlate: (_, { root }) => root,
  initial: { step: 'kept' },
  evolve: {
    EditionDiscarded: (_, __, { root, recordedAt }) => ({
      step: 'regrettable',
      root,
      due: millisecondsOf(recordedAt) + regret,
    }),
    EditionRestored: () => ({ step: 'kept' }),
    EditionPurged: () => ({ step: 'kept' }),
    'regret elapsed': keeping => (keeping.step === 'regrettable' ? { ...keeping, step: 'purging' } : keeping),
  },
  owed: {
    kept: () => [],
    regrettable: ({ due }) => [{ timeout: 'regret', dueAt: due }],
    purging: ({ root, due }) => [{ ...send(Edition, root, { type: 'PurgeEdition' }), label: `purge-${due}` }],
  },
  expected: ['edition-in-use'],
})

export type EditionRow = Omit<EditionState, 'status'> & {
  readonly status: Exclude<EditionState['status'], 'none'>
  readonly createdAt: string
  readonly discarded: { readonly at: string; readonly reason: string } | null
  readonly mergedAt: string | null
  readonly listed: Listed
}

/** By what lists find one. */
export const editionTerms = {
  owner: (owner: string) => `owner:${owner}`,
  status: (status: EditionRow['status']) => `status:${status}`,
}
const listed = (row: Omit<EditionRow, 'listed'>): EditionRow => {
  return {
    ...row,
    listed: { at: row.createdAt, under: [editionTerms.owner(row.owner), editionTerms.status(row.status)] },
  }
}

/** What there is of editions, by root: discarded ones stay listed, with the reason. */
export const editionsProjector = projector<EditionEvent, EditionRow>(
  { name: 'editions', version: 4, sources: [Edition] },
  {
    EditionCreated: (_, { type: __, ...created }, { recordedAt }) =>
      listed({ ...created, status: 'open', createdAt: recordedAt, discarded: null, mergedAt: null }),
    EditionDiscarded: (row, { reason: why }, { recordedAt }) =>
      row && listed({ ...row, status: 'discarded', discarded: { at: recordedAt, reason: why } }),
    EditionRestored: row => row && listed({ ...row, status: 'open', discarded: null }),
    EditionPurged: row => row && listed({ ...row, status: 'purged' }),
    EditionMerged: (row, _, { recordedAt }) => row && listed({ ...row, status: 'merged', mergedAt: recordedAt }),
  },
)
