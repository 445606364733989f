// Long work: started, told as it goes on, stopped where somebody says so. Its history is its own stream.
import { z } from 'zod'
import { reject } from './decision.ts'
import { aggregate, projector } from './define.ts'
import { type Envelope, millisecondsOf } from './message.ts'
import type { Listed } from './ports.ts'

const progress = { done: z.int().min(0), total: z.int().min(0) }
const StartOperation = z.strictObject({
  type: z.literal('StartOperation'),
  kind: z.string(),
  params: z.json(),
  total: z.int().min(0),
})
const AdvanceOperation = z.strictObject({ type: z.literal('AdvanceOperation'), ...progress, result: z.json() })
const CompleteOperation = z.strictObject({ type: z.literal('CompleteOperation'), result: z.json() })
const FailOperation = z.strictObject({ type: z.literal('FailOperation'), error: z.string().max(2000) })
const CancelOperation = z.strictObject({ type: z.literal('CancelOperation') })
const PauseOperation = z.strictObject({ type: z.literal('PauseOperation') })
const ResumeOperation = z.strictObject({ type: z.literal('ResumeOperation') })
export type OperationCommand = z.infer<
  | typeof StartOperation
  | typeof AdvanceOperation
  | typeof CompleteOperation
  | typeof FailOperation
  | typeof CancelOperation
  | typeof PauseOperation
  | typeof ResumeOperation
>

const OperationStarted = StartOperation.extend({ type: z.literal('OperationStarted') })
const OperationAdvanced = AdvanceOperation.extend({ type: z.literal('OperationAdvanced') })
const OperationCompleted = CompleteOperation.extend({ type: z.literal('OperationCompleted') })
const OperationFailed = FailOperation.extend({ type: z.literal('OperationFailed') })
const OperationCancelled = CancelOperation.extend({ type: z.literal('OperationCancelled') })
const OperationPaused = PauseOperation.extend({ type: z.literal('OperationPaused') })
const OperationResumed = ResumeOperation.extend({ type: z.literal('OperationResumed') })
export type OperationEvent = z.infer<
  | typeof OperationStarted
  | typeof OperationAdvanced
  | typeof OperationCompleted
  | typeof OperationFailed
  | typeof OperationCancelled
  | typeof OperationPaused
  | typeof OperationResumed
>

type Ended = 'completed' | 'failed' | 'cancelled'
export type OperationState = {
  readonly status: 'none' | 'running' | 'paused' | Ended
  readonly kind: string
  readonly params: z.infer<ReturnType<typeof z.json>>
}

/** What is paused goes on when somebody says so; what has ended does not. */
export const isEnded = (status: OperationState['status']): boolean => status !== 'running' && status !== 'paused'

const whileRunning =
  <C, E>(then: (command: C, status: OperationState['status']) => readonly E[]) =>
  (command: C, { status }: OperationState) => {
    if (status === 'none') return reject('operation-unknown', {}, { code: 'NOT_FOUND' })
    return isEnded(status) ? reject('operation-ended', { status }) : then(command, status)
  }

const byEngine = <T>(schema: T) => ({ schema, merge: 'STRICT' as const, by: ['engine'] as const })

export const Operation = aggregate<OperationCommand, OperationEvent, OperationState>({
  domain: 'operation',
  stateVersion: 1,
  initial: { status: 'none', kind: '', params: null },
  evolve: {
    OperationStarted: (_, { kind, params }) => ({ status: 'running', kind, params }),
    OperationAdvanced: state => state,
    OperationCompleted: state => ({ ...state, status: 'completed' }),
    OperationFailed: state => ({ ...state, status: 'failed' }),
    OperationCancelled: state => ({ ...state, status: 'cancelled' }),
    OperationPaused: state => ({ ...state, status: 'paused' }),
    OperationResumed: state => ({ ...state, status: 'running' }),
  },
  commands: {
    StartOperation: byEngine(StartOperation),
    AdvanceOperation: byEngine(AdvanceOperation),
    CompleteOperation: byEngine(CompleteOperation),
    FailOperation: byEngine(FailOperation),
    CancelOperation: byEngine(CancelOperation),
    PauseOperation: byEngine(PauseOperation),
    ResumeOperation: byEngine(ResumeOperation),
  },
  events: {
    OperationStarted: { schema: OperationStarted, version: 1 },
    OperationAdvanced: { schema: OperationAdvanced, version: 1 },
    OperationCompleted: { schema: OperationCompleted, version: 1 },
    OperationFailed: { schema: OperationFailed, version: 1 },
    OperationCancelled: { schema: OperationCancelled, version: 1 },
    OperationPaused: { schema: OperationPaused, version: 1 },
    OperationResumed: { schema: OperationResumed, version: 1 },
  },
  decide: {
    StartOperation: ({ type: _, ...asked }, { status }) =>
      status === 'none' ? [{ type: 'OperationStarted', ...asked }] : [],
    AdvanceOperation: whileRunning(({ type: _, ...made }) => [{ type: 'OperationAdvanced', ...made }]),
    CompleteOperation: whileRunning(({ result }) => [{ type: 'OperationCompleted', result }]),
    FailOperation: whileRunning(({ error }) => [{ type: 'OperationFailed', error }]),
    CancelOperation: whileRunning(() => [{ type: 'OperationCancelled' }]),
    PauseOperation: whileRunning((_, status) => (status === 'paused' ? [] : [{ type: 'OperationPaused' }])),
    ResumeOperation: whileRunning((_, status) => (status === 'paused' ? [{ type: 'OperationResumed' }] : [])),
  },
})

export type OperationRow = {
  readonly id: string
  readonly kind: string
  readonly params: OperationState['params']
  readonly status: 'running' | 'paused' | Ended
  readonly done: number
  readonly total: number
  /** Since it began, without the time that it was paused; and at that speed the milliseconds that are left. */
  readonly perSecond: number
  readonly millisecondsLeft: number
  readonly pausedAt?: string | null
  readonly pausedMs?: number
  readonly startedBy: string
  readonly startedAt: string
  readonly updatedAt: string
  readonly result: OperationState['params']
  readonly error: string | null
  readonly listed: Listed
}

/** By what lists find one. */
export const operationTerms = {
  status: (status: OperationRow['status']) => `status:${status}`,
  kind: (kind: string) => `kind:${kind}`,
}
const listed = (row: Omit<OperationRow, 'listed'>): OperationRow => {
  const under = [operationTerms.status(row.status), operationTerms.kind(row.kind)]
  return { ...row, listed: { at: row.startedAt, under } }
}

const millisecondsBetween = (from: string, to: string) => millisecondsOf(to) - millisecondsOf(from)

type Ending = Extract<OperationEvent, { type: 'OperationCompleted' | 'OperationFailed' | 'OperationCancelled' }>

const ended =
  (status: Ended) =>
  (row: OperationRow | undefined, event: Ending, { recordedAt }: Envelope): OperationRow | undefined =>
    row &&
    listed({
      ...row,
      status,
      done: status === 'completed' ? row.total : row.done,
      millisecondsLeft: 0,
      updatedAt: recordedAt,
      result: 'result' in event ? event.result : row.result,
      error: 'error' in event ? event.error : null,
    })

export const operationsProjector = projector<OperationEvent, OperationRow>(
  { name: 'operations', version: 2, sources: [Operation] },
  {
    OperationStarted: (_, { kind, params, total }, { root, actor, recordedAt }) =>
      listed({
        id: root,
        kind,
        params,
        status: 'running',
        done: 0,
        total,
        perSecond: 0,
        millisecondsLeft: 0,
        startedBy: actor,
        startedAt: recordedAt,
        updatedAt: recordedAt,
        result: null,
        error: null,
      }),
    OperationAdvanced: (row, { done, total, result }, { recordedAt }) => {
      if (!row) return row
      const spent = Math.max(1, millisecondsBetween(row.startedAt, recordedAt) - (row.pausedMs ?? 0))
      const perSecond = Math.round((done * 1000) / spent)
      const millisecondsLeft = done === 0 ? 0 : Math.round(((total - done) * spent) / done)
      return { ...row, done, total, perSecond, millisecondsLeft, updatedAt: recordedAt, result }
    },
    OperationCompleted: ended('completed'),
    OperationFailed: ended('failed'),
    OperationCancelled: ended('cancelled'),
    OperationPaused: (row, _, { recordedAt: at }) =>
      row && listed({ ...row, status: 'paused', pausedAt: at, updatedAt: at }),
    OperationResumed: (row, _, { recordedAt: at }) => {
      if (!row) return row
      const pausedMs = (row.pausedMs ?? 0) + millisecondsBetween(row.pausedAt ?? at, at)
      return listed({ ...row, status: 'running', pausedAt: null, pausedMs, updatedAt: at })
    },
  },
)
