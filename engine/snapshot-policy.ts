// When a snapshot is taken: after the commit, beside whatever waits for the answer.
import type { Loaded } from './load.ts'
import type { Message, StreamName } from './message.ts'
import type { Retention } from './ports.ts'
import type { Runtime } from './runtime.ts'
import { keepSnapshot, usualPolicy } from './snapshot.ts'

type Step = { readonly before: Loaded; readonly after: Loaded; readonly events: readonly Message[] }

/** A snapshot that could not be kept costs nothing but time: it is told, and left. */
export const snapshotAfter = (runtime: Runtime, stream: StreamName, step: Step): void => {
  const retention = wantedBy(runtime, stream, step)
  if (!retention) return
  runtime.aside(
    keepSnapshot(runtime, stream, { folded: step.after, retention }).catch((error: unknown) =>
      runtime.ports.journal({
        event: 'snapshot-failed',
        domain: stream.domain,
        root: stream.root,
        error: String(error).slice(0, 300),
      }),
    ),
  )
}

const wantedBy = (
  { registry }: Runtime,
  { domain }: StreamName,
  { before, after, events }: Step,
): Retention | undefined => {
  const { milestone, snapshots: policy = usualPolicy } = registry.aggregate(domain)
  const when = { before: before.state, previousAt: before.at, at: after.at }
  if (milestone && events.some(event => milestone(event, when))) return 'PERSIST'
  const passed = Math.floor(after.nextSequence / policy.every) > Math.floor(before.nextSequence / policy.every)
  return passed ? policy.retention : undefined
}
