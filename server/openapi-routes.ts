import { z } from 'zod'
import {
  AuditFileQuery,
  AuditQuery,
  BookQuery,
  BulkBody,
  CompareQuery,
  CourseQuery,
  DeadLettersQuery,
  DensityQuery,
  EditionQuery,
  EditionsQuery,
  ExportQuery,
  HandsQuery,
  OperationsQuery,
  ProcessesQuery,
  RowsQuery,
  SnapshotQuery,
  SnapshotsQuery,
  StatementQuery,
  StateQuery,
  StreamsQuery,
  TimelineQuery,
} from './asked'
import {
  AdministratorBody,
  DecisionBody,
  EditionBody,
  MayReasonBody,
  NoBody,
  ReasonBody,
  RebaseBody,
  RevealBody,
  RunManyBody,
  SessionBody,
  SnapshotsBody,
  VerificationBody,
  WhatIfBody,
} from './parsed'

export type Described = {
  readonly summary: string
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** What a part of the address may be. */
  readonly parts?: { readonly [part: string]: readonly string[] }
}
const administrators = '(administrators)'

/** Every route but the commands, facts and speculations, which come from the catalog: by method and address. */
export const routes: Readonly<Record<string, Described>> = {
  'GET /api/query/{projection}': { summary: 'Rows of a read model that this caller may list.', query: RowsQuery },
  'GET /api/query/{projection}/{id}': { summary: 'One row of a read model: row, version, position, lagMs.' },
  'GET /api/streams': { summary: 'Streams, by domain and root.', query: StreamsQuery },
  'GET /api/streams/{domain}/{root}': {
    summary: 'The event book of a stream, now or as of a sequence, a time (RFC 3339) or position:N.',
    query: BookQuery,
  },
  'GET /api/streams/{domain}/{root}/state': { summary: 'The state that this caller sees of it.', query: StateQuery },
  'GET /api/streams/{domain}/{root}/course': {
    summary:
      'One value of that state, by its JSON pointer: before `from`, and at each of 1,000 events that changed it.',
    query: CourseQuery,
  },
  'GET /api/streams/{domain}/{root}/events/{sequence}': {
    summary: 'One event as this caller may see it; for administrators as it is stored too.',
    query: EditionQuery,
  },
  'GET /api/streams/{domain}/{root}/verify': { summary: 'Walks the chain of hashes.', query: EditionQuery },
  'GET /api/hands/{id}': {
    summary: 'A hand with its events as this caller sees them, for the replay; a running one as far as it has come.',
    query: EditionQuery,
  },
  'GET /api/timeline': {
    summary: 'The log in its order: oldest first behind `after`, else newest first.',
    query: TimelineQuery,
  },
  'GET /api/timeline/density': {
    summary: `How many events were recorded when: in bars of the same length from the first to the last, or between \`since\` and \`until\`. Of more than 10,000 a sample is counted ${administrators}.`,
    query: DensityQuery,
  },
  'GET /api/correlations/{id}': { summary: 'One workflow, with what caused what.' },
  'GET /api/hands': {
    summary:
      'Hands, newest first: one’s own, or those of public tables and of tables that one hosts. `q` is a number, the first eight digits of an id, or part of the name of a table or of somebody who played in the last 500; `minPot` finds finished hands.',
    query: HandsQuery,
  },
  'GET /api/hands/{id}/export': {
    summary: 'A hand as this caller may see it, as a file: its events as JSON Lines, or a text.',
    query: ExportQuery,
  },
  'GET /api/me/statement': { summary: 'Every movement of one’s own chips, newest first.', query: StatementQuery },
  'GET /api/me/statistics': { summary: 'What one’s last 2,000 hands came to.' },
  'GET /api/audit': { summary: `What operators did, newest first ${administrators}.`, query: AuditQuery },
  'GET /api/audit/export': {
    summary: `What operators did, as a file: JSON Lines or CSV, at most 10,000 ${administrators}.`,
    query: AuditFileQuery,
  },
  'GET /api/catalog': { summary: 'Every command, event, saga, process manager and projector.' },
  'GET /api/catalog/emitted': { summary: `When each type of event was last stored ${administrators}.` },
  'GET /api/catalog/{domain}/{type}': {
    summary: `What the log knows of a command or an event: how often, examples, what it came from ${administrators}.`,
  },
  'GET /api/projections': { summary: `Consumers and what they are behind ${administrators}.` },
  'GET /api/projections/{name}': {
    summary: `One consumer: what it takes, what waits for it, what became of it, what making it anew would mean ${administrators}.`,
  },
  'POST /api/projections/{name}/{action}': {
    summary: `Rebuilds, pauses or resumes a projection ${administrators}.`,
    body: MayReasonBody,
    parts: { action: ['rebuild', 'pause', 'resume'] },
  },
  'GET /api/processes': {
    summary: `Process managers and their timeouts; with process and key one instance ${administrators}.`,
    query: ProcessesQuery,
  },
  'POST /api/processes/{name}/{key}/timeouts/{timeout}/{action}': {
    summary: `Lets a timeout run out now, or never ${administrators}.`,
    body: MayReasonBody,
    parts: { action: ['fire', 'cancel'] },
  },
  'GET /api/snapshots': { summary: `Snapshots, newest first ${administrators}.`, query: SnapshotsQuery },
  'GET /api/snapshots/{domain}/{root}/verify': {
    summary: `Holds one against a replay from the beginning: where they differ, and nothing of what stands there ${administrators}.`,
    query: SnapshotQuery,
  },
  'POST /api/snapshots/{domain}/{root}': { summary: `Keeps one of a stream ${administrators}.`, body: MayReasonBody },
  'DELETE /api/snapshots/{domain}/{root}': {
    summary: `Removes those of a stream, or one of them ${administrators}.`,
    body: SnapshotsBody,
  },
  'GET /api/vitals': { summary: `The last minutes of this process, and which processes are alive ${administrators}.` },
  'POST /api/verifications': {
    summary: `Walks the chain of hashes of a stream or of everything, as an operation ${administrators}.`,
    body: VerificationBody,
  },
  'GET /api/editions': { summary: 'One’s own editions; administrators see all.', query: EditionsQuery },
  'POST /api/editions': { summary: `Opens an edition ${administrators}.`, body: EditionBody },
  'DELETE /api/editions/{name}': { summary: `Discards an edition ${administrators}.`, body: ReasonBody },
  'GET /api/editions/{name}/compare': { summary: 'An edition against another one, or main.', query: CompareQuery },
  'POST /api/editions/{name}/{action}': {
    summary: `Brings a discarded edition back, merges one into main, or orders its commands again in a new one ${administrators}.`,
    body: z.union([NoBody, MayReasonBody, RebaseBody]),
    parts: { action: ['restore', 'merge', 'rebase'] },
  },
  'GET /api/editions/{name}/{action}': {
    summary: `What merging it would do, or why it would not ${administrators}.`,
    parts: { action: ['merge'] },
  },
  'GET /api/dead-letters': { summary: `What nobody could deal with ${administrators}.`, query: DeadLettersQuery },
  'GET /api/dead-letters/{id}': { summary: `One dead letter ${administrators}.` },
  'POST /api/dead-letters/{id}/{action}': {
    summary: `Decides on a dead letter ${administrators}.`,
    body: DecisionBody,
    parts: { action: ['claim', 'release', 'try', 'resubmit', 'accept', 'discard'] },
  },
  'POST /api/dead-letters/bulk': {
    summary: `Decides on all that a filter names, as an operation ${administrators}.`,
    body: BulkBody,
  },
  'GET /api/operations': { summary: `Long operations ${administrators}.`, query: OperationsQuery },
  'GET /api/operations/{id}': { summary: 'One operation and how far it is: of one’s own; administrators see all.' },
  'POST /api/operations/{id}/{action}': {
    summary: 'Stops an operation of one’s own for good, or until it is to go on; administrators any.',
    body: NoBody,
    parts: { action: ['cancel', 'pause', 'resume'] },
  },
  'POST /api/reveal': {
    summary: `The hidden parts of a stream, which only hands have, once it is on record in it who looks and why ${administrators}.`,
    body: RevealBody,
  },
  'POST /api/hands/{id}/what-if': {
    summary: 'Opens a branch in which one’s own decision in a hand that is over is answered differently.',
    body: WhatIfBody,
  },
  'POST /api/hands/{id}/run-many': {
    summary: 'Plays a spot many times in memory, with other unseen cards, as an operation.',
    body: RunManyBody,
  },
  'GET /api/hands/{id}/branches': { summary: 'One’s own branches of a hand; administrators see all.' },
  'DELETE /api/hands/{id}/branches/{edition}': { summary: 'Discards a branch.', body: NoBody },
  'POST /api/hands/{id}/branches/{edition}/{action}': {
    summary: 'Brings a discarded branch back, or lets bots play it to its end.',
    body: NoBody,
    parts: { action: ['restore', 'finish'] },
  },
  'GET /api/session': { summary: 'Who is signed in.' },
  'POST /api/session': {
    summary: 'Signs a guest in, with 10,000 chips; or somebody who has been here, by the recovery code.',
    body: SessionBody,
  },
  'POST /api/session/recovery': {
    summary: 'A recovery code of one’s own, told this once; the one before ends.',
    body: NoBody,
  },
  'DELETE /api/session': { summary: 'Signs out.' },
  'POST /api/admin/session': { summary: 'Signs the administrator in.', body: AdministratorBody },
  'DELETE /api/admin/session': { summary: 'Signs the administrator out; who plays in this browser stays signed in.' },
  'GET /api/health': { summary: 'Alive: versions, and whether what is stored stays stored.' },
  'GET /api/ready': { summary: 'Database, migrations and consumers are ready.' },
  'GET /api/openapi.json': { summary: 'This document.' },
  'GET /metrics': { summary: 'Prometheus metrics (administrators, or from this machine).' },
}
