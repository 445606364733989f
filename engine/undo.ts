// COMPENSATE: a cascade that was refused somewhere is taken back, newest first, by whoever accepted a part of it.
import { z } from 'zod'
import { strictly, write } from './append.ts'
import { type Link, readChain } from './chain.ts'
import { type Consumer, moveOn } from './consumer.ts'
import { type AnyAggregate, aggregate, handlerOf } from './define.ts'
import { execute } from './execute.ts'
import type { Page } from './message.ts'
import { openDeadLetter } from './open-dead-letter.ts'
import type { CommandEntry } from './ports.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

const StopCascade = z.strictObject({ type: z.literal('StopCascade'), commandId: z.uuid() })
const CascadeStopped = z.strictObject({ type: z.literal('CascadeStopped'), commandId: z.uuid() })

/** One stream per cascade that was stopped: what is taken back is taken back once. Root: of the command that began it. */
export const Cascade: AnyAggregate = aggregate<
  z.infer<typeof StopCascade>,
  z.infer<typeof CascadeStopped>,
  { readonly stopped: boolean }
>({
  domain: 'cascade',
  stateVersion: 1,
  initial: { stopped: false },
  evolve: { CascadeStopped: () => ({ stopped: true }) },
  commands: { StopCascade: { schema: StopCascade, merge: 'STRICT', by: ['engine'] } },
  events: { CascadeStopped: { schema: CascadeStopped, version: 1 } },
  decide: {
    StopCascade: ({ commandId }, { stopped }) => (stopped ? [] : [{ type: 'CascadeStopped', commandId }]),
  },
})

export const stopCascade = async (runtime: Runtime, first: CommandEntry, trigger: Page): Promise<void> => {
  const { commandId, cover } = first
  const { edition, correlationId } = cover
  await execute(runtime, {
    cover: { domain: 'cascade', root: commandId, edition, correlationId, ext: null },
    message: { type: 'StopCascade', commandId } as never,
    commandId: derivedId(edition, 'stop-cascade', commandId),
    actor: 'engine/undo',
    cause: trigger.eventId,
    origin: trigger.commandId,
  })
}

/** `quiet`: resolves when nothing of the chain is under way any more, or after a while. */
export const undoConsumer = (runtime: Runtime, quiet: (last: number) => Promise<unknown>): Consumer => ({
  name: 'undo',
  version: 1,
  kind: 'saga',
  wants: page => page.domain === 'cascade' && page.type === 'CascadeStopped',
  handle: async (pages, move) => {
    for (const page of pages) await takeBack(runtime, page, quiet)
    return moveOn(runtime.ports, { name: 'undo', version: 1 }, move)
  },
})

const takeBack = async (runtime: Runtime, stopped: Page, quiet: (last: number) => Promise<unknown>): Promise<void> => {
  const { events } = runtime.ports
  const first = await events.commandEntry(stopped.edition, String(stopped.data.commandId))
  if (!first) return
  const { cover, firstSequence, eventCount } = first
  const pages = await events.read(cover, { from: firstSequence ?? 0, to: (firstSequence ?? 0) + eventCount - 1 })
  let chain = await readChain(events, runtime.registry, pages)
  await quiet(chain.last)
  chain = await readChain(events, runtime.registry, pages)
  const accepted = chain.links.filter(link => link.pages.length > 0)
  for (const link of [...accepted].reverse()) await undo(runtime, link, stopped)
}

const undo = async (runtime: Runtime, { entry, pages }: Link, stopped: Page): Promise<void> => {
  const { cover, message, commandId } = entry
  const handler = handlerOf(runtime.registry.find(cover.domain)?.onUndo ?? {}, message.type)
  const id = derivedId(cover.edition, 'undo', commandId)
  if (!handler) return bury(runtime, entry, stopped)
  await write(runtime, {
    cover: { ...cover, ext: null },
    message: { type: 'UndoNotification', command: message } as never,
    commandId: id,
    actor: 'engine/undo',
    cause: pages[0]?.eventId ?? stopped.eventId,
    origin: stopped.commandId,
    decide: loaded => handler(message, loaded.state),
    merge: strictly,
  })
}

const bury = (runtime: Runtime, { cover, message, commandId }: CommandEntry, stopped: Page) =>
  openDeadLetter(runtime, {
    id: `undo ${commandId}`,
    reason: 'COMPENSATION_MISSING',
    consumer: 'undo',
    subject: `${cover.domain}/${message.type}`,
    detail: 'It was accepted in a cascade that was refused later, and nothing says how to take it back.',
    payload: { command: message, root: cover.root, commandId } as never,
    cover,
    cause: stopped.eventId,
  })
