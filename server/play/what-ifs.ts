import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Answer, BranchCommand, Play } from '@/domain/branch/commands'
import { refusalOf } from '@/domain/branch/in-memory'
import { type HandState, isOver } from '@/domain/hand/state'
import { HandId } from '@/domain/ids'
import type { BranchRow } from '@/domain/projections/branches'
import { editionRoot } from '@/engine/edition'
import type { Engine } from '@/engine/engine'
import type { Loaded } from '@/engine/load'
import type { Json } from '@/engine/message'
import { keyedQueue } from '@/engine/queue'
import { failureOf } from '../answers'
import { rootIn } from '../asked'
import { actorOf, type Caller } from '../callers/callers'
import { failed, type Result } from '../operating/failures'
import { parsed, RunManyBody, WhatIfBody } from '../parsed'
import type { WhatIfs } from '../reading/reads'
import type { RateLimit } from '../sockets/rate-limit'
import type { BranchPlay } from './branch-play'
import { admitted, branchOrders, deckOf, toBranch, tooManyOpen, untilSo } from './branches'
import type { RunMany } from './run-many'
import { findSpot, type Spot } from './spots'

export type Given = {
  readonly engine: Engine
  readonly play: Pick<BranchPlay, 'advance'>
  readonly limit: RateLimit
  readonly now: () => number
}

/** What could have been: one line of it that is played out, or many that are only counted. */
export const makeWhatIfs = (given: Given): WhatIfs => {
  const { engine } = given
  /** One after the other for each owner: what they have is counted before there is more of it. */
  const inTurn = keyedQueue()
  return {
    ...branchOrders(given, inTurn),
    whatIf: (caller, asked) =>
      atSpot(given, { ...asked, caller, schema: WhatIfBody }, ({ spot, answer, wanted }) =>
        inTurn(actorOf(caller), () => openBranch(given, caller, { spot, answer, play: wanted.play })),
      ),
    runMany: (caller, asked) =>
      atSpot(given, { ...asked, caller, schema: RunManyBody }, ({ spot, answer, wanted: { edition, at, times } }) =>
        inTurn(actorOf(caller), () => runMany(engine, caller, { hand: spot.hand, edition, at, answer, times })),
      ),
  }
}

type Asked<B> = {
  readonly caller: Caller
  readonly schema: z.ZodType<B>
  readonly body: unknown
  readonly address: { readonly id: string }
}
type Answered<B> = { readonly spot: Spot; readonly answer: Answer; readonly wanted: B }

/** A decision that this caller may ask about, and an answer that is legal there. */
const atSpot = async <B extends Omit<WhatIfBody, 'play'>>(
  { engine, limit }: Given,
  { caller, schema, body, address }: Asked<B>,
  work: (answered: Answered<B>) => Promise<Result<unknown>>,
): Promise<Result<unknown>> => {
  const refused = admitted(limit, caller)
  const hand = rootIn(address.id)
  const request = parsed(schema, body ?? {})
  if (refused) return refused
  if ('failure' in hand) return hand
  if ('failure' in request) return request
  const { at, action, amount, edition } = request.value
  const found = await findSpot(engine, caller, { hand: HandId.parse(hand.value), edition, at })
  if ('failure' in found) return found
  const { player, decision, before } = found.value
  const answer: Answer = { player, decision, action, ...(amount === undefined ? {} : { amount }) }
  const problem = refusalOf(before, answer)
  return problem ? failed(problem) : work({ spot: found.value, answer, wanted: request.value })
}

type Opening = { readonly spot: Spot; readonly answer: Answer; readonly play: Play }

const openBranch = async (given: Given, caller: Caller, opening: Opening): Promise<Result<unknown>> => {
  const { engine, play } = given
  const { at } = opening.spot
  const full = await tooManyOpen(engine, caller)
  if (full) return full
  const edition = `fork-${at}-${opening.answer.action}-${randomBytes(6).toString('hex')}`
  const message = branchOf(edition, caller, opening)
  const opened = await toBranch(engine, caller, { edition, message })
  if (opened.status === 'rejected') return failed(failureOf(opened))
  const { type: _, ...asked } = message
  const branch: BranchRow = { ...asked, status: 'open', createdAt: opened.pages[0]?.recordedAt ?? '' }
  const { nextSequence } = await playScript(play, branch)
  await untilSo(() => engine.row('branches', editionRoot(edition)))
  return { value: { edition, deck: deckOf(branch), at, nextSequence } }
}

type Opened = Extract<BranchCommand, { type: 'OpenBranch' }>

const branchOf = (edition: string, caller: Caller, { spot, answer, play }: Opening): Opened => ({
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
  play,
})

/** Between two answers of a script the flows go on by themselves. */
const playScript = async (play: Given['play'], branch: BranchRow): Promise<Loaded<HandState>> => {
  const last = branch.script.at(-1)?.decision ?? 0
  let loaded = await play.advance(branch)
  const isPlayed = ({ state }: Loaded<HandState>) =>
    isOver(state) || state.decision > last || (state.decision === last && !state.turn)
  await untilSo(async () => {
    if (!isPlayed(loaded)) loaded = await play.advance(branch)
    return isPlayed(loaded)
  })
  return loaded
}

const busy = failed({
  code: 'FAILED_PRECONDITION',
  reason: 'already-running',
  message: 'One spot at a time: wait for the other one, or cancel it.',
})

/** Lists know what was begun before the answer is given: nobody has to ask twice, and the next one counts it. */
const runMany = async (engine: Engine, caller: Caller, params: RunMany): Promise<Result<unknown>> => {
  const actor = actorOf(caller)
  const where = { kind: 'run-many', startedBy: actor, status: 'running' }
  if ((await engine.page('operations', { where, limit: 1 })).length > 0) return busy
  const total = params.times
  const operation = await engine.operations.start('run-many', { params: params as Json, total, actor })
  await untilSo(() => engine.row('operations', operation))
  return { value: { operation } }
}
