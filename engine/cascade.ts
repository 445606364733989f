// Runs what a command leads to before answering: sagas and process managers, transitively, first refusal last.
import { CascadeTooDeep } from './errors.ts'
import type { Page } from './message.ts'
import type { Reaction } from './react.ts'

/** Everything that reacts to the pages of one append. */
export type Reactors = (pages: readonly Page[]) => Promise<readonly Reaction[]>
export type Chain = {
  /** Every command of the chain and its outcome, in order. */
  readonly reactions: readonly Reaction[]
  /** The refusal at which FAIL_FAST stopped; it has travelled back. */
  readonly refusal?: Reaction
}
type Link = { readonly pages: readonly Page[]; readonly path: readonly string[] }

const deepest = 32

/** FAIL_FAST. A branch ends where nothing reacts, or where it waits for a timeout. */
export const cascade = async (react: Reactors, pages: readonly Page[]): Promise<Chain> => {
  const reactions: Reaction[] = []
  const open: Link[] = [{ pages, path: [] }]
  for (let link = open.shift(); link; link = open.shift()) {
    if (link.path.length > deepest) throw new CascadeTooDeep(`a cascade without end: ${link.path.join(' → ')}`)
    for (const reaction of await react(link.pages)) {
      reactions.push(reaction)
      if (!reaction.handled) return { reactions, refusal: reaction }
      const { message, cover } = reaction.command
      const path = [...link.path, `${cover.domain}/${message.type}`]
      if (reaction.outcome.status === 'accepted') open.push({ pages: reaction.outcome.pages, path })
    }
  }
  return { reactions }
}
