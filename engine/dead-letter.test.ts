import { expect, test } from 'vitest'
import { claimLasts, DeadLetter, type DeadLetterEvent, fingerprintOf } from './dead-letter.ts'
import type { Page } from './message.ts'
import { registry } from './registry.ts'
import { envelope } from './testing/envelope.ts'
import { scenario } from './testing/scenario.ts'
import { upcast } from './upcast.ts'

const given = scenario(DeadLetter)
const fields = {
  reason: 'COMMAND_REJECTED' as const,
  consumer: 'transfers',
  subject: 'account/Deposit',
  stream: 'account/bob/',
  detail: 'not-open: Not open.',
  payload: { command: { type: 'Deposit', amount: 4 } },
  fingerprint: 'f',
  attempts: 1,
}
const event = {
  domain: 'account',
  root: '00000000-0000-4000-8000-000000000001',
  edition: '',
  sequence: 3,
  eventId: '00000000-0000-4000-8000-000000000002',
}
const problem = { code: 'FAILED_PRECONDITION', reason: 'not-open', params: {}, message: 'Not open.' }
const opened: DeadLetterEvent = { type: 'DeadLetterOpened', ...fields }
const reason = 'It is safe to do.'
const start = 1_000_000
const until = start + claimLasts
const ann = { actor: 'ann', now: start }
const bob = { actor: 'bob', now: start }
const claimed: DeadLetterEvent = { type: 'DeadLetterClaimed', reviewer: 'ann', until }
const resubmitted: DeadLetterEvent = { type: 'DeadLetterResubmitted', reviewer: 'ann', reason, attempt: 1 }
const reopened: DeadLetterEvent = { type: 'DeadLetterReopened', attempt: 1, problem }
const resolved: DeadLetterEvent = { type: 'DeadLetterResolved', attempt: 1, events: [event] }
const accepted: DeadLetterEvent = { type: 'DeadLetterAccepted', reviewer: 'ann', reason, event }
const discarded: DeadLetterEvent = { type: 'DeadLetterDiscarded', reviewer: 'ann', reason }
const discard = { type: 'DiscardDeadLetter', reason } as const
const resubmit = { type: 'ResubmitDeadLetter', reason } as const
const accept = { type: 'AcceptDeadLetter', reason, event } as const

test('[DL3] a failure is opened once: again it finds the entry that is there, whatever became of it', () => {
  given()
    .when({ type: 'OpenDeadLetter', ...fields })
    .then(opened)
  given(opened)
    .when({ type: 'OpenDeadLetter', ...fields })
    .then()
  given(opened, discarded)
    .when({ type: 'OpenDeadLetter', ...fields })
    .then()
})

test('[DL4] an entry is claimed, and given back, by one reviewer; for another one it is taken', () => {
  given(opened).when({ type: 'ClaimDeadLetter' }, ann).then(claimed)
  given(opened, claimed).when({ type: 'ReleaseDeadLetter' }, ann).then({ type: 'DeadLetterReleased', reviewer: 'ann' })
  given(opened, claimed).when({ type: 'ClaimDeadLetter' }, bob).rejects('claimed', { by: 'ann', until })
  given(opened, claimed).when({ type: 'ReleaseDeadLetter' }, bob).rejects('claimed', { by: 'ann', until })
  given(opened, claimed, { type: 'DeadLetterReleased', reviewer: 'ann' })
    .when({ type: 'ClaimDeadLetter' }, bob)
    .then({
      ...claimed,
      reviewer: 'bob',
    })
})

test('[DL4] giving back what nobody holds is already so', () => {
  given(opened).when({ type: 'ReleaseDeadLetter' }, ann).then()
  given(opened, claimed).when({ type: 'ReleaseDeadLetter' }, { actor: 'bob', now: until }).then()
})

test('[DL5] a claim lapses after ten minutes, unless it is renewed', () => {
  const later = { actor: 'bob', now: until }
  given(opened, claimed)
    .when({ type: 'ClaimDeadLetter' }, { ...later, now: until - 1 })
    .rejects('claimed')
  given(opened, claimed)
    .when({ type: 'ClaimDeadLetter' }, later)
    .then({ type: 'DeadLetterClaimed', reviewer: 'bob', until: until + claimLasts })
  given(opened, claimed)
    .when(discard, later)
    .then({ ...discarded, reviewer: 'bob' })
  given(opened, claimed)
    .when({ type: 'ClaimDeadLetter' }, { actor: 'ann', now: until - 1 })
    .then({ ...claimed, until: until - 1 + claimLasts })
})

test('[DL6] whoever holds a claim decides, and nobody else', () => {
  for (const command of [discard, resubmit, accept]) {
    given(opened, claimed).when(command, bob).rejects('claimed', { by: 'ann', until })
    expect(given(opened, claimed).when(command, ann).events()).toHaveLength(1)
  }
})

test('[DL7] every decision has a reason and names its reviewer', () => {
  given(opened).when(discard, ann).then(discarded)
  given(opened).when(accept, ann).then(accepted)
  given(opened).when(resubmit, ann).then(resubmitted)
  for (const none of ['', '   ', 'x'.repeat(501)])
    for (const command of [discard, resubmit, accept])
      expect(DeadLetter.commands[command.type].schema.safeParse({ ...command, reason: none }).success).toBe(false)
})

test('[DL8] of two reviewers the second learns who was first, and what was decided', () => {
  for (const [first, action] of [
    [accepted, 'accepted'],
    [discarded, 'discarded'],
    [resubmitted, 'resubmitted'],
  ] as const)
    for (const command of [discard, resubmit, accept, { type: 'ClaimDeadLetter' } as const])
      given(opened, first).when(command, bob).rejects('already-decided', { by: 'ann', action })
  given(opened, resubmitted, resolved).when(discard, bob).rejects('already-decided', { by: 'ann' })
})

test('[DL9] an edited resubmission keeps what is sent instead, and the difference', () => {
  const edited = { data: { amount: 3 }, diff: { amount: { from: 4, to: 3 } } }
  given(opened)
    .when({ ...resubmit, ...edited }, ann)
    .then({ ...resubmitted, ...edited })
})

test('[DL10] a resubmission that fails reopens the entry, and the next one counts on', () => {
  const failed = { type: 'RecordResubmission', attempt: 1, result: { problem } } as const
  given(opened, resubmitted).when(failed).then(reopened)
  given(opened, resubmitted, reopened)
    .when(resubmit, bob)
    .then({ ...resubmitted, reviewer: 'bob', attempt: 2 })
})

test('[DL10] a resubmission that succeeds is recorded once, with the events that it led to', () => {
  const done = { type: 'RecordResubmission' as const, attempt: 1, result: { events: [event] } }
  given(opened, resubmitted).when(done).then(resolved)
  given(opened, resubmitted, resolved).when(done).then()
  given(opened, resubmitted, reopened).when(done).then()
  given(opened, resubmitted, reopened, { ...resubmitted, attempt: 2 })
    .when(done)
    .then()
})

test('[DL3] nothing is decided about what was never opened', () => {
  for (const command of [discard, resubmit, accept, { type: 'ClaimDeadLetter' } as const])
    given().when(command, ann).rejects('dead-letter-unknown')
  given().when({ type: 'RecordResubmission', attempt: 1, result: { problem } }).rejects('dead-letter-unknown')
})

test('[DL11] one kind of failure has one fingerprint', () => {
  expect(fingerprintOf(fields, 'not-open')).toBe(fingerprintOf({ ...fields }, 'not-open'))
  const others = [
    fingerprintOf(fields, 'locked'),
    fingerprintOf({ ...fields, consumer: 'fees' }, 'not-open'),
    fingerprintOf({ ...fields, subject: 'account/Nudge' }, 'not-open'),
  ]
  expect(new Set([fingerprintOf(fields, 'not-open'), ...others]).size).toBe(4)
})

test('[DL12] entries of the first version are read as entries of today', () => {
  const { fingerprint: _, attempts: __, ...old } = fields
  const { find } = registry({ aggregates: [DeadLetter], sagas: [], processManagers: [], projectors: [] })
  const page = {
    ...envelope({ domain: 'dead-letter', root: event.root }),
    type: 'DeadLetterOpened',
    data: old,
    schemaVersion: 1,
  }
  const today = upcast({ find } as never, page as unknown as Page)
  expect(DeadLetter.events.DeadLetterOpened.schema.parse({ type: 'DeadLetterOpened', ...today.data })).toMatchObject({
    attempts: 0,
    fingerprint: fingerprintOf(fields, ''),
  })
})

test('[DL30] what a consumer could handle after all needs no reviewer, whoever holds it', () => {
  const engine = { actor: 'engine/transfers', now: start }
  const recovered = given(opened, claimed).when({ type: 'RecordRecovery' }, engine)
  recovered.thenTypes('DeadLetterResubmitted', 'DeadLetterResolved')
  expect(recovered.state()).toMatchObject({ status: 'resubmitted', attempt: 1, pending: false })
  for (const done of [discarded, accepted, resubmitted])
    given(opened, done).when({ type: 'RecordRecovery' }, engine).then()
  given().when({ type: 'RecordRecovery' }, engine).then()
})

test('[DL30] an event that fails again after it was handled is open again; a command is answered for', () => {
  const failed = { ...fields, reason: 'PROCESSING_FAILED' as const, detail: 'TypeError: broken\n    at carrier' }
  const again = { type: 'OpenDeadLetter', ...failed } as const
  const done = [{ ...opened, ...failed }, resubmitted, resolved] as const
  const message = 'TypeError: broken'
  given(...done)
    .when(again)
    .then({
      type: 'DeadLetterReopened',
      attempt: 1,
      problem: { code: 'ABORTED', reason: 'failed-again', params: {}, message },
    })
  given(...done.slice(0, 2))
    .when(again)
    .then()
  given({ ...opened, ...failed }, discarded)
    .when(again)
    .then()
  given(opened, resubmitted, resolved)
    .when({ type: 'OpenDeadLetter', ...fields })
    .then()
})
