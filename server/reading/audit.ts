import type { Engine } from '@/engine/engine'
import type { Json, Page } from '@/engine/message'
import { isOperator } from '@/engine/operator'
import { AuditFileQuery, AuditQuery, asked, given } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { forAdministrators } from '../sending/orders'
import type { TextFile } from './hand-export'
import type { Reads } from './reads'

const most = { atOnce: 500, inFile: 10_000 }
const fewest = 200

/** One thing that an operator did: a command, or a fact, and the events that it came to. */
export type Act = {
  readonly id: string
  readonly actor: string
  /** The command that was sent, or the fact that was recorded. */
  readonly action: string
  readonly domain: string
  readonly root: string
  readonly edition: string
  readonly at: string
  readonly position: number
  readonly sequence: number
  readonly events: readonly string[]
  /** Why, where that was asked and said. */
  readonly reason: string | null
}
export type AuditPage = {
  readonly acts: readonly Act[]
  readonly next: number | null
  readonly actors: readonly string[]
}

/** What operators did is on record like everything else: this reads the log by who signed it. */
export const auditReads = (engine: Engine): Pick<Reads, 'audit' | 'auditFile'> => ({
  audit: forAdministrators(async (caller, { query }) => {
    const wanted = asked(AuditQuery, query)
    return 'failure' in wanted ? wanted : { value: await audit(engine, caller, wanted.value) }
  }),
  auditFile: forAdministrators(async (caller, { query }) => {
    const wanted = asked(AuditFileQuery, query)
    if ('failure' in wanted) return wanted
    const { format, ...filter } = wanted.value
    const acts: Act[] = []
    for (let before: number | null | undefined; before !== null && acts.length < most.inFile; ) {
      const page: AuditPage = await audit(engine, caller, { ...filter, ...given({ before }), limit: most.atOnce })
      acts.push(...page.acts)
      before = page.next
    }
    return { value: fileOf(acts, format) satisfies TextFile }
  }),
})

const audit = async (engine: Engine, caller: Caller, wanted: AuditQuery): Promise<AuditPage> => {
  const { from, to, before, limit, action, actor, domain, root } = wanted
  const end = to === undefined ? undefined : (await engine.positionAt(to)) + 1
  const since = from === undefined ? 0 : (await engine.positionAt(from)) - 1
  const filter = { ...given({ actor, domain, root }), ...(actor === undefined ? { byOperators: true as const } : {}) }
  const acts: Act[] = []
  // Each act is looked up: no more than are likely to be told, and never fewer than one command comes to.
  const stretch = action === undefined ? Math.min(most.atOnce, Math.max(fewest, 2 * limit)) : most.atOnce
  let next: number | null = Math.min(before ?? Number.MAX_SAFE_INTEGER, end ?? Number.MAX_SAFE_INTEGER)
  while (next !== null && acts.length < limit) {
    const { pages } = await engine.timeline({ ...filter, before: next, limit: stretch }, viewerOf(caller))
    const meant = pages.filter(page => page.position > since && isOperator(page.actor))
    const found = await actsIn(engine, meant)
    const isEnd = pages.length < stretch || meant.length < pages.length
    // An act whose events began before this stretch is told with the next one.
    const whole = isEnd ? found : found.slice(0, -1)
    const named = whole.filter(one => action === undefined || one.action === action || one.events.includes(action))
    acts.push(...named.slice(0, limit - acts.length))
    const last = acts.length >= limit ? acts.at(-1) : whole.at(-1)
    next = (isEnd && acts.length < limit) || last === undefined ? null : last.position
  }
  return { acts, next, actors: await actorsOf(engine, caller) }
}

/** Events of one command are one act, told by its first event. Newest first, as the pages are. */
const actsIn = async (engine: Engine, pages: readonly Page[]): Promise<readonly Act[]> => {
  const together: Page[][] = []
  for (const page of pages) {
    const last = together.at(-1)
    if (last?.[0]?.commandId === page.commandId && last[0]?.edition === page.edition) last.unshift(page)
    else together.push([page])
  }
  return Promise.all(together.map(async events => actOf(events as [Page, ...Page[]], await commandOf(engine, events))))
}

type Command = { readonly type: string; readonly [field: string]: unknown }

const commandOf = async (engine: Engine, [first]: readonly Page[]): Promise<Command | undefined> =>
  first && first.externalId === null ? (await engine.remembered(first.commandId, first.edition))?.message : undefined

const reasonIn = (fields: { readonly [field: string]: unknown } | undefined): string | null => {
  const said = fields?.reason ?? fields?.why
  return typeof said === 'string' && said !== '' ? said : null
}

const actOf = (events: readonly [Page, ...Page[]], command: Command | undefined): Act => {
  const [{ eventId, actor, type, domain, root, edition, recordedAt, position, sequence, data }] = events
  return {
    id: eventId,
    actor,
    action: command?.type ?? type,
    domain,
    root,
    edition,
    at: recordedAt,
    position,
    sequence,
    events: events.map(page => page.type),
    reason: reasonIn(command) ?? reasonIn(data),
  }
}

/** Who has ever signed in, by their sign-ins. */
const actorsOf = async (engine: Engine, caller: Caller): Promise<readonly string[]> => {
  const { pages } = await engine.timeline(
    { domain: 'operator', type: 'OperatorSignedIn', limit: 500 },
    viewerOf(caller),
  )
  return [...new Set(['administrator', ...pages.map(({ actor }) => actor)])].sort()
}

const columns = ['at', 'actor', 'action', 'domain', 'root', 'edition', 'sequence', 'events', 'reason'] as const

/** What a spreadsheet would take for a formula is a text. */
const cell = (value: Json | readonly string[]): string => {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '')
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

const fileOf = (acts: readonly Act[], format: 'jsonl' | 'csv') => {
  const jsonl = () => acts.map(act => `${JSON.stringify(act)}\n`).join('')
  const csv = () => [columns.join(','), ...acts.map(act => columns.map(name => cell(act[name])).join(','))].join('\r\n')
  return format === 'csv'
    ? { text: `${csv()}\r\n`, type: 'text/csv; charset=utf-8', name: 'audit.csv' }
    : { text: jsonl(), type: 'application/jsonl; charset=utf-8', name: 'audit.jsonl' }
}
