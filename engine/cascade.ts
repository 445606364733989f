// Follows what a command leads to, transitively: which reactions, until the first refusal or until all of it is done.
import { CascadeTooDeep } from './errors.ts'
import type { Page } from './message.ts'
import type { Reaction } from './reaction.ts'

export type Chain = {
  /** Every command of the chain and its outcome, in order. */
  readonly reactions: readonly Reaction[]
  /** The refusal at which FAIL_FAST stopped; it has travelled back. */
  readonly refusal?: Reaction
}
export type Following = {
  readonly heard: (reaction: Reaction) => void
  /** The pages from which the chain starts. What was heard before is held against them. */
  readonly begin: (pages: readonly Page[]) => void
  /** Throws CascadeTooDeep where it was. */
  readonly chain: () => Chain
  /** The position of the chain's newest event, 0 once there is nothing to wait for. */
  readonly last: () => number
}

const deepest = 32
/** Of what others do meanwhile so much is kept: a reaction may be heard a moment before the one that led to it. */
const mostUnplaced = 1000

/** Nothing is run here: the consumers react in any case, and in the order of the log. */
export const follow = (): Following => {
  const paths = new Map<string, readonly string[]>()
  const reactions: Reaction[] = []
  let unplaced: Reaction[] = []
  let last = 0
  let refusal: Reaction | undefined
  let tooDeep: readonly string[] | undefined
  const add = (pages: readonly Page[], path: readonly string[]) => {
    if (path.length > deepest) tooDeep ??= path
    for (const { eventId, position } of pages) {
      paths.set(eventId, path)
      last = Math.max(last, position)
    }
  }
  const place = (reaction: Reaction): boolean => {
    const { cause = '', cover, message } = reaction.command
    const path = paths.get(cause)
    if (!path) return false
    // A batch that is handed over again is sent again, to no effect.
    if (!refusal && !reactions.some(one => one.command.commandId === reaction.command.commandId))
      reactions.push(reaction)
    if (!reaction.handled) refusal ??= reaction
    if (reaction.outcome.status === 'accepted')
      add(reaction.outcome.pages, [...path, `${cover.domain}/${message.type}`])
    return true
  }
  const placeAll = () => {
    const before = unplaced.length
    unplaced = unplaced.filter(reaction => !place(reaction))
    if (unplaced.length < before) placeAll()
  }
  return {
    heard: reaction => {
      unplaced.push(reaction)
      if (paths.has(reaction.command.cause ?? '')) placeAll()
      else if (unplaced.length > mostUnplaced) unplaced.shift()
    },
    begin: pages => {
      add(pages, [])
      placeAll()
    },
    chain: () => {
      if (tooDeep) throw new CascadeTooDeep(`a cascade without end: ${tooDeep.join(' → ')}`)
      return refusal ? { reactions, refusal } : { reactions }
    },
    last: () => (refusal || tooDeep ? 0 : last),
  }
}
