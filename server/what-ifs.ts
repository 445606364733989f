import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { Branch } from '@/domain/branch/branch'
import type { Answer, BranchCommand } from '@/domain/branch/commands'
import { refusalOf } from '@/domain/branch/in-memory'
import type { HandState } from '@/domain/hand/state'
import { isOver } from '@/domain/hand/state'
import { HandId } from '@/domain/ids'
import { branchLifetime } from '@/domain/process-managers/branch-expiry'
import type { BranchRow } from '@/domain/projections/branches'
import { type EditionHandRow, editionHandKey } from '@/domain/projections/edition-hands'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import type { Loaded } from '@/engine/load'
import type { Message } from '@/engine/message'
import { keyedQueue } from '@/engine/queue'
import { failureOf, type Outcome } from './answers'
import { asked, NoQuery, rootIn } from './asked'
import { type BranchPlay, purposeOf } from './branch-play'
import { actorOf, type Caller } from './callers'
import { type Failed, failed, nothingHere, type Result, signInFirst, tooMany } from './failures'
import { NoBody, parsed, WhatIfBody } from './parsed'
import type { RateLimit } from './rate-limit'
import type { WhatIfs } from './reads'
import { findSpot, type Spot } from './spots'

type Given = {
  readonly engine: Engine
  readonly play: Pick<BranchPlay, 'advance'>
  readonly limit: RateLimit
  readonly now: () => number
}

/** Open at the same time, for each player. */
const mostBranches = 20

export const makeWhatIfs = (given: Given): WhatIfs => {
  const { engine, now } = given
  /** One after the other for each owner: they are counted before one more is opened. */
  const inTurn = keyedQueue()
  return {
    whatIf: async (caller, { body, address: { id } }) => {
      const refused = admitted(given, caller)
      const hand = rootIn(id)
      const request = parsed(WhatIfBody, body ?? {})
      if (refused) return refused
      if ('failure' in hand) return hand
      if ('failure' in request) return request
      const wanted = { ...request.value, hand: HandId.parse(hand.value) }
      const spot = await findSpot(engine, caller, wanted)
      if ('failure' in spot) return spot
      return inTurn(actorOf(caller), () => openBranch(given, caller, { spot: spot.value, wanted }))
    },
    branches: async (caller, { query, address: { id } }) => {
      const [hand, wanted] = [rootIn(id), asked(NoQuery, query)]
      if ('failure' in hand) return hand
      return 'failure' in wanted ? wanted : branchesOf(engine, caller, hand.value)
    },
    discardBranch: async (caller, { body, address }) => {
      const found = await ownBranch(given, caller, { body, address })
      if ('failure' in found) return found
      const by = { actor: actorOf(caller), reason: 'Its owner does not want it any more.' }
      return told(await engine.editions.discard(address.edition, by), { edition: address.edition })
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

const admitted = ({ limit }: Given, caller: Caller): Failed | undefined => {
  if (caller.kind === 'anonymous') return signInFirst
  const wait = caller.kind === 'player' ? limit(caller.player) : 0
  return wait > 0 ? tooMany(wait) : undefined
}

const told = (outcome: Outcome, value: object): Result<unknown> =>
  outcome.status === 'rejected' ? failed(failureOf(outcome)) : { value }

const expired = failed({
  code: 'FAILED_PRECONDITION',
  reason: 'branch-expired',
  message: 'Thirty days have passed: this branch does not come back.',
})

type Opening = { readonly spot: Spot; readonly wanted: WhatIfBody }

const openBranch = async (given: Given, caller: Caller, { spot, wanted }: Opening): Promise<Result<unknown>> => {
  const { engine, play } = given
  const { action, amount } = wanted
  const answer: Answer = { player: spot.player, decision: spot.decision, action, ...(amount ? { amount } : {}) }
  const problem = refusalOf(spot.before, answer)
  if (problem) return failed(problem)
  const full = await tooManyOpen(engine, caller)
  if (full) return full
  const edition = `fork-${spot.at}-${action}-${randomBytes(6).toString('hex')}`
  const opened = await toBranch(engine, caller, {
    edition,
    message: branchOf(spot, { answer, edition, caller, wanted }),
  })
  if (opened.status === 'rejected') return failed(failureOf(opened))
  const branch = (await engine.row<BranchRow>('branches', editionRoot(edition)))?.row
  if (!branch) return failed({ code: 'UNAVAILABLE', message: 'It is opened, and not there yet.', retryable: true })
  const { nextSequence } = await playScript(play, branch)
  return { value: { edition, deck: deckOf(branch), at: spot.at, nextSequence } }
}

type Told = { readonly answer: Answer; readonly edition: string; readonly caller: Caller; readonly wanted: WhatIfBody }

const branchOf = (spot: Spot, { answer, edition, caller, wanted }: Told): BranchCommand => ({
  type: 'OpenBranch',
  hand: spot.hand,
  edition,
  owner: actorOf(caller),
  player: spot.player,
  start: spot.start,
  parent: spot.parent?.edition ?? '',
  at: spot.at,
  position: spot.position,
  script: [...spot.replayed, answer],
  keep: spot.keep && [...spot.keep],
  play: wanted.play,
})

const toBranch = (engine: Engine, caller: Caller, { edition, message }: { edition: string; message: BranchCommand }) =>
  engine.execute(
    {
      cover: { domain: Branch.domain, root: editionRoot(edition), edition: '', correlationId: '', ext: null },
      message: message as Message,
      commandId: v7(),
      actor: actorOf(caller),
    },
    { syncMode: 'SIMPLE' },
  )

const tooManyOpen = async (engine: Engine, caller: Caller): Promise<Failed | undefined> => {
  if (caller.kind !== 'player') return undefined
  const where = { owner: caller.player, status: 'open' }
  const open = await engine.page('branches', { where, limit: mostBranches })
  return open.length < mostBranches
    ? undefined
    : failed({
        code: 'FAILED_PRECONDITION',
        reason: 'too-many-editions',
        message: `At most ${mostBranches} branches at the same time: discard one first.`,
        params: { most: mostBranches },
      })
}

const milliseconds = { betweenLooks: 5, most: 2000 }

/** Between two answers of a script the flows go on by themselves. */
const playScript = async (play: Given['play'], branch: BranchRow): Promise<Loaded<HandState>> => {
  const last = branch.script.at(-1)?.decision ?? 0
  const isPlayed = ({ state }: Loaded<HandState>) =>
    isOver(state) || state.decision > last || (state.decision === last && !state.turn)
  let loaded = await play.advance(branch)
  for (let waited = 0; !isPlayed(loaded) && waited < milliseconds.most; waited += milliseconds.betweenLooks) {
    await new Promise(resolve => setTimeout(resolve, milliseconds.betweenLooks))
    loaded = await play.advance(branch)
  }
  return loaded
}

const deckOf = ({ keep }: BranchRow) => (keep === null ? 'same' : 'dealt-anew')
const expiryOf = ({ createdAt }: BranchRow) => Date.parse(createdAt) + branchLifetime

/** One's own; administrators see all. */
const branchesOf = async (engine: Engine, caller: Caller, hand: string): Promise<Result<unknown>> => {
  if (caller.kind === 'anonymous') return signInFirst
  const where = caller.kind === 'player' ? { hand, owner: caller.player } : { hand }
  const rows = await engine.page<BranchRow>('branches', { where, limit: 500 })
  const branches = await Promise.all(rows.map(({ row }) => shown(engine, row)))
  return { value: { branches: branches.sort((a, b) => a.createdAt.localeCompare(b.createdAt)) } }
}

const shown = async (engine: Engine, branch: BranchRow) => {
  const { edition, hand, parent, at, player, play, status, createdAt, start } = branch
  const { action, amount } = branch.script.at(-1) ?? { action: 'fold' as const }
  const progress = (await engine.row<EditionHandRow>('edition-hands', editionHandKey(hand, edition)))?.row
  const stack = progress?.stacks?.[player]
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
    createdAt,
    expiresAt: new Date(expiryOf(branch)).toISOString(),
  }
}

type Named = { readonly body: unknown; readonly address: { readonly id: string; readonly edition: string } }

/** Whoever does not own it, and is no administrator, finds nothing there. */
const ownBranch = async (given: Given, caller: Caller, { body, address }: Named): Promise<Result<BranchRow>> => {
  const refused = admitted(given, caller)
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
  const outcome = await toBranch(engine, caller, { edition, message: { type: 'HandOverBranch' } })
  return told(outcome, { edition, play: 'bots' })
}

const restore = async (engine: Engine, caller: Caller, { edition, status }: BranchRow): Promise<Result<unknown>> => {
  const full = status === 'open' ? undefined : await tooManyOpen(engine, caller)
  return full ?? told(await engine.editions.restore(edition, { actor: actorOf(caller) }), { edition })
}
