// What was ordered in an edition is ordered again in a new one, where main is by now; what comes of it can be merged.
import type { Answer, Handling } from './answer.ts'
import type { Command } from './command.ts'
import { DeadLetter } from './dead-letter.ts'
import { pagesIn } from './edition-merge.ts'
import { grouped } from './grouped.ts'
import type { Json, Message, Page, Problem } from './message.ts'
import type { OperationKind } from './operations.ts'
import type { CommandEntry } from './ports.ts'
import { type Fact, recordFact } from './record.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

/** One command, or fact, of the edition, and what became of it in the new one. */
export type Resent = {
  readonly commandId: string
  readonly domain: string
  readonly root: string
  readonly type: string
  readonly outcome: 'clean' | 'refused' | 'needs-decision'
  readonly events: number
  readonly reason?: string
  readonly message?: string
  readonly deadLetterId?: string
}
export type Rebase = { readonly edition: string; readonly into: string; readonly commands?: readonly string[] }
export type Rebasing = {
  readonly runtime: Runtime
  readonly execute: (command: Command, handling: Handling) => Promise<Answer>
}

/** Sent again with the same ids after a crash: what was done before is found done. */
export const rebaseKind =
  ({ runtime, execute }: Rebasing) =>
  async ({ params, advance, isOver }: Parameters<OperationKind>[0]) => {
    const { edition, into, commands } = params as Rebase
    const wanted = (await orderedIn(runtime, edition)).filter(
      ({ entry }) => commands?.includes(entry.commandId) ?? true,
    )
    const resent: Resent[] = []
    for (const one of wanted) {
      if (await isOver()) break
      resent.push(await resend({ runtime, execute }, one, into))
      await advance(resent.length, wanted.length, { edition: into, commands: resent } as unknown as Json)
    }
    return { edition: into, commands: resent }
  }

type Ordered = { readonly entry: CommandEntry; readonly pages: readonly Page[] }

/** What came from outside, in its order: what followed from it comes by itself. */
export const orderedIn = async (runtime: Runtime, edition: string): Promise<readonly Ordered[]> => {
  const pages = (await pagesIn(runtime, edition)).filter(({ domain }) => domain !== DeadLetter.domain)
  const ordered: Ordered[] = []
  for (const group of grouped(pages, page => page.commandId).values()) {
    const entry = await runtime.ports.events.commandEntry(edition, group[0]?.commandId ?? '')
    if (entry && entry.source === null) ordered.push({ entry, pages: group })
  }
  return ordered
}

const resend = async (rebasing: Rebasing, { entry, pages }: Ordered, into: string): Promise<Resent> => {
  const { commandId, cover, message } = entry
  const named = { commandId, domain: cover.domain, root: cover.root, type: message.type }
  const externalId = pages[0]?.externalId
  if (externalId) {
    const outcome = await recordFact(rebasing.runtime, factIn(entry, { into, externalId }))
    return { ...named, ...told(outcome) }
  }
  const outcome = await rebasing.execute(commandIn(rebasing.runtime, entry, into), { syncMode: 'CASCADE' })
  return { ...named, ...told(outcome) }
}

const factIn = (
  entry: CommandEntry,
  { into, externalId }: { readonly into: string; readonly externalId: string },
): Fact => ({
  cover: { ...entry.cover, edition: into },
  event: entry.message,
  externalId,
  actor: entry.caller,
})

/** What has to be looked at by somebody where its sender saw another state is sent as of what its sender saw. */
const commandIn = ({ registry }: Runtime, entry: CommandEntry, into: string): Command => {
  const { commandId, cover, message, caller: actor, firstSequence } = entry
  const isManual = registry.command(cover.domain, message.type).merge === 'MANUAL'
  return {
    cover: { ...cover, edition: into },
    message: message as Message,
    commandId: derivedId('rebased', into, commandId),
    actor,
    ...(isManual && firstSequence !== null ? { sequence: firstSequence } : {}),
  }
}

const told = (outcome: Answer): Pick<Resent, 'outcome' | 'events' | 'reason' | 'message' | 'deadLetterId'> => {
  if (outcome.status === 'accepted') return { outcome: 'clean', events: outcome.pages.length }
  const { problem, deadLetterId } = outcome
  return {
    ...why(problem),
    events: 0,
    ...(deadLetterId ? { outcome: 'needs-decision', deadLetterId } : { outcome: 'refused' }),
  }
}
const why = ({ reason, message }: Problem) => ({ reason, message })
