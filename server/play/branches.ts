import { v7 } from 'uuid'
import { Branch } from '@/domain/branch/branch'
import type { BranchCommand } from '@/domain/branch/commands'
import type { BranchTold } from '@/domain/branch/told'
import { type HandState, seatOf } from '@/domain/hand/state'
import { branchLifetime } from '@/domain/process-managers/branch-expiry'
import type { BranchRow } from '@/domain/projections/branches'
import { type EditionHandRow, editionHandKey } from '@/domain/projections/edition-hands'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import type { KeyedQueue } from '@/engine/queue'
import { failureOf, type Outcome } from '../answers'
import { asked, NoQuery, rootIn } from '../asked'
import { actorOf, type Caller } from '../callers/callers'
import { type Failed, failed, nothingHere, type Result, signInFirst, tooMany } from '../operating/failures'
import { NoBody, parsed } from '../parsed'
import type { WhatIfs } from '../reading/reads'
import type { RateLimit } from '../sockets/rate-limit'
import { isAtRest, purposeOf } from './branch-play'
import { foldOf } from './spots'

type Given = { readonly engine: Engine; readonly limit: RateLimit; readonly now: () => number }

/** Open at the same time, for each player. */
const mostBranches = 20

/** What there is of branches, and what becomes of them. */
export const branchOrders = (
  given: Given,
  inTurn: KeyedQueue,
): Pick<WhatIfs, 'branches' | 'discardBranch' | 'actOnBranch'> => {
  const { engine, now } = given
  return {
    branches: async (caller, { query, address: { id } }) => {
      const [hand, wanted] = [rootIn(id), asked(NoQuery, query)]
      if ('failure' in hand) return hand
      return 'failure' in wanted ? wanted : { value: { branches: await branchesOf(engine, caller, hand.value) } }
    },
    discardBranch: async (caller, { body, address }) => {
      const found = await ownBranch(given, caller, { body, address })
      if ('failure' in found) return found
      const { edition, status } = found.value
      // What is under way in an edition that is discarded stays undone, also when it comes back.
      if (status === 'open') await untilSo(() => isAtRest(engine, found.value))
      const by = { actor: actorOf(caller), reason: 'It is not wanted any more.' }
      return told(await engine.editions.discard(edition, by), { edition })
    },
    actOnBranch: async (caller, { body, address }) => {
      const found = await ownBranch(given, caller, { body, address })
      if ('failure' in found) return found
      if (address.action === 'finish') return finish(engine, caller, found.value)
      if (address.action !== 'restore') return nothingHere
      if (expiryOf(found.value) <= now()) return expired
      return inTurn(found.value.owner, () => restore(engine, caller, found.value))
    },
  }
}

export const admitted = (limit: RateLimit, caller: Caller): Failed | undefined => {
  if (caller.kind === 'anonymous') return signInFirst
  const wait = caller.kind === 'player' ? limit(caller.player) : 0
  return wait > 0 ? tooMany(wait) : undefined
}

const milliseconds = { betweenLooks: 5, most: 2000 }

/** Looks again and again, not for ever. */
export const untilSo = async (look: () => Promise<unknown>): Promise<void> => {
  for (let waited = 0; waited < milliseconds.most; waited += milliseconds.betweenLooks) {
    if (await look()) return
    await new Promise(resolve => setTimeout(resolve, milliseconds.betweenLooks))
  }
}

const told = (outcome: Outcome, value: object): Result<unknown> =>
  outcome.status === 'rejected' ? failed(failureOf(outcome)) : { value }

const expired = failed({
  code: 'FAILED_PRECONDITION',
  reason: 'branch-expired',
  message: 'Thirty days have passed: this branch does not come back.',
})

export const toBranch = (
  engine: Engine,
  caller: Caller,
  { edition, message }: { readonly edition: string; readonly message: BranchCommand },
) =>
  engine.execute({
    cover: { domain: Branch.domain, root: editionRoot(edition), edition: '', correlationId: '', ext: null },
    message: message as Message,
    commandId: v7(),
    actor: actorOf(caller),
  })

export const tooManyOpen = async (engine: Engine, caller: Caller): Promise<Failed | undefined> => {
  if (caller.kind !== 'player') return undefined
  const where = { owner: caller.player, status: 'open' }
  const open = await engine.page('branches', { where, limit: mostBranches })
  if (open.length < mostBranches) return undefined
  return failed({
    code: 'FAILED_PRECONDITION',
    reason: 'too-many-editions',
    message: `At most ${mostBranches} branches at the same time: discard one first.`,
    params: { most: mostBranches },
  })
}

export const deckOf = ({ keep }: BranchRow) => (keep === null ? 'same' : 'dealt-anew')
const expiryOf = ({ createdAt }: BranchRow) => Date.parse(createdAt) + branchLifetime

/** One's own; administrators see all. */
export const branchesOf = async (engine: Engine, caller: Caller, hand: string): Promise<readonly BranchTold[]> => {
  if (caller.kind === 'anonymous') return []
  const where = caller.kind === 'player' ? { hand, owner: caller.player } : { hand }
  const rows = await engine.page<BranchRow>('branches', { where, limit: 500 })
  const pages = rows.length === 0 ? [] : await engine.presented({ domain: 'hand', root: hand, edition: '' }, everybody)
  const ended = foldOf(pages)
  const branches = await Promise.all(rows.map(({ row }) => shown(engine, row, ended)))
  return branches.sort((a, b) => a.createdAt.localeCompare(b.createdAt))
}
/** What was won and lost is open to all. */
const everybody = { audience: undefined }

const shown = async (engine: Engine, branch: BranchRow, ended: HandState): Promise<BranchTold> => {
  const { edition, hand, parent, at, player, play, status, createdAt, start } = branch
  const { action, amount } = branch.script.at(-1) ?? { action: 'fold' as const }
  const progress = (await engine.row<EditionHandRow>('edition-hands', editionHandKey(hand, edition)))?.row
  const stack = progress?.stacks?.[player]
  const onMain = seatOf(ended, player)?.stack ?? start
  return {
    edition,
    purpose: purposeOf(branch),
    parent,
    at,
    player,
    action,
    amount: amount ?? null,
    deck: deckOf(branch),
    play,
    status,
    over: progress?.over ?? false,
    nextSequence: progress?.nextSequence ?? at + 1,
    result: stack === undefined ? null : stack - start,
    onMain: onMain - start,
    createdAt,
    expiresAt: new Date(expiryOf(branch)).toISOString(),
  }
}

type Named = { readonly body: unknown; readonly address: { readonly id: string; readonly edition: string } }

/** Whoever does not own it, and is no administrator, finds nothing there. */
const ownBranch = async (given: Given, caller: Caller, { body, address }: Named): Promise<Result<BranchRow>> => {
  const refused = admitted(given.limit, caller)
  const hand = rootIn(address.id)
  const request = parsed(NoBody, body ?? {})
  if (refused) return refused
  if ('failure' in hand) return hand
  if ('failure' in request) return request
  const branch = (await given.engine.row<BranchRow>('branches', editionRoot(address.edition)))?.row
  const isOwn = caller.kind === 'administrator' || branch?.owner === actorOf(caller)
  return branch && branch.hand === hand.value && isOwn ? { value: branch } : nothingHere
}

const finish = async (engine: Engine, caller: Caller, { edition, status }: BranchRow): Promise<Result<unknown>> => {
  if (status !== 'open') return nothingHere
  return told(await toBranch(engine, caller, { edition, message: { type: 'HandOverBranch' } }), {
    edition,
    play: 'bots',
  })
}

const restore = async (engine: Engine, caller: Caller, { edition, status }: BranchRow): Promise<Result<unknown>> => {
  const full = status === 'open' ? undefined : await tooManyOpen(engine, caller)
  return full ?? told(await engine.editions.restore(edition, { actor: actorOf(caller) }), { edition })
}
