// A MANUAL command from a stale screen: nothing is appended, it waits as a dead letter for somebody to decide.
import type { Command, Refused } from './command.ts'
import type { Problem } from './message.ts'
import { deadLetterRoot, openDeadLetter } from './open-dead-letter.ts'
import { sealPersonal } from './personal.ts'
import { refusalOf } from './registry.ts'
import type { Review, Runtime } from './runtime.ts'
import { refusedReview } from './waiting-reviews.ts'

/** `runtime` comes late: the engine's parts are made one after the other. */
export const review = (runtime: () => Runtime): Review => ({
  idOf: ({ commandId }) => refusalOf(commandId),
  waiting: async command => {
    const root = deadLetterRoot(command.commandId)
    const { nextSequence } = await runtime().ports.events.head({
      domain: 'dead-letter',
      root,
      edition: command.cover.edition,
    })
    return nextSequence === 0 ? undefined : needsReview(command, needed)
  },
  open: async (command, nextSequence, problem) => {
    const { cover, message, commandId, actor, sequence = null, reply } = command
    const { ports, registry } = runtime()
    const refused = await refusedReview(runtime(), command)
    if (refused) return { ...refused, nextSequence }
    const { personal } = registry.command(cover.domain, message.type)
    await openDeadLetter(runtime(), {
      id: commandId,
      openedBy: refusalOf(commandId),
      unless: commandId,
      reason: 'SEQUENCE_MISMATCH',
      consumer: 'review',
      subject: `${cover.domain}/${message.type}`,
      detail: problem.message,
      payload: {
        command: await sealPersonal(ports.vault, personal, { message, root: cover.root }),
        commandId,
        root: cover.root,
        edition: cover.edition,
        sender: actor,
        sequence,
        nextSequence,
        problem,
        ...(reply ? { reply } : {}),
      } as never,
      cover,
      cause: commandId,
    })
    return needsReview(command, { problem, nextSequence })
  },
})

const needed = {
  nextSequence: 0,
  problem: { code: 'ABORTED', reason: 'needs-review', params: {}, message: 'Somebody looks at this first.' },
} as const

const needsReview = (
  { commandId }: Command,
  { problem, nextSequence }: { readonly problem: Problem; readonly nextSequence: number },
): Refused => ({ status: 'rejected', problem, nextSequence, deadLetterId: deadLetterRoot(commandId) })
